package io.dualwrite.migration;

import java.util.Optional;

/** The company of a row: its own, else the one that was given; both systems must have it. */
final class Companies {
    private static final String REMEDY = "create the legal entity in F&O, or let the map companies bring it to Sales";

    private final Facts facts;

    Companies(Facts facts) {
        this.facts = facts;
    }

    void fill(Draft draft) {
        Optional<String> code =
                draft.row().text(Field.COMPANY).or(() -> facts.options().company());
        fill(draft, code.orElse(""));
    }

    /** @param code blank if it is not known */
    void fill(Draft draft, String code) {
        if (code.isEmpty()) {
            draft.commonError(
                    "company-missing",
                    "rows without a company",
                    "the legal entity whose rows these are, such as USMF",
                    "give it with --company, or as a column Company in the export");
            return;
        }
        Optional<SalesFacts.Company> inSales = facts.sales().company(code);
        draft.company(code, inSales);
        if (!facts.finops().companies().contains(code.toUpperCase(java.util.Locale.ROOT))) {
            draft.commonError(
                    "company-not-in-finops",
                    "company " + code,
                    "a legal entity of F&O: " + String.join(", ", facts.finops().companies()),
                    REMEDY);
        } else if (inSales.isEmpty() && facts.sales().hasTables()) {
            draft.commonError(
                    "company-not-in-sales",
                    "company " + code,
                    "a company in Sales: "
                            + (facts.sales().companies().isEmpty()
                                    ? "there is none yet"
                                    : String.join(", ", facts.sales().companies())),
                    REMEDY);
        }
    }
}
