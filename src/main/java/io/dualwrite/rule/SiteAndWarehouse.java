package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.rule.ShippingDefaults.Place;
import java.util.Locale;
import java.util.Optional;

/**
 * F&O needs to know where a line is shipped from. A new line from Sales that does not say gets the place of its product,
 * else of its header, else of the header's customer, else what the map has as default; else F&O is left to find one.
 * What the line says is never overruled, and no warehouse is put to a site that it may not belong to.
 */
final class SiteAndWarehouse implements Rule {
    private static final String SITE = "ShippingSiteId";
    private static final String WAREHOUSE = "ShippingWarehouseId";
    private static final String PRODUCT = "ProductNumber";

    private final ShippingDefaults defaults;

    SiteAndWarehouse(ShippingDefaults defaults) {
        this.defaults = defaults;
    }

    @Override
    public void apply(Change change) {
        boolean fresh = change.link().filter(link -> !link.deleted()).isEmpty();
        if (change.direction() != Direction.TO_FINOPS || !fresh) {
            return;
        }
        Optional<String> site = said(change, SITE, "msdyn_shippingsite");
        Optional<String> warehouse = said(change, WAREHOUSE, "msdyn_shippingwarehouse");
        if (site.isPresent() && warehouse.isPresent()) {
            return;
        }
        Place place = place(change);
        if (!place.isEmpty() && fits(site, place.site()) && fits(warehouse, place.warehouse())) {
            fill(change, SITE, site, place.site());
            fill(change, WAREHOUSE, warehouse, place.warehouse());
        }
    }

    /** What the line says itself; the default of the map, which is in the target as well, does not count. */
    private static Optional<String> said(Change change, String field, String lookup) {
        boolean blank = change.source().names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(lookup))
                .allMatch(change.source()::isBlank);
        return blank ? Optional.empty() : change.target().text(field);
    }

    private static boolean fits(Optional<String> said, Optional<String> found) {
        return said.isEmpty() || found.filter(said.get()::equalsIgnoreCase).isPresent();
    }

    private static void fill(Change change, String field, Optional<String> said, Optional<String> found) {
        if (said.isEmpty()) {
            // Without one here, the default of the map would be another place's.
            found.ifPresentOrElse(
                    value -> change.decide(field, value),
                    () -> change.setTarget(change.target().without(field)));
        }
    }

    private Place place(Change line) {
        String company = line.key().company().orElse("");
        Row header = line.parent().map(Link::finops).orElse(Row.empty());
        Place place = line.target()
                .text(PRODUCT)
                .map(product -> defaults.ofProduct(company, product))
                .orElse(new Place(Optional.empty(), Optional.empty()));
        if (place.isEmpty()) {
            place = new Place(header.text("DefaultShippingSiteId"), header.text("DefaultShippingWarehouseId"));
        }
        Optional<String> customer =
                header.text("OrderingCustomerAccountNumber").or(() -> header.text("RequestingCustomerAccountNumber"));
        return place.isEmpty() && customer.isPresent() ? defaults.ofCustomer(company, customer.get()) : place;
    }
}
