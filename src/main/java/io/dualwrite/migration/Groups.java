package io.dualwrite.migration;

import java.util.Optional;

/** The customer group, which F&O and Sales must have in the row's company. */
final class Groups {
    private final Facts facts;

    Groups(Facts facts) {
        this.facts = facts;
    }

    void fill(Draft draft) {
        String group = facts.options().customerGroup();
        Optional<String> inSales =
                draft.company().flatMap(company -> facts.sales().group(company, group));
        draft.put(Target.CUSTOMER_GROUP, group, inSales.orElse(""));
        String found = "customer group " + group + " of " + draft.companyCode();
        if (!facts.finops().group(draft.companyCode(), group)) {
            draft.commonError(
                    "group-not-in-finops",
                    found,
                    "a customer group that F&O has in this company",
                    "create it in F&O, or name another one with --customer-group");
        } else if (inSales.isEmpty() && draft.company().isPresent()) {
            draft.commonError(
                    "group-not-in-sales",
                    found,
                    "the same customer group in Sales",
                    "run the initial sync of the map customer-groups first: drop CustomerGroups of F&O");
        }
    }
}
