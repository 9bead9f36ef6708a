package io.dualwrite.rule;

import io.dualwrite.row.RowRef;
import java.util.Optional;

/** Who buys, as Sales has it: accounts by their number, contacts by theirs. */
public interface ActiveCustomers {
    /**
     * Does this number belong to an account in Sales?
     *
     * @throws Unanswered if Sales cannot be asked now
     */
    boolean isAccount(String number);

    /**
     * A customer has a quote, an order or an invoice. If it is a contact that is no active customer yet, it is made
     * one, and its row is on its way to F&O when this returns; an account, or a number that Sales does not have, is
     * left alone.
     *
     * @param company whose customer the contact becomes in F&O
     * @return the customer's row in F&O, as long as it is still on its way there
     * @throws Unanswered if Sales cannot be asked now, or does not take the change
     */
    Optional<RowRef> hasActivity(String number, Optional<String> company);

    /** Knows nobody who buys, and makes nobody one. */
    static ActiveCustomers nobody() {
        return new ActiveCustomers() {
            @Override
            public boolean isAccount(String number) {
                return false;
            }

            @Override
            public Optional<RowRef> hasActivity(String number, Optional<String> company) {
                return Optional.empty();
            }
        };
    }
}
