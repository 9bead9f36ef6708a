package io.dualwrite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Side;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final List<Schema> BOTH = List.of(Schema.shipped(), Schema.dataIntegrator());
    private final Schema schema = Schema.shipped();

    @Test
    void a_table_is_found_by_its_set_its_public_name_and_its_technical_name_in_any_case() {
        Table headers = schema.table(Side.FINOPS, "CDSSalesOrderHeaders").orElseThrow();

        assertThat(schema.table(Side.FINOPS, "cds sales order headers")).contains(headers);
        assertThat(schema.table(Side.FINOPS, "SalesOrderHeaderCDSEntity")).contains(headers);
        assertThat(schema.table(Side.DATAVERSE, "SALESORDER"))
                .isEqualTo(schema.table(Side.DATAVERSE, "salesorders"))
                .isPresent();
    }

    @Test
    void keys_and_company_of_both_sides_are_known() {
        assertThat(table(Side.FINOPS, "CDSSalesOrderLines").key())
                .containsExactly("dataAreaId", "SalesOrderNumber", "LineCreationSequenceNumber");
        assertThat(table(Side.DATAVERSE, "salesorders").key())
                .containsExactly("msdyn_salesordernumber", "msdyn_company");
        assertThat(table(Side.DATAVERSE, "salesorderdetails").key()).containsExactly("sequencenumber", "salesorderid");
        assertThat(table(Side.DATAVERSE, "uoms").companyStriped()).isFalse();
    }

    @Test
    void an_order_can_be_on_hold_although_the_published_table_does_not_list_it() {
        assertThat(column(Side.DATAVERSE, "salesorders", "statuscode").options())
                .containsEntry("690970000", "On hold[state 0]")
                .containsEntry("100003", "Invoiced[state 4]");
    }

    @Test
    void types_are_as_the_maps_need_them() {
        assertThat(column(Side.DATAVERSE, "salesorders", "customerid").targets())
                .containsExactly("account", "contact");
        assertThat(column(Side.DATAVERSE, "salesorders", "requestdeliveryby").type())
                .isEqualTo(ColumnType.DATE);
        assertThat(column(Side.FINOPS, "CDSSalesOrderHeaders", "RequestedShippingDate")
                        .type())
                .isEqualTo(ColumnType.DATE_TIME);
        assertThat(column(Side.FINOPS, "CustomersV3", "CreditLimitIsMandatory").options())
                .containsOnlyKeys("No", "Yes");
        assertThat(column(Side.FINOPS, "CDSSalesOrderLines", "OrderedSalesQuantity")
                        .type())
                .isEqualTo(ColumnType.DECIMAL);
    }

    @Test
    void every_key_every_primary_id_and_every_company_column_is_a_column() {
        assertThat(tablesOfBoth()).allSatisfy(table -> {
            assertThat(table.key()).as(table.set()).allMatch(name -> table.column(name)
                    .isPresent());
            assertThat(table.companyColumn().isEmpty()
                            || table.column(table.companyColumn()).isPresent())
                    .as(table.set())
                    .isTrue();
            assertThat(table.side() == Side.FINOPS
                            || table.column(table.primaryId()).isPresent())
                    .as(table.set())
                    .isTrue();
        });
    }

    @Test
    void every_column_says_where_its_type_is_from() {
        assertThat(tablesOfBoth()).allSatisfy(table -> assertThat(table.allColumns())
                .as(table.set())
                .noneMatch(column -> column.source().isBlank()));
    }

    @Test
    void a_duplicate_detection_rule_is_unpublished_publishing_or_published() {
        assertThat(column(Side.DATAVERSE, "duplicaterules", "statuscode").options())
                .containsOnlyKeys("0", "1", "2")
                .containsEntry("2", "Published[state 1]");
        assertThat(table(Side.DATAVERSE, "duplicaterule").primaryId()).isEqualTo("duplicateruleid");
    }

    private static Stream<Table> tablesOfBoth() {
        return BOTH.stream().flatMap(each -> Stream.of(Side.values()).flatMap(side -> each.tables(side).stream()));
    }

    private Table table(Side side, String set) {
        return schema.table(side, set).orElseThrow();
    }

    private Column column(Side side, String set, String name) {
        return table(side, set).column(name).orElseThrow();
    }
}
