package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapOrder.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapOrderTest {
    private static final TableMaps SEED = TableMaps.load(Path.of("routes/maps"), Schema.shipped());

    static Stream<TableMaps> shipped() {
        return Stream.of(
                SEED,
                TableMaps.load(Path.of("routes/maps"), new MapVersions("newest", Map.of()), Schema.shipped()),
                TableMaps.load(Path.of("routes/data-integrator/maps"), Schema.dataIntegrator())
                        // they stand in for the direct ones of contacts, and never run beside them
                        .only(name -> !name.endsWith("-cds"), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_map_comes_after_all_that_its_rows_cannot_do_without(TableMaps maps) {
        List<TableMap> order = maps.order().maps();

        assertThat(order).containsExactlyInAnyOrderElementsOf(maps.all());
        assertThat(maps.order().needs().stream()
                        .filter(need -> !need.optional() && !need.itself())
                        .filter(need -> order.indexOf(need.map()) < order.indexOf(need.needed())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void what_can_wait_waits_only_where_maps_need_each_other(TableMaps maps) {
        List<TableMap> order = maps.order().maps();

        assertThat(maps.order().needs().stream()
                        .filter(need -> order.indexOf(need.map()) < order.indexOf(need.needed()))
                        .filter(need ->
                                !maps.order().withNeeded(List.of(need.needed())).contains(need.map())))
                .isEmpty();
    }

    @Test
    void customers_come_before_their_people_though_a_customer_names_one() {
        assertThat(names(SEED.order().maps())).containsSubsequence("companies", "accounts", "contact-persons");
        assertThat(SEED.order().needsOf(map("accounts")))
                .anyMatch(need -> need.needed().equals(map("contact-persons")) && need.optional())
                .anyMatch(Need::itself);
    }

    @Test
    void a_line_needs_its_header() {
        assertThat(SEED.order().needsOf(map("order-lines")).stream().filter(Need::header))
                .containsExactly(new Need(
                        map("order-lines"), map("orders"), "salesorderid.msdyn_salesordernumber", false, true));
    }

    @Test
    void a_company_is_needed_by_every_row_that_is_in_one() {
        assertThat(SEED.order().needsOf(map("customer-groups")))
                .contains(new Need(
                        map("customer-groups"), map("companies"), "msdyn_company.cdm_companycode", false, false));
        assertThat(SEED.order().needsOf(map("currencies"))).isEmpty();
    }

    @Test
    void related_maps_are_found_by_way_of_others() {
        List<String> related = names(SEED.order().withNeeded(List.of(map("payment-schedule-lines"))));

        assertThat(related).containsExactly("companies", "payment-schedules", "payment-schedule-lines");
    }

    @Test
    void what_cannot_wait_wins_over_the_name(@TempDir Path folder) throws IOException {
        // in a circle: the first by name can do without the other, the other not without the first
        write(
                folder,
                "accounts",
                "accounts",
                "msdyn_company.cdm_companycode, accountnumber",
                """
              - CUSTOMERACCOUNT >< accountnumber
              - CONTACTPERSONID =  primarycontactid.msdyn_contactpersonid optional
            """,
                "CustomersV3",
                "dataAreaId, CustomerAccount");
        write(
                folder,
                "a-people",
                "contacts",
                "msdyn_company.cdm_companycode, msdyn_contactpersonid",
                """
              - CONTACTPERSONID >< msdyn_contactpersonid
              - ASSOCIATEDCONTACTNUMBER =  parentcustomerid.Account(accountnumber)
            """,
                "CDSContactsV2",
                "dataAreaId, ContactPersonId");

        TableMaps maps = TableMaps.load(folder, Schema.shipped());

        assertThat(names(maps.order().maps())).containsExactly("accounts", "a-people");
    }

    private static void write(
            Path folder, String name, String table, String key, String fields, String entity, String finopsKey)
            throws IOException {
        Files.writeString(
                folder.resolve(name + ".map.yaml"),
                """
            map: %s
            version: 1.0.0.0
            finops:    { entity: %s, key: [%s] }
            dataverse: { table: %s, key: [%s] }
            fields:
            %s"""
                        .formatted(name, entity, finopsKey, table, key, fields));
    }

    private static TableMap map(String name) {
        return SEED.named(name).orElseThrow();
    }

    private static List<String> names(List<TableMap> maps) {
        return maps.stream().map(TableMap::name).toList();
    }
}
