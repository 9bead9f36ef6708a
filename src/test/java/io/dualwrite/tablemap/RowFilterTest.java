package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFilterTest {
    private static final Row CONTACT = Row.of(Map.of(
            "AssociatedContactType", "Vendor", "FirstName", "Ann", "LastName", "", "IsReceivingDirectMail", "Yes"));
    private static final Row ORDER = Row.of(Map.of(
            "msdyn_ordertype",
            "192350000",
            "statecode",
            BigDecimal.ZERO,
            "name",
            "O'Neil",
            "msdyn_isonetimecustomer",
            true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(AssociatedContactType = 1)",
                "((AssociatedContactType == \"vendor\"))",
                "associatedcontacttype == 'Vendor' && FirstName != \"\"",
                "!(FirstName like \"B*\") && FirstName like \"a*\"",
                "LastName == \"\" || FirstName == \"Bob\"",
                "AssociatedContactType > 0 && AssociatedContactType <= 1",
                "IsReceivingDirectMail == 1 && IsReceivingDirectMail == \"Yes\" && IsReceivingDirectMail == true"
            })
    void finops_filters_that_pass(String text) {
        assertThat(finops(text).passes(CONTACT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(AssociatedContactType = 0)",
                "(AssociatedContactType != 1)",
                "(LastName != \"\")",
                "FirstName < \"Ann\"",
                "FirstName == \"A\" && FirstName == \"Ann\" || LastName == \"x\""
            })
    void finops_filters_that_hold_back(String text) {
        assertThat(finops(text).passes(CONTACT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "msdyn_ordertype eq 192350000 and statecode eq 0",
                "not (statecode gt 0) and name ne ''",
                "name eq 'O''Neil'",
                "name ne null and msdyn_isonetimecustomer eq true",
                "statecode le 0 or name eq 'x'"
            })
    void dataverse_filters_that_pass(String text) {
        assertThat(dataverse(text).passes(ORDER)).isTrue();
    }

    @Test
    void null_and_empty_are_both_empty() {
        Row nulls = Row.of(Collections.singletonMap("name", null));
        assertThat(dataverse("name ne ''").passes(nulls)).isFalse();
        assertThat(dataverse("name eq null").passes(nulls)).isTrue();
        assertThat(dataverse("name ne null").passes(nulls.with("name", ""))).isFalse();
        assertThat(dataverse("msdyn_isonetimecustomer ne true").passes(nulls)).isTrue();
    }

    @Test
    void fields_that_are_not_there_are_named() {
        RowFilter filter = dataverse("msdyn_ordertype eq 192350000 and statecode eq 0");
        assertThat(filter.missingIn(ORDER)).isEmpty();
        assertThat(filter.missingIn(ORDER.without("statecode"))).containsExactly("statecode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name eq",
                "name eq 'x",
                "(name eq 'x'",
                "name eq 'x' and",
                "name == 'x'",
                "name eq 1)"
            })
    void what_is_no_filter_says_where_it_breaks_off(String text) {
        assertThatThrownBy(() -> dataverse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("instead of");
    }

    private static RowFilter finops(String text) {
        return RowFilter.parse(text, Side.FINOPS, table(Side.FINOPS, "CDSContactsV2"));
    }

    private static RowFilter dataverse(String text) {
        return RowFilter.parse(text, Side.DATAVERSE, table(Side.DATAVERSE, "salesorders"));
    }

    private static Table table(Side side, String name) {
        return Schema.shipped().table(side, name).orElseThrow();
    }
}
