package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Companies, units, currencies and price lists: what both systems must have before documents refer to it. */
final class ReferenceData {
    /** F&O's "no currency"; it stays there. */
    private static final String NO_CURRENCY = "999";

    /** So many are named one by one; of more, their number is the news. */
    private static final int NAMED = 10;

    private final LiveSide finops;
    private final LiveSide dataverse;
    private final Consumer<Finding> found;

    ReferenceData(LiveSide finops, LiveSide dataverse, Consumer<Finding> found) {
        this.finops = finops;
        this.dataverse = dataverse;
        this.found = found;
    }

    void companies() throws Unreadable {
        compare(
                Code.COMPANY_MISSING,
                "LegalEntities.LegalEntityId",
                by(finops.rows("LegalEntities", "LegalEntityId"), "LegalEntityId"),
                "cdm_companies.cdm_companycode",
                by(dataverse.rows("cdm_companies", "cdm_companycode"), "cdm_companycode"));
    }

    void units() throws Unreadable {
        compare(
                Code.UNIT_MISSING,
                "UnitsOfMeasure.UnitSymbol",
                by(finops.rows("UnitsOfMeasure", "UnitSymbol"), "UnitSymbol"),
                "uoms.msdyn_symbol",
                by(dataverse.rows("uoms", "msdyn_symbol"), "msdyn_symbol"));
    }

    void currencies(int pricingDecimals) throws Unreadable {
        Map<String, JsonNode> inFinops = by(
                finops.rows("Currencies", "CurrencyCode,GeneralRoundingRule,RoundingRuleSalesOrders"), "CurrencyCode");
        inFinops.remove(NO_CURRENCY);
        Map<String, JsonNode> inSales = by(
                dataverse.rows("transactioncurrencies", "transactioncurrencyid,isocurrencycode,currencyprecision"),
                "isocurrencycode");
        compare(
                Code.CURRENCY_MISSING,
                "Currencies.CurrencyCode",
                inFinops,
                "transactioncurrencies.isocurrencycode",
                inSales);
        Set<String> listed = new LinkedHashSet<>();
        dataverse
                .rows("pricelevels?$select=_transactioncurrencyid_value&$filter=statecode%20eq%200")
                .forEach(list ->
                        listed.add(list.path("_transactioncurrencyid_value").asText()));
        inSales.forEach((code, currency) -> {
            if (inFinops.containsKey(code)) {
                priceList(
                        code,
                        listed.contains(currency.path("transactioncurrencyid").asText()));
                decimals(
                        code,
                        inFinops.get(code),
                        currency.path("currencyprecision").asInt(),
                        pricingDecimals);
            }
        });
    }

    private void priceList(String code, boolean there) {
        if (!there) {
            found.accept(new Finding(
                    Code.PRICE_LIST_MISSING,
                    Place.of(Side.DATAVERSE, "pricelevels.transactioncurrencyid"),
                    "none for " + code,
                    "an active price list in " + code));
        }
    }

    private void decimals(String code, JsonNode inFinops, int inSales, int pricing) {
        BigDecimal rule = rule(inFinops);
        // F&O leaves a rule that was never set at 0: that tells nothing.
        if (rule.signum() > 0 && decimalsOf(rule) != inSales) {
            found.accept(new Finding(
                    Code.CURRENCY_DECIMALS,
                    Place.of(Side.DATAVERSE, "transactioncurrencies.currencyprecision"),
                    code + " with " + inSales + " decimals in Sales and rounded to " + rule.toPlainString() + " in F&O",
                    "the same decimals in both"));
        }
        if (pricing < inSales) {
            found.accept(new Finding(
                    Code.PRICING_DECIMALS,
                    Place.of(Side.DATAVERSE, "organizations.pricingdecimalprecision"),
                    pricing + " decimals, but " + code + " has " + inSales,
                    "at least " + inSales));
        }
    }

    private static BigDecimal rule(JsonNode currency) {
        BigDecimal orders = currency.path("RoundingRuleSalesOrders").decimalValue();
        return orders.signum() > 0
                ? orders
                : currency.path("GeneralRoundingRule").decimalValue();
    }

    /** Amounts that are multiples of 0.05 have two decimals; of 10, none. */
    static int decimalsOf(BigDecimal rule) {
        return Math.max(rule.stripTrailingZeros().scale(), 0);
    }

    private static Map<String, JsonNode> by(List<JsonNode> rows, String column) {
        Map<String, JsonNode> byValue = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String value = row.path(column).asText("").strip().toUpperCase(Locale.ROOT);
            if (!value.isEmpty() && !row.path(column).isNull()) {
                byValue.put(value, row);
            }
        }
        return byValue;
    }

    private void compare(
            Code code,
            String finopsColumn,
            Map<String, JsonNode> inFinops,
            String salesColumn,
            Map<String, JsonNode> inSales) {
        lacks(code, Place.of(Side.DATAVERSE, salesColumn), inFinops, inSales);
        lacks(code, Place.of(Side.FINOPS, finopsColumn), inSales, inFinops);
    }

    private void lacks(Code code, Place place, Map<String, JsonNode> has, Map<String, JsonNode> lacks) {
        List<String> missing = new ArrayList<>(has.keySet());
        missing.removeAll(lacks.keySet());
        String expected = "what the other system has";
        if (missing.size() <= NAMED) {
            missing.forEach(value -> found.accept(new Finding(code, place, "no " + value, expected)));
        } else {
            found.accept(new Finding(
                    code,
                    place,
                    missing.size() + " are missing, among them " + String.join(", ", missing.subList(0, NAMED)),
                    expected));
        }
    }
}
