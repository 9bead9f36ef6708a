package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Consequence;
import io.dualwrite.row.Direction;
import io.dualwrite.row.RowKey;
import java.util.List;
import java.util.Map;

/**
 * An invoice makes its order Invoiced in Sales, whichever of the two comes first. A lower status that F&O sends later
 * does not lower it; Canceled does. Where orders stay active, an invoice closes none: F&O's updates must go on flowing.
 */
final class OrderInvoiced implements Rule {
    static final String ORDER = "salesorderid";

    /** How an invoice names its order, and the map that keeps that order: of dual-write, and of the older templates. */
    private static final Map<String, String> ORDERS = Map.of(
            ORDER + ".msdyn_salesordernumber", "orders", ORDER + ".ordernumber", "orders-direct-to-sales-header");

    private final OrderStatusPolicy policy;

    OrderInvoiced(OrderStatusPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() == Direction.TO_DATAVERSE && policy == OrderStatusPolicy.STATUS_CODE) {
            ORDERS.forEach((path, map) -> change.target()
                    .text(path)
                    .map(number -> RowKey.of(change.key().company(), List.of(number)))
                    .ifPresent(order -> change.entail(new Consequence(
                            map, order, OrderStatus.Code.INVOICED.fields(), OrderStatus.Code.NO_MONEY.fields()))));
        }
    }
}
