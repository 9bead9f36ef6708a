package io.dualwrite.rule;

import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Sales of the account ACC-1 and the contacts CON-1, who buys already, and CON-2, who does not yet. */
final class SmallSales implements ActiveCustomers {
    private final List<String> madeActive = new ArrayList<>();

    @Override
    public boolean isAccount(String number) {
        return number.equals("ACC-1");
    }

    @Override
    public Optional<RowRef> hasActivity(String number, Optional<String> company) {
        if (!number.equals("CON-2")) {
            return Optional.empty();
        }
        madeActive.add(number);
        return Optional.of(new RowRef(Side.FINOPS, "CustomersV2", RowKey.of(company, List.of(number))));
    }

    List<String> madeActive() {
        return List.copyOf(madeActive);
    }
}
