package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;

/** Who owns the order in Sales is to own its invoice, so that he sees it; also if the order comes after the invoice. */
final class InvoiceOwner implements Rule {
    @Override
    public void apply(Change change) {
        if (change.direction() == Direction.TO_DATAVERSE) {
            change.takeOwnerFrom(OrderInvoiced.ORDER);
        }
    }
}
