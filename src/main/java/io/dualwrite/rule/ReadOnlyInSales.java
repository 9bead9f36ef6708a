package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.util.Locale;
import java.util.Set;

/** What Sales shows of a header but F&O owns never goes back. Lines keep their own discount, so it spares them. */
final class ReadOnlyInSales implements Rule {
    private static final Set<String> OWNED_BY_FINOPS = Set.of(
            "totaldiscountamount",
            "ordertotalamount",
            "ordertotaldiscountamount",
            "ordertotaltaxamount",
            "ordertotalchargesamount",
            "orderheadertaxamount",
            "quotationtotalamount",
            "quotationtotaldiscountamount",
            "quotationtotaltaxamount",
            "quotationtotalchargesamount",
            "totaltaxamount",
            "totalchargesamount",
            "formattedinvoiceaddress",
            "invoicebuildingcompliment",
            "isinvoiceaddressprivate",
            "salesorderprocessingstatus",
            "salesorderstatus");

    private static final String BILL_TO = "invoiceaddress";

    private final MapTables tables;

    ReadOnlyInSales(MapTables tables) {
        this.tables = tables;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() != Direction.TO_FINOPS
                || tables.headerTable(change.map(), Side.FINOPS).isPresent()) {
            return;
        }
        for (String field : change.target().names()) {
            if (owned(field)) {
                change.setTarget(change.target().without(field));
            }
        }
    }

    static boolean owned(String finopsField) {
        String name = finopsField.toLowerCase(Locale.ROOT);
        return OWNED_BY_FINOPS.contains(name) || name.startsWith(BILL_TO);
    }
}
