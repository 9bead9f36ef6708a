package io.dualwrite.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberShapeTest {
    private static final String ORDERS = "ORD-{SEQNUM:5}-{RANDSTRING:6}";

    @ParameterizedTest
    @CsvSource({
        "SO######, false",
        "ORD-#####-&&&&&&, true",
        "ord-#####-######, true",
        "ORD-######-&&&&&&, true",
        "ORD-####-&&&&&&, false",
        "&&&######, false",
    })
    void formats_meet_if_one_number_fits_both(String finops, boolean meet) {
        assertThat(NumberShape.ofFinops(finops).meets(NumberShape.ofDataverse(ORDERS)))
                .isEqualTo(meet);
        assertThat(NumberShape.ofDataverse(ORDERS).meets(NumberShape.ofFinops(finops)))
                .isEqualTo(meet);
    }

    @Test
    void a_counter_of_sales_that_has_outgrown_its_digits_still_gives_the_number() {
        assertThat(NumberShape.ofDataverse(ORDERS).gives("ORD-123456-ABC123")).isTrue();
        assertThat(NumberShape.ofDataverse(ORDERS).gives("ORD-1234-ABC123")).isFalse();
    }

    @Test
    void a_number_sequence_of_finops_has_one_length() {
        assertThat(NumberShape.ofFinops("SO####").gives("SO0001")).isTrue();
        assertThat(NumberShape.ofFinops("SO####").gives("SO00001")).isFalse();
        assertThat(NumberShape.ofFinops("SO####").gives("SO00A1")).isFalse();
    }
}
