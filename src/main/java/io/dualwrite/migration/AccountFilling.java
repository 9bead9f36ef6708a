package io.dualwrite.migration;

import java.util.function.Predicate;

/** Accounts: company, relationship type, customer group, party number. */
final class AccountFilling implements Filling {
    private static final String CUSTOMER = "3";

    private final Predicate<ExportRow> customers;
    private final Companies companies;
    private final Groups groups;
    private final Parties parties;

    AccountFilling(Facts facts, Predicate<ExportRow> customers) {
        this.customers = customers;
        this.companies = new Companies(facts);
        this.groups = new Groups(facts);
        this.parties = new Parties(facts);
    }

    @Override
    public void fill(Draft draft) {
        String number = draft.row().text(Field.NUMBER).orElse("");
        if (number.isEmpty()) {
            draft.error(
                    "number-missing",
                    Field.NUMBER,
                    "no account number",
                    "the number by which F&O knows the customer",
                    "number the accounts first (dual-write number accounts --apply), and export them again");
            return;
        }
        companies.fill(draft);
        boolean customer = customers.test(draft.row());
        if (customer) {
            draft.put(Target.RELATIONSHIP, "Customer", CUSTOMER);
        }
        groups.fill(draft);
        parties.fill(draft, number, customer);
    }
}
