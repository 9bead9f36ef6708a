package io.dualwrite.migration;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Party numbers of customers: the account's own number, or what F&O has. */
final class Parties {
    private final Facts facts;

    Parties(Facts facts) {
        this.facts = facts;
    }

    private boolean ask() {
        return facts.options().partyNumbers() == MigrationOptions.PartyNumbers.FROM_FINOPS;
    }

    /** @param customer is the row a customer, whom F&O should know? */
    void fill(Draft draft, String number, boolean customer) {
        Optional<String> party =
                facts.finops().party(draft.companyCode(), number).filter(known -> !known.isBlank());
        String filled = ask() ? party.orElse("") : number;
        if (!filled.isEmpty()) {
            draft.put(Target.PARTY_NUMBER, filled);
        }
        if (customer && party.isEmpty()) {
            unknown(draft, number);
        } else if (!ask()
                && party.filter(known -> !known.equalsIgnoreCase(number)).isPresent()) {
            draft.error(
                    "party-differs",
                    Field.NUMBER,
                    "the customer has the party number " + party.get() + " in F&O",
                    "party number " + number + ", as the old solution gives it",
                    "run with --party-number from-finops: the account numbers are customised");
        }
        others(draft, number);
    }

    private void unknown(Draft draft, String number) {
        String found = number + " is no customer of " + draft.companyCode() + " in F&O";
        String expected = "a customer with this number, whose party number is known";
        if (ask()) {
            draft.error(
                    "party-unknown",
                    Field.NUMBER,
                    found,
                    expected,
                    "run the last job of Data Integrator for it, or give the row its own company in the export");
        } else {
            draft.warning(
                    "party-unknown",
                    Field.NUMBER,
                    found,
                    expected,
                    "dual-write will create it in F&O; if it is of another company, or no customer, say so"
                            + " (column Company, --customers)");
        }
    }

    private void others(Draft draft, String number) {
        Set<String> others = new TreeSet<>(facts.finops().companiesOf(number));
        others.remove(draft.companyCode().toUpperCase(java.util.Locale.ROOT));
        if (!others.isEmpty()) {
            draft.info(
                    "number-in-two-companies",
                    Field.NUMBER,
                    "F&O has a customer " + number + " in " + String.join(", ", others) + " too",
                    "one row for each company",
                    "nothing to do: this row becomes the one of " + draft.companyCode()
                            + ", the other comes with the initial sync and stays a row of its own");
        }
    }
}
