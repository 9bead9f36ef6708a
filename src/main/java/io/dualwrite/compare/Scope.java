package io.dualwrite.compare;

import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is compared.
 *
 * @param company only rows of this company; all if empty
 * @param unsaid for each side the company of rows that do not say theirs
 * @param limit most rows to list
 */
public record Scope(Optional<String> company, Map<Side, Optional<String>> unsaid, int limit) {
    /** In the older solution all rows of Sales are of one company and none says so. */
    Scope narrowedTo(TableMap map) {
        boolean unsaidInSales = map.finops().companyField().isPresent()
                && map.dataverse().companyField().isEmpty();
        if (!unsaidInSales) {
            return this;
        }
        Optional<String> one = company.or(() -> unsaid.get(Side.DATAVERSE));
        if (one.isEmpty()) {
            throw new IllegalArgumentException("rows of " + map.table(Side.DATAVERSE)
                    + " do not say which company they are of; add --company," + " or set dataverse.company");
        }
        return new Scope(one, Map.of(Side.FINOPS, unsaid.get(Side.FINOPS), Side.DATAVERSE, one), limit);
    }
}
