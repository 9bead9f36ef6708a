package io.dualwrite.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates that can mean one day only are read, all others are refused. */
class DaysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-03-27",
                "2020-03-27T00:00:00Z",
                "2020-03-27T23:30:00+01:00",
                "2020-03-27 10:30",
                "27.03.2020",
                "27.3.2020 10:30",
                "27/03/2020",
                "3/27/2020 2:05 PM",
            })
    void these_mean_the_same_day_to_everybody(String text) throws Exception {
        assertThat(new Days(Optional.empty(), Optional.empty()).read(text)).isEqualTo("2020-03-27");
    }

    @ParameterizedTest
    @ValueSource(strings = {"03/04/2020", "3-4-2020", "27.03.20", "2020-02-30", "soon", "27/03/2020 teatime"})
    void these_may_mean_anything(String text) {
        assertThatThrownBy(() -> new Days(Optional.empty(), Optional.empty()).read(text))
                .isInstanceOf(Days.Unclear.class);
    }

    @ParameterizedTest
    @CsvSource({
        "en-US,03/04/2020,2020-03-04",
        "en-GB,03/04/2020,2020-04-03",
        "de-DE,03.04.2020,2020-04-03",
        "fr-FR,03/04/2020,2020-04-03",
        "en-US,'Mar 4, 2020',2020-03-04",
        "de-DE,2020-03-04,2020-03-04"
    })
    void a_language_says_which_day_it_is(String language, String text, String day) throws Exception {
        assertThat(new Days(Optional.empty(), Optional.of(Locale.forLanguageTag(language))).read(text))
                .isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"en-GB,03/27/2020", "en-US,27/03/2020", "de-DE,03/27/2020"})
    void a_day_that_the_language_cannot_write_tells_that_the_language_is_wrong(String language, String text) {
        Days days = new Days(Optional.empty(), Optional.of(Locale.forLanguageTag(language)));

        assertThatThrownBy(() -> days.read(text)).isInstanceOf(Days.Unclear.class);
    }

    @Test
    void a_given_format_counts_first() throws Exception {
        Days days = new Days(Optional.of("MM/dd/yyyy"), Optional.empty());

        assertThat(days.read("03/04/2020 12:00")).isEqualTo("2020-03-04");
        assertThatThrownBy(() -> days.read("27/03/2020")).isInstanceOf(Days.Unclear.class);
    }

    @Test
    void what_is_no_format_of_a_date_is_wrong_use() {
        assertThatThrownBy(() -> new Days(Optional.of("HH:mm"), Optional.empty()))
                .isInstanceOf(WrongUse.class);
        assertThatThrownBy(() -> new Days(Optional.of("dd.bb"), Optional.empty()))
                .isInstanceOf(WrongUse.class);
    }
}
