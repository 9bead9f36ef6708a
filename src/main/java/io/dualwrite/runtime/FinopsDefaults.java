package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.dualwrite.journal.Journal;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.rule.ShippingDefaults;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sites and warehouses as the journal has them from synchronised settings, else as F&O says. */
final class FinopsDefaults implements ShippingDefaults {
    private static final String PRODUCTS = "products";
    private static final String SETTINGS = "default-order-settings";

    /** Pairs of columns in the order in which F&O itself looks for them. */
    private static final List<List<String>> OF_PRODUCT =
            List.of(List.of("SalesSiteId", "SalesWarehouseId"), List.of("InventorySiteId", "InventWarehouseId"));

    private static final List<List<String>> OF_CUSTOMER = List.of(List.of("SiteId", "WarehouseId"));

    private final Journal journal;
    private final Questions finops;
    private final Cache<String, Row> asked;

    FinopsDefaults(Journal journal, Questions finops, Clock clock) {
        this.journal = journal;
        this.finops = finops;
        this.asked = Caches.of(clock, 10_000, Duration.ofSeconds(30));
    }

    @Override
    public Place ofProduct(String company, String productNumber) {
        String item = image(PRODUCTS, RowKey.of(company, productNumber))
                .flatMap(product -> product.text("ItemNumber"))
                .orElse(productNumber);
        Row settings = image(SETTINGS, RowKey.of(company, item))
                .orElseGet(() -> ask("ProductDefaultOrderSettings", "ItemNumber", company, item, OF_PRODUCT));
        return place(settings, OF_PRODUCT);
    }

    @Override
    public Place ofCustomer(String company, String account) {
        return place(ask("CustomersV3", "CustomerAccount", company, account, OF_CUSTOMER), OF_CUSTOMER);
    }

    private static Place place(Row row, List<List<String>> columns) {
        return columns.stream()
                .map(pair -> new Place(row.text(pair.get(0)), row.text(pair.get(1))))
                .filter(place -> !place.isEmpty())
                .findFirst()
                .orElse(new Place(Optional.empty(), Optional.empty()));
    }

    private Optional<Row> image(String map, RowKey key) {
        Map<RowKey, Link> links = journal.links(map, List.of(key));
        return Optional.ofNullable(links.get(key))
                .filter(link -> !link.deleted())
                .map(Link::finops);
    }

    private Row ask(String set, String keyColumn, String company, String value, List<List<String>> columns) {
        return asked.get(
                String.join("|", set, company, value).toUpperCase(Locale.ROOT),
                name -> question(set, keyColumn, company, value, columns));
    }

    private Row question(String set, String keyColumn, String company, String value, List<List<String>> columns) {
        List<String> names = columns.stream().flatMap(List::stream).toList();
        String query = ODataKey.empty()
                .text("dataAreaId", company.toLowerCase(Locale.ROOT))
                .text(keyColumn, value)
                .query(set, String.join(",", names), 1);
        JsonNode found = Questions.rows(finops.ask(List.of(HttpCall.get(query + "&cross-company=true")))
                        .get(0))
                .path(0);
        Row row = Row.empty();
        for (String name : names) {
            row = row.with(name, found.path(name).asText(""));
        }
        return row;
    }
}
