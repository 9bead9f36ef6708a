package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The maps of the Data Integrator templates against the published field tables, line for line. A table bears the name of
 * its map. Whatever differs stands in {@code explained.csv} with its reason, and nothing stands there that does not
 * differ.
 */
class PublishedTemplatesTest {
    private static final Path FOLDER = Path.of("routes/data-integrator");
    private static final Path MAPS = FOLDER.resolve("maps");
    private static final List<String> ALL = List.of("all");

    private static final TableMaps SHIPPED = TableMaps.load(MAPS, Schema.dataIntegrator());

    /** Every file's map, each leg of a way through CDS by itself. */
    private static final Map<String, TableMap> FILES = files();

    private static Map<String, TableMap> files() {
        Map<String, TableMap> files = new LinkedHashMap<>();
        SHIPPED.firstLegs().forEach(map -> files.put(map.name(), map));
        SHIPPED.all().forEach(map -> files.put(map.name(), map.cds() instanceof Cds.Both legs ? legs.second() : map));
        return files;
    }

    @Test
    void every_difference_from_the_published_tables_is_explained_and_no_explanation_is_stale() {
        Set<String> differences = new TreeSet<>();
        for (TableMap map : FILES.values()) {
            List<String> published = published(map);
            List<String> shipped = shipped(map);
            PublishedCsv.without(published, shipped).forEach(line -> differences.add(map + " lacks " + line));
            PublishedCsv.without(shipped, published).forEach(line -> differences.add(map + " adds " + line));
            differences.addAll(decisions(map));
        }
        Map<String, String> explained = csv("explained").stream()
                .collect(Collectors.toMap(line -> line.get("difference"), line -> line.get("reason")));
        assertThat(differences).containsExactlyInAnyOrderElementsOf(explained.keySet());
        assertThat(explained.values()).noneMatch(String::isBlank);
    }

    /** What the tables do not say: they mark a transform, and leave out which. */
    private static Set<String> decisions(TableMap map) {
        Set<String> decisions = new TreeSet<>();
        for (FieldMapping field : map.fields()) {
            String line = map + " " + field.finops().orElse("none") + " "
                    + field.type().symbol() + " "
                    + field.dataverse().map(LookupPath::text).orElse("none");
            field.values().ifPresent(values -> decisions.add(line + " via " + values.name()));
            boolean untouched = field.type().transformed()
                    && !field.constant()
                    && field.values().isEmpty()
                    && field.otherwise().isEmpty();
            if (untouched) {
                decisions.add(line + " passes as it is");
            }
            if (field.optional() || field.ifFits()) {
                decisions.add(line + (field.optional() ? " optional" : " if-fits"));
            }
        }
        return decisions;
    }

    @Test
    void lines_stand_in_the_published_order() {
        for (TableMap map : FILES.values()) {
            List<String> published = published(map);
            List<String> shipped =
                    shipped(map).stream().filter(published::contains).toList();
            assertThat(shipped)
                    .as(map.name())
                    .isEqualTo(published.stream().filter(shipped::contains).toList());
        }
    }

    @Test
    void every_published_table_is_a_map_and_every_map_but_three_a_published_table() {
        assertThat(FILES.keySet())
                .filteredOn(name -> published(FILES.get(name)).isEmpty())
                .containsExactlyInAnyOrder("orders-freight-tax", "invoices-freight-tax", "products-prices");
        assertThat(FILES).hasSize(16 + 3);
    }

    /** What the documents say in words, and the tables in their column of defaults. */
    @ParameterizedTest
    @CsvSource({
        "accounts-direct, CUSTOMERGROUPID << none default 10",
        "accounts-direct, SITEID << none default 1",
        "accounts-direct, WAREHOUSEID << none default 13",
        "accounts-direct, LANGUAGEID << none default en-us",
        "accounts-direct, PARTYTYPE << none default Organization",
        "accounts-direct, ADDRESSLOCATIONROLES << none default Business",
        "accounts-direct, ISEXTERNALLYMAINTAINED << none default Yes",
        "contact-to-customer-direct, CUSTOMERGROUPID << none default 10",
        "contact-to-customer-direct, LANGUAGEID << none default en-us",
        "contact-to-customer-direct, ADDRESSCOUNTRYREGIONISOCODE << address1_country default USA",
        "contact-to-customer-direct, PARTYTYPE << none default Person",
        "contact-to-customer-direct, ISEXTERNALLYMAINTAINED << none default Yes",
        "contacts-direct, PRIMARYADDRESSCOUNTRYREGIONISOCODE << address1_country default USA",
        "contacts-direct, CONTACTPERSONPARTYTYPE << none default Person",
        "contacts-direct, ISCONTACTPERSONEXTERNALLYMAINTAINED << none default Yes",
        "contacts-to-cds, ORGANIZATION_ORGANIZATIONID << none default ORG001",
        "contacts-to-cds, PRIMARYACCOUNT_ORGANIZATION_ORGANIZATIONID << none default ORG001",
        "contacts-from-cds, PRIMARYADDRESSCOUNTRYREGIONISOCODE << HomePostalAddress_Country default USA",
        "contacts-from-cds, ISCONTACTPERSONEXTERNALLYMAINTAINED << none default Yes",
        "contact-to-customer-to-cds, ORGANIZATION_ORGANIZATIONID << none default ORG001",
        "contact-to-customer-to-cds, PARTYTYPE << none default Person",
        "contact-to-customer-from-cds, ADDRESSCOUNTRYREGIONISOCODE << MailingPostalAddress_Country default USA",
        "contact-to-customer-from-cds, CUSTOMERGROUPID << none default 10",
        "contact-to-customer-from-cds, LANGUAGEID << none default en-us",
        "contact-to-customer-from-cds, ADDRESSLOCATIONROLES << none default Business",
        "contact-to-customer-from-cds, ISEXTERNALLYMAINTAINED << none default Yes",
        "products-direct, none >> defaultuomscheduleid.name default default unit",
        "products-direct, none >> msdynce_ismaintainedexternally default Yes",
        "quotes-direct-header, DELIVERYADDRESSCOUNTRYREGIONISOCODE << shipto_country default US",
        "orders-direct-to-finops-header, DELIVERYADDRESSCOUNTRYREGIONISOCODE << shipto_country default US",
        "orders-direct-to-sales-header, none >> statecode default Active",
        "orders-direct-to-sales-header, none >> msdynce_ismaintainedexternally default Yes",
        "orders-direct-to-sales-lines, none >> ispriceoverridden default true",
        "orders-direct-to-sales-lines, none >> msdynce_ismaintainedexternally default Yes",
        "invoices-direct-lines, none >> producttypecode default 1",
        "invoices-direct-lines, none >> propertyconfigurationstatus default 2",
        "invoices-direct-lines, none >> ispriceoverridden default True",
    })
    void a_documented_default_is_there(String map, String line) {
        assertThat(shipped(FILES.get(map))).contains(line);
    }

    @ParameterizedTest
    @CsvSource({"orders-direct-to-sales-header", "invoices-direct-header"})
    void the_price_list_is_chosen_by_currency_and_the_published_one_is_that_of_dollars(String map) {
        ValueMap lists = FILES.get(map)
                .fieldFor(Side.DATAVERSE, "pricelevelid.name")
                .flatMap(FieldMapping::values)
                .orElseThrow();
        assertThat(lists.toDataverse("usd").value()).isEqualTo("CRM Service USA (sample)");
        assertThat(lists.toDataverse("EUR").listed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "accounts-direct, accountnumber, ACC",
        "contacts-direct, msdynce_contactnumber, CON",
        "contact-to-customer-direct, msdynce_contactnumber, CON",
        "contacts-from-cds, msdynce_contactnumber, CON",
        "contact-to-customer-from-cds, msdynce_contactnumber, CON",
    })
    void accounts_and_contacts_without_number_are_given_one(String map, String column, String prefix) {
        assertThat(SHIPPED.named(map).orElseThrow().numbering()).contains(new Numbering(column, prefix));
    }

    @Test
    void the_site_by_city_that_accounts_direct_shows_works(@TempDir Path folder) throws IOException {
        String text = Files.readString(MAPS.resolve("accounts-direct.map.yaml"));
        String line = commented(text, "- SITEID << address1_city");
        String values = commented(text, "site: { otherwise: default");
        Files.writeString(
                folder.resolve("accounts-direct.map.yaml"),
                text.lines()
                                .map(one -> one.startsWith("  - SITEID ") ? "  " + line : one)
                                .collect(Collectors.joining("\n"))
                        + "\n  " + values + "\n");

        FieldMapping site = TableMaps.load(folder, Schema.dataIntegrator())
                .named("accounts-direct")
                .flatMap(map -> map.fieldFor(Side.FINOPS, "SiteId"))
                .orElseThrow();

        assertThat(site.toString()).isEqualTo("SiteId << address1_city via site default 1");
        assertThat(site.values().orElseThrow().toFinops("Tacoma").value()).isEqualTo("2");
        assertThat(site.values().orElseThrow().toFinops("Paris").value()).isNull();
    }

    private static String commented(String text, String start) {
        return text.lines()
                .map(line -> line.strip().replaceFirst("^# ", ""))
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_map_is_a_task_of_a_template_and_every_line_has_a_header() {
        List<Templates.Template> templates = Stream.concat(
                        templates(ALL).stream(),
                        templates(List.of("contacts-cds", "contacts-to-customers-cds")).stream())
                .toList();
        assertThat(templates.stream().flatMap(template -> template.tasks().stream()))
                .extracting(Templates.Task::map)
                .containsExactlyInAnyOrderElementsOf(
                        SHIPPED.all().stream().map(TableMap::name).toList());
        assertThat(SHIPPED.all().stream().filter(map -> map.name().endsWith("-lines")))
                .allSatisfy(map -> assertThat(SHIPPED.parentOf(map))
                        .map(TableMap::name)
                        .contains(map.name().replace("-lines", "-header")));
    }

    @Test
    void every_template_has_its_predecessors_and_knows_them_when_they_are_not_used() {
        assertThat(Templates.load(FOLDER.resolve("templates.yaml"), ALL).missingPredecessors())
                .isEmpty();
        assertThat(Templates.load(FOLDER.resolve("templates.yaml"), List.of("quotes", "products"))
                        .missingPredecessors())
                .anySatisfy(sentence -> assertThat(sentence).contains("(quotes)", "(accounts)"))
                .anySatisfy(sentence -> assertThat(sentence).contains("(quotes)", "(contacts-to-customers)"));
    }

    private static List<Templates.Template> templates(List<String> chosen) {
        return Templates.load(FOLDER.resolve("templates.yaml"), chosen).running();
    }

    @ParameterizedTest
    @CsvSource({"accounts-direct", "contacts-direct", "quotes-direct-header", "orders-direct-to-finops-header"})
    void a_map_from_sales_flows_from_sales_only(String name) {
        assertThat(SHIPPED.named(name).orElseThrow())
                .matches(map -> map.flows(Direction.TO_FINOPS))
                .matches(map -> !map.flows(Direction.TO_DATAVERSE));
    }

    /** The published rows as lines of a map: F&O, or what stands in its place, on the left. */
    private static List<String> published(TableMap map) {
        if (PublishedTemplatesTest.class.getResource(resource(map.name())) == null) {
            return List.of(); // a map of our own
        }
        boolean toFinops = map.flows(Direction.TO_FINOPS);
        String finops = toFinops ? "destination_field" : "source_field";
        String dataverse = toFinops ? "source_field" : "destination_field";
        String symbol = toFinops ? "<" : ">";
        return csv(map.name()).stream()
                .map(row -> line(
                        row.get(finops),
                        row.get("map_type").equals("=") ? symbol : symbol + symbol,
                        row.get(dataverse),
                        row.get("default_value")))
                .toList();
    }

    private static List<String> shipped(TableMap map) {
        return map.fields().stream()
                .map(field -> line(
                        field.finops().orElse("none"),
                        field.type().symbol(),
                        field.dataverse().map(LookupPath::text).orElse("none"),
                        field.otherwise().orElse("")))
                .toList();
    }

    private static String line(String finops, String type, String dataverse, String otherwise) {
        String name = finops.equals("none") ? finops : finops.toUpperCase(Locale.ROOT);
        return name + " " + type + " " + dataverse + (otherwise.isEmpty() ? "" : " default " + otherwise);
    }

    private static String resource(String name) {
        return "/reference/data-integrator/" + name + ".csv";
    }

    private static List<CSVRecord> csv(String name) {
        return PublishedCsv.read(resource(name));
    }
}
