package io.dualwrite.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Side;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Values values = new Values(SourceFormats.usual());

    @Property(tries = 300)
    void decimals_stay_exact(
            @ForAll @BigRange(min = "-99999999999999", max = "99999999999999") @Scale(10) BigDecimal number)
            throws BadValue {
        assertThat(values.fitting(number.toPlainString(), column(ColumnType.MONEY, 2)))
                .isEqualTo(number);
        assertThat(values.fitting(number, column(ColumnType.DECIMAL, 10))).isEqualTo(number);
    }

    @Property(tries = 300)
    void moments_come_back_however_they_were_written(@ForAll @LongRange(min = 0, max = 5_800_000_000L) long second)
            throws BadValue {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        String moment = Instant.ofEpochSecond(second).toString();
        for (String pattern : new String[] {"uuuu-MM-dd'T'HH:mm:ss'Z'", "M/d/uuuu H:mm:ss", "M/d/uuuu h:mm:ss a"}) {
            String written = time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
            assertThat(values.typed(written, column(ColumnType.DATE_TIME, -1))).isEqualTo(moment);
            assertThat(values.typed(written, column(ColumnType.DATE, -1)))
                    .isEqualTo(time.toLocalDate().toString());
        }
        assertThat(values.typed(moment, column(ColumnType.DATE_TIME, -1))).isEqualTo(moment);
    }

    @Test
    void a_time_without_zone_is_in_the_zone_of_its_side() throws BadValue {
        Values berlin = new Values(new SourceFormats(Optional.empty(), ZoneId.of("Europe/Berlin")));
        assertThat(berlin.typed("8/25/2020 1:03 PM", column(ColumnType.DATE_TIME, -1)))
                .isEqualTo("2020-08-25T11:03:00Z");
        assertThat(berlin.typed("2020-08-25T13:03:00+05:00", column(ColumnType.DATE_TIME, -1)))
                .isEqualTo("2020-08-25T08:03:00Z");
        assertThat(berlin.typed("8/25/2020", column(ColumnType.DATE_TIME, -1))).isEqualTo("2020-08-25T12:00:00Z");
    }

    @Test
    void a_configured_format_replaces_the_us_one() throws BadValue {
        Values british = new Values(new SourceFormats(Optional.of("dd/MM/yyyy"), ZoneOffset.UTC));
        assertThat(british.typed("05/08/2020 13:03", column(ColumnType.DATE, -1)))
                .isEqualTo("2020-08-05");
        assertThat(british.typed("2020-08-05", column(ColumnType.DATE, -1))).isEqualTo("2020-08-05");
        assertThatThrownBy(() -> british.typed("08/25/2020", column(ColumnType.DATE, -1)))
                .hasMessageContaining("dd/MM/yyyy");
    }

    @Test
    void a_number_that_would_fill_the_memory_is_a_bad_value() {
        assertThatThrownBy(() -> values.typed(new BigDecimal("1E999999999"), column(ColumnType.TEXT, -1)))
                .isInstanceOf(BadValue.class);
        assertThatThrownBy(() -> values.typed("1E999999999", column(ColumnType.MONEY, -1)))
                .isInstanceOf(BadValue.class);
    }

    @Test
    void whole_numbers_have_no_decimals() throws BadValue {
        assertThat((BigDecimal) values.typed("12.000", column(ColumnType.INTEGER, -1)))
                .isEqualByComparingTo("12");
        assertThatThrownBy(() -> values.typed("12.5", column(ColumnType.INTEGER, -1)))
                .hasMessageContaining("whole");
        assertThatThrownBy(() -> values.typed("3000000000", column(ColumnType.INTEGER, -1)))
                .hasMessageContaining("whole");
    }

    @Test
    void an_option_is_found_by_number_or_label() throws BadValue {
        ColumnKind state = new ColumnKind(
                Side.DATAVERSE, "statuscode", ColumnType.STATUS, 0, -1, Map.of("1", "New [state 0]"), false);
        assertThat(values.typed("1.0", state)).isEqualTo(BigDecimal.ONE);
        assertThat(values.typed("new", state)).isEqualTo(BigDecimal.ONE);
        assertThatThrownBy(() -> values.typed("2", state)).hasMessageContaining("1 (New)");
    }

    private static ColumnKind column(ColumnType type, int scale) {
        return new ColumnKind(Side.DATAVERSE, "x", type, 0, scale, Map.of(), false);
    }
}
