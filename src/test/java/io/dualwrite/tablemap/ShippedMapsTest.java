package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedMapsTest {
    private static final TableMaps MAPS = TableMaps.load(Path.of("routes/maps"), Schema.shipped());

    @Test
    void every_map_checks_and_has_its_name() {
        assertThat(MAPS.all())
                .extracting(TableMap::name)
                .containsExactly(
                        "accounts",
                        "colors",
                        "companies",
                        "configurations",
                        "contact-persons",
                        "currencies",
                        "customer-contacts",
                        "customer-groups",
                        "default-order-settings",
                        "delivery-modes",
                        "delivery-terms",
                        "global-products",
                        "invoice-lines",
                        "invoices",
                        "order-lines",
                        "order-origins",
                        "orders",
                        "payment-day-lines",
                        "payment-days",
                        "payment-methods",
                        "payment-schedule-lines",
                        "payment-schedules",
                        "payment-terms",
                        "price-groups",
                        "product-categories",
                        "product-hierarchies",
                        "product-prices",
                        "products",
                        "quote-lines",
                        "quotes",
                        "released-products",
                        "sites",
                        "sizes",
                        "styles",
                        "tax-groups",
                        "unit-conversions",
                        "units",
                        "vendor-contacts",
                        "vendor-groups",
                        "vendor-payment-methods",
                        "vendors",
                        "warehouses");
    }

    @Test
    void companies_units_products_and_invoices_never_flow_to_finops() {
        assertThat(MAPS.all().stream().filter(map -> !map.flows(Direction.TO_FINOPS)))
                .extracting(TableMap::name)
                .containsExactly(
                        "colors",
                        "companies",
                        "configurations",
                        "global-products",
                        "invoice-lines",
                        "invoices",
                        "product-prices",
                        "products",
                        "released-products",
                        "sizes",
                        "styles",
                        "units");
        assertThat(MAPS.all()).allMatch(map -> map.flows(Direction.TO_DATAVERSE));
    }

    @Test
    void lines_know_the_map_of_their_header() {
        assertThat(MAPS.parentOf(named("order-lines"))).contains(named("orders"));
        assertThat(MAPS.parentOf(named("quote-lines"))).contains(named("quotes"));
        assertThat(MAPS.parentOf(named("orders"))).isEmpty();
        assertThat(MAPS.parentOf(named("companies"))).isEmpty();
    }

    @Test
    void a_table_is_found_by_any_of_its_names_in_any_case() {
        assertThat(MAPS.reading(Side.FINOPS, "cds sales order headers")).containsExactly(named("orders"));
        assertThat(MAPS.reading(Side.FINOPS, "SalesOrderHeaderCDSEntity")).containsExactly(named("orders"));
        assertThat(MAPS.reading(Side.DATAVERSE, "SALESORDER")).containsExactly(named("orders"));
        assertThat(MAPS.reading(Side.DATAVERSE, "products")).containsExactly(named("products"));
        assertThat(MAPS.reading(Side.DATAVERSE, "nothing")).isEmpty();
    }

    @Test
    void the_fingerprint_is_the_maps_own_and_the_same_each_time() {
        TableMaps again = TableMaps.load(Path.of("routes/maps"), Schema.shipped());
        assertThat(again.all()).extracting(TableMap::fingerprint).doesNotHaveDuplicates();
        assertThat(again.all())
                .extracting(TableMap::fingerprint)
                .isEqualTo(MAPS.all().stream().map(TableMap::fingerprint).toList());
    }

    private static TableMap named(String name) {
        return MAPS.named(name).orElseThrow();
    }
}
