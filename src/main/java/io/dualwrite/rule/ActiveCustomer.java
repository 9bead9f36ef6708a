package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.Optional;

/**
 * A quote, an order or an invoice makes the contact who buys an active customer. A document from Sales waits until F&O
 * has that customer; one from F&O names a customer that F&O has.
 */
final class ActiveCustomer implements Rule {
    static final String CUSTOMER = "customerid.Account(accountnumber).Contact(msdynce_contactnumber)";

    private final ActiveCustomers customers;
    private final MapTables tables;

    ActiveCustomer(ActiveCustomers customers, MapTables tables) {
        this.customers = customers;
        this.tables = tables;
    }

    @Override
    public void apply(Change change) {
        number(change)
                .flatMap(number -> customers
                        .hasActivity(number, change.key().company())
                        .filter(onItsWay -> change.direction() == Direction.TO_FINOPS)
                        .map(row -> Outcome.waiting("customer-on-its-way", CUSTOMER, number, List.of(row))))
                .ifPresent(change::settle);
    }

    private Optional<String> number(Change change) {
        Optional<String> field = change.direction() == Direction.TO_DATAVERSE
                ? Optional.of(CUSTOMER)
                : tables.paired(change.map(), Side.DATAVERSE, CUSTOMER);
        return field.flatMap(change.target()::text).map(String::strip);
    }
}
