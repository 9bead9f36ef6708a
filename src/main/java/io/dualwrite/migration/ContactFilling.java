package io.dualwrite.migration;

import java.util.Locale;
import java.util.Optional;

/** Contacts: those who buy themselves become sellable with a customer group; the others speak for a customer. */
final class ContactFilling implements Filling {
    private final Facts facts;
    private final Companies companies;
    private final Groups groups;
    private final Parties parties;

    ContactFilling(Facts facts) {
        this.facts = facts;
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
                    "no contact number",
                    "the number by which F&O knows the contact",
                    "number the contacts first (dual-write number contacts --apply), and export them again");
            return;
        }
        companies.fill(draft);
        draft.put(Target.CONTACT_NUMBER, number);
        switch (draft.row().text(Field.ACTIVE).orElse("").toLowerCase(Locale.ROOT)) {
            case "yes", "true", "1" -> customer(draft, number);
            case "no", "false", "0" -> person(draft, number);
            default ->
                draft.error(
                        "active-unclear",
                        Field.ACTIVE,
                        draft.row()
                                .text(Field.ACTIVE)
                                .map(text -> "'" + text + "'")
                                .orElse("a blank cell"),
                        "Yes or No",
                        "correct it, or say in the file of --headers what your words mean (values: { Ja: Yes })");
        }
    }

    private void customer(Draft draft, String number) {
        draft.put(Target.SELLABLE, "Yes", "true");
        groups.fill(draft);
        draft.put(Target.CONTACT_PERSON, number);
        parties.fill(draft, number, true);
    }

    private void person(Draft draft, String number) {
        draft.put(Target.SELLABLE, "No", "false");
        draft.put(Target.CONTACT_FOR, "Customer");
        Optional<FinopsFacts.Person> known = facts.finops().person(draft.companyCode(), number);
        boolean ask = facts.options().partyNumbers() == MigrationOptions.PartyNumbers.FROM_FINOPS;
        draft.put(
                Target.PARTY_NUMBER, ask ? known.map(FinopsFacts.Person::party).orElse(number) : number);
        draft.put(Target.CONTACT_PERSON, ask ? known.map(FinopsFacts.Person::id).orElse(number) : number);
        if (ask && known.isEmpty()) {
            draft.warning(
                    "person-unknown",
                    Field.NUMBER,
                    number + " is no contact person of " + draft.companyCode() + " in F&O",
                    "a contact person with this number, whose party number is known",
                    "dual-write will create it in F&O with this number; if F&O has it under another one, run the last"
                            + " job of Data Integrator for it first");
        }
        if (!ask) {
            known.filter(person -> !person.id().equalsIgnoreCase(number)
                            || !person.party().equalsIgnoreCase(number))
                    .ifPresent(person -> differs(draft, person, number));
        }
        account(draft);
    }

    private static void differs(Draft draft, FinopsFacts.Person person, String number) {
        draft.error(
                "person-differs",
                Field.NUMBER,
                "in F&O the contact person is " + person.id() + " with the party number " + person.party(),
                number + " for both: else dual-write makes a second contact person of it",
                "run with --party-number from-finops: both numbers are then read from F&O");
    }

    /** Who speaks for nobody, or for another contact, is no contact person in F&O. */
    private void account(Draft draft) {
        Optional<String> parent = draft.row().text(Field.PARENT);
        Optional<String> inSales =
                draft.current().map(row -> row.get("_parentcustomerid_value")).filter(id -> !id.isBlank());
        boolean none = draft.current().isPresent() ? inSales.isEmpty() : parent.isEmpty();
        boolean other = inSales.isPresent()
                && facts.sales().table(ImportTable.ACCOUNTS).id(inSales.get()).isEmpty();
        if (none || other) {
            draft.warning(
                    "contact-without-account",
                    Field.PARENT,
                    none ? "no company" : "a company that is no account",
                    "the account that the contact speaks for",
                    "choose it in Sales, or leave the contact: it stays in Sales and does not go to F&O");
        }
    }
}
