package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.rule.Currencies;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Decimals of a currency: of its row in Dataverse ({@code currencyprecision}); if there is none, as ISO 4217 has them. A
 * code that is neither is not known. While Dataverse cannot be asked, rows wait: rounded to a guess they would be wrong.
 */
final class CurrencyDecimals implements Currencies {
    private final Questions dataverse;
    private final Cache<String, OptionalInt> known;

    CurrencyDecimals(Questions dataverse, Clock clock) {
        this.dataverse = dataverse;
        this.known = Caches.of(clock, 500, Duration.ofSeconds(30));
    }

    @Override
    public OptionalInt decimals(String isoCode) {
        String code = isoCode.strip().toUpperCase(Locale.ROOT);
        OptionalInt cached = known.getIfPresent(code);
        if (cached != null) {
            return cached;
        }
        OptionalInt asked = asked(code);
        OptionalInt decimals = asked.isPresent() ? asked : iso(code);
        known.put(code, decimals);
        return decimals;
    }

    private OptionalInt asked(String code) {
        if (!code.matches("[A-Z0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        HttpAnswer answer = dataverse
                .ask(List.of(
                        HttpCall.get("transactioncurrencies?$select=currencyprecision&$filter=isocurrencycode%20eq%20'"
                                + code + "'")))
                .get(0);
        JsonNode precision = Questions.rows(answer).path(0).path("currencyprecision");
        return precision.isInt() ? OptionalInt.of(precision.asInt()) : OptionalInt.empty();
    }

    private static OptionalInt iso(String code) {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0)
                .mapToInt(Currency::getDefaultFractionDigits)
                .findFirst();
    }
}
