package io.dualwrite.compare;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fields of a map that say nothing when they differ, and why. */
final class LeftOut {
    private static final Set<String> SPLIT = Set.of("msdyn_linediscountamount", "msdyn_fixedpricecharges");
    private static final Set<String> PLACE = Set.of("shippingsiteid", "shippingwarehouseid");

    private final TableMap map;
    private final boolean splitsDiscounts;
    private final boolean findsPlaces;
    private final boolean choosesPriceList;
    private final Set<String> lacking = new TreeSet<>();
    private final Map<String, Integer> unsaid = new TreeMap<>();

    LeftOut(TableMap map, Map<Direction, Passage> passages) {
        this.map = map;
        splitsDiscounts = passages.get(Direction.TO_DATAVERSE).runs("lineDiscount")
                && map.fields().stream().anyMatch(LeftOut::isSplit);
        findsPlaces = passages.get(Direction.TO_FINOPS).runs("siteAndWarehouse");
        choosesPriceList = passages.get(Direction.TO_DATAVERSE).runs("priceList");
    }

    private static boolean isSplit(FieldMapping field) {
        return field.finops().filter("LineDiscountAmount"::equalsIgnoreCase).isPresent()
                && field.name(Side.DATAVERSE)
                        .filter("manualdiscountamount"::equals)
                        .isPresent();
    }

    boolean has(FieldMapping field, Row sales) {
        String name = field.name(Side.DATAVERSE).orElse("").toLowerCase(Locale.ROOT);
        boolean place = PLACE.contains(field.finops().orElse("").toLowerCase(Locale.ROOT));
        return field.constant()
                || isKey(field)
                || (splitsDiscounts && SPLIT.contains(name))
                || (findsPlaces && place && sales.isBlank(name));
    }

    /** Rows are told apart by it, so it is equal. */
    private boolean isKey(FieldMapping field) {
        return List.of(Side.values()).stream().anyMatch(side -> field.name(side)
                .filter(name -> map.side(side).key().stream().anyMatch(name::equalsIgnoreCase))
                .isPresent());
    }

    /** A system does not have the column. */
    void lacking(Side side, String name) {
        lacking.add(name + ": " + (side == Side.FINOPS ? "F&O" : "Sales") + " does not have the column");
    }

    /** F&O has nothing in a field that flows from it only. */
    void unsaid(String name) {
        unsaid.merge(name, 1, Integer::sum);
    }

    List<String> told() {
        List<String> told = new ArrayList<>();
        List<String> constants = map.fields().stream()
                .filter(field -> field.constant()
                        && field.name(Side.DATAVERSE)
                                .filter(map.lastFields()::contains)
                                .isEmpty())
                .map(field -> field.finops()
                        .orElseGet(() -> field.name(Side.DATAVERSE).orElse("")))
                .toList();
        if (!constants.isEmpty()) {
            told.add(String.join(", ", constants) + ": constants of the map, written with the next change");
        }
        if (splitsDiscounts) {
            told.add(String.join(", ", new TreeSet<>(SPLIT))
                    + ": parts of the discount of a line; the whole is compared");
        }
        if (findsPlaces) {
            told.add("ShippingSiteId, ShippingWarehouseId where Sales has none: F&O's defaults");
        }
        if (choosesPriceList) {
            told.add("pricelevelid: Sales chooses the price list");
        }
        unsaid.forEach((name, rows) -> told.add(name + " of " + rows + " rows: F&O, which it flows from, has none"));
        told.addAll(lacking);
        return told;
    }
}
