package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A contact that buys is a customer in F&O; one that does not is a contact person there if its company is an account.
 * Every other contact stays in Sales. Each contact meets the flows of both tables and passes at most one.
 */
final class ContactRouting implements Rule {
    private static final String ACTIVE = "msdynce_isactivecustomer";
    private static final String OF_ACCOUNT = "msdynce_iscompanyanaccount";
    private static final String POINTS_TO = "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname";

    private final ActiveCustomers customers;
    private final MapTables tables;

    ContactRouting(ActiveCustomers customers, MapTables tables) {
        this.customers = customers;
        this.tables = tables;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() == Direction.TO_FINOPS) {
            stop(change.known(), isOfCustomers(change)).ifPresent(change::settle);
        }
    }

    private boolean isOfCustomers(Change change) {
        return tables.table(change.map(), Side.FINOPS)
                .filter(table -> table.set().startsWith("Customers"))
                .isPresent();
    }

    private Optional<Outcome> stop(Row contact, boolean customersFlow) {
        if (!contact.has(ACTIVE)) {
            return Optional.of(Outcome.rejected(
                    "missing-column",
                    ACTIVE,
                    "no such column",
                    "Yes or No: it says whether the contact is a customer or a contact person in F&O",
                    "drop the file with the column " + ACTIVE));
        }
        // A blank one is No, as the column's default in Sales is.
        if (YesNo.of(contact, ACTIVE).orElse(false)) {
            return stopUnless(customersFlow, "routed-as-customer", "Is Active Customer = No");
        }
        if (companyIsAnAccount(contact)) {
            return stopUnless(!customersFlow, "routed-as-contact", "Is Active Customer = Yes");
        }
        return stopUnless(
                false, "contact-not-synchronised", "Is Active Customer = Yes, or a company that is an account");
    }

    private static Optional<Outcome> stopUnless(boolean passes, String reason, String expected) {
        return passes ? Optional.empty() : Optional.of(Outcome.filtered(reason, expected));
    }

    private boolean companyIsAnAccount(Row contact) {
        return YesNo.of(contact, OF_ACCOUNT)
                .or(() -> contact.text(POINTS_TO).map("account"::equalsIgnoreCase))
                .orElseGet(() -> namesAnAccount(contact));
    }

    private boolean namesAnAccount(Row contact) {
        List<String> given =
                contact.names().stream().filter(name -> !contact.isBlank(name)).toList();
        if (given.stream().anyMatch(name -> isOf(name, "contact", "msdynce_contactnumber"))) {
            return false;
        }
        // Under the path of both the value may be either's number.
        Predicate<String> ofBoth = name -> name.toLowerCase(Locale.ROOT).contains(").contact(");
        return given.stream()
                .filter(name -> isOf(name, "account", "accountnumber"))
                .anyMatch(name -> !ofBoth.test(name)
                        || customers.isAccount(contact.text(name).orElseThrow().strip()));
    }

    /** The names that the company's number may have in a drop: a path, an expanded lookup, the bare column. */
    private static boolean isOf(String field, String table, String column) {
        String name = field.toLowerCase(Locale.ROOT);
        return name.startsWith("parentcustomerid." + table + "(")
                || name.startsWith("parentcustomerid_" + table + ".")
                || name.equals("parentcustomerid." + column);
    }
}
