package io.dualwrite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataIntegratorSchemaTest {
    private static final Path REFERENCE = Path.of("src/test/resources/reference/data-integrator");
    private final Schema schema = Schema.dataIntegrator();

    @Test
    void every_column_that_the_older_solution_adds_is_there_with_its_type() throws IOException {
        for (CSVRecord line : lines("added-columns")) {
            Column column = dataverse(line.get("entity"), line.get("attribute"));

            assertThat(column.type()).as(name(line)).isEqualTo(type(line));
            assertThat(column.required())
                    .as(name(line))
                    .isEqualTo(line.get("required_level").endsWith("required"));
            assertThat(column.maxLength()).as(name(line)).isEqualTo(number(line.get("max_length"), 0));
            assertThat(column.scale()).as(name(line)).isEqualTo(number(line.get("accuracy_or_precision"), -1));
            assertThat(column.targets().isEmpty()).as(name(line)).isEqualTo(column.type() != ColumnType.LOOKUP);
        }
    }

    @Test
    void every_option_that_the_older_solution_adds_is_there_with_its_label_and_state() throws IOException {
        Map<String, List<CSVRecord>> bySet =
                lines("option-sets").stream().collect(Collectors.groupingBy(line -> line.get("option_set")));

        assertThat(bySet).isNotEmpty().allSatisfy((set, options) -> {
            CSVRecord first = options.get(0);
            Map<String, String> published = new LinkedHashMap<>();
            options.forEach(option -> published.put(option.get("value"), label(option)));
            assertThat(dataverse(first.get("entity"), first.get("attribute")).options())
                    .isEqualTo(published);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "accounts-direct,accounts,CustomersV2",
        "contact-to-customer-direct,contacts,CustomersV2",
        "contacts-direct,contacts,CDSContacts",
        "products-direct,SellableReleasedProducts,products",
        "quotes-direct-header,quotes,CDSSalesQuotationHeaders",
        "quotes-direct-lines,quotedetails,CDSSalesQuotationLines",
        "orders-direct-to-finops-header,salesorders,CDSSalesOrderHeaders",
        "orders-direct-to-finops-lines,salesorderdetails,CDSSalesOrderLines",
        "orders-direct-to-sales-header,CDSSalesOrderHeaders,salesorders",
        "orders-direct-to-sales-lines,CDSSalesOrderLines,salesorderdetails",
        "invoices-direct-header,ExternallyMaintainedCustomerSalesInvoiceHeaders,invoices",
        "invoices-direct-lines,ExternallyMaintainedCustomerSalesInvoiceLines,invoicedetails",
    })
    void every_field_of_the_published_tables_is_a_column(String file, String source, String destination)
            throws IOException {
        for (CSVRecord line : lines(file)) {
            assertField(table(source), line.get("source_field"));
            assertField(table(destination), line.get("destination_field"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "contacts-to-cds,contacts-from-cds,Contact,ContactId,CDSContacts",
        "contact-to-customer-to-cds,contact-to-customer-from-cds,Account,AccountId,CustomersV2",
    })
    void the_middle_has_every_field_of_both_legs(String to, String from, String entity, String key, String last)
            throws IOException {
        Table left = Schema.cds(Side.FINOPS, entity).orElseThrow();
        Table right = Schema.cds(Side.DATAVERSE, entity).orElseThrow();

        assertThat(left.side()).isEqualTo(Side.FINOPS);
        assertThat(right.side()).isEqualTo(Side.DATAVERSE);
        assertThat(left.key()).containsExactly(key);
        for (CSVRecord line : lines(to)) {
            assertField(table("contacts"), line.get("source_field"));
            assertField(left, line.get("destination_field"));
        }
        for (CSVRecord line : lines(from)) {
            assertField(right, line.get("source_field"));
            assertField(table(last), line.get("destination_field"));
        }
    }

    @Test
    void only_two_entities_of_the_middle_are_known() {
        assertThat(Schema.cds(Side.FINOPS, "account")).isPresent();
        assertThat(Schema.cds(Side.FINOPS, "Product")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "accounts,accountnumber",
        "contacts,msdynce_contactnumber",
        "products,productnumber",
        "quotes,quotenumber",
        "quotedetails,quoteid;sequencenumber",
        "salesorders,ordernumber",
        "salesorderdetails,msdynce_ordernumber;sequencenumber",
        "invoices,invoicenumber",
        "invoicedetails,msdynce_invoicenumber;sequencenumber",
        "CustomersV2,dataAreaId;CustomerAccount",
        "CDSContacts,dataAreaId;ContactPersonPartyNumber",
        "SellableReleasedProducts,dataAreaId;ProductNumber",
        "ExternallyMaintainedCustomerSalesInvoiceHeaders,dataAreaId;InvoiceNumber",
        "ExternallyMaintainedCustomerSalesInvoiceLines,dataAreaId;InvoiceNumber;LineCreationSequenceNumber",
    })
    void keys_are_the_older_ones_and_no_table_of_sales_has_a_company(String set, String key) {
        Table table = table(set);

        assertThat(table.key()).containsExactly(key.split(";"));
        assertThat(table.companyStriped()).isEqualTo(table.side() == Side.FINOPS);
    }

    @Test
    void what_dual_write_has_stays_and_asks_for_nothing() {
        for (Side side : Side.values()) {
            for (Table table : Schema.shipped().tables(side)) {
                assertThat(schema.table(side, table.set()).orElseThrow().columns())
                        .as(table.set())
                        .containsKeys(table.columns().keySet().toArray(String[]::new));
            }
        }
        assertThat(table("salesorders").allColumns())
                .noneMatch(column -> column.required() && column.name().startsWith("msdyn_"));
    }

    @Test
    void nothing_of_the_older_solution_is_in_the_schema_of_dual_write() {
        assertThat(Schema.shipped().tables(Side.DATAVERSE))
                .noneMatch(table -> table.set().startsWith("msdynce_"))
                .allSatisfy(table -> assertThat(table.columns().keySet())
                        .as(table.set())
                        .noneMatch(name -> name.startsWith("msdynce_")));
        assertThat(Schema.shipped().table(Side.FINOPS, "CustomersV2")).isEmpty();
    }

    @Test
    void fields_of_the_finops_entities_have_the_types_of_their_counterparts() {
        assertThat(table("Customers V2")
                        .column("IsExternallyMaintained")
                        .orElseThrow()
                        .options())
                .containsOnly(Map.entry("No", "0"), Map.entry("Yes", "1"));
        assertThat(type("CustomersV2", "CreditLimit")).isEqualTo(ColumnType.DECIMAL);
        assertThat(type("SellableReleasedProducts", "UnitCost")).isEqualTo(ColumnType.DECIMAL);
        assertThat(type("SellableReleasedProducts", "IsSalesStopped")).isEqualTo(ColumnType.ENUM);
        assertThat(type("SellableReleasedProducts", "InventoryUnitDecimalPrecision"))
                .isEqualTo(ColumnType.INTEGER);
        assertThat(type("ExternallyMaintainedCustomerSalesInvoiceHeaders", "InvoiceHeaderTaxAmount"))
                .isEqualTo(ColumnType.DECIMAL);
        assertThat(type("ExternallyMaintainedCustomerSalesInvoiceLines", "InvoicedQuantity"))
                .isEqualTo(ColumnType.DECIMAL);
        assertThat(type("CDSSalesOrderHeaders", "OrderingCustomerIsExternallyMaintained"))
                .isEqualTo(ColumnType.ENUM);
        assertThat(type("CDSSalesOrderHeaders", "OrderHeaderTaxAmount")).isEqualTo(ColumnType.DECIMAL);
        assertThat(type("CDSSalesOrderHeaders", "AreTotalsUpdated")).isEqualTo(ColumnType.ENUM);
    }

    private static void assertField(Table table, String field) {
        String column = field.split("\\.")[0];
        if (!column.equals("none")) {
            assertThat(table.column(column)).as(table.set() + "." + field).isPresent();
        }
    }

    private Table table(String name) {
        return schema.table(Side.FINOPS, name)
                .or(() -> schema.table(Side.DATAVERSE, name))
                .orElseThrow();
    }

    private Column dataverse(String table, String column) {
        Optional<Table> found = schema.table(Side.DATAVERSE, table);
        return found.flatMap(known -> known.column(column)).orElseThrow(() -> new AssertionError(table + "." + column));
    }

    private ColumnType type(String table, String column) {
        return table(table).column(column).orElseThrow().type();
    }

    private static ColumnType type(CSVRecord line) {
        return switch (line.get("type")) {
            case "nvarchar" -> ColumnType.TEXT;
            case "bit" -> ColumnType.BOOLEAN;
            case "int" -> ColumnType.INTEGER;
            case "money" -> ColumnType.MONEY;
            case "datetime" -> line.get("format").equals("date") ? ColumnType.DATE : ColumnType.DATE_TIME;
            case "lookup", "owner" -> ColumnType.LOOKUP;
            case "primarykey" -> ColumnType.GUID;
            case "picklist" -> ColumnType.PICKLIST;
            case "state" -> ColumnType.STATE;
            case "status" -> ColumnType.STATUS;
            default -> throw new AssertionError(line.get("type"));
        };
    }

    private static String label(CSVRecord option) {
        return option.get("type").equals("status")
                ? option.get("label") + "[state " + option.get("state") + "]"
                : option.get("label");
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static String name(CSVRecord line) {
        return line.get("entity") + "." + line.get("attribute");
    }

    private static List<CSVRecord> lines(String file) throws IOException {
        try (Reader reader = Files.newBufferedReader(REFERENCE.resolve(file + ".csv"), StandardCharsets.UTF_8)) {
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            return format.parse(reader).getRecords();
        }
    }
}
