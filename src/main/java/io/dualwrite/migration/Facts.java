package io.dualwrite.migration;

import java.util.function.Predicate;

/**
 * What filling a row needs to know.
 *
 * @param knownCountry does the value map of the orders, or ISO, know this country?
 * @param days how dates are written in the exports
 */
record Facts(
        MigrationOptions options, FinopsFacts finops, SalesFacts sales, Predicate<String> knownCountry, Days days) {}
