package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import io.dualwrite.delivery.Remote;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.rule.Currencies;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decimals of a currency: of its row in Dataverse ({@code currencyprecision}); while there is none, or Dataverse is
 * away, as ISO 4217 has them. A code that is neither is not known.
 */
final class CurrencyDecimals implements Currencies {
    private static final Logger LOG = LoggerFactory.getLogger(CurrencyDecimals.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Remote dataverse;
    private final Cache<String, OptionalInt> known;

    CurrencyDecimals(Remote dataverse, Clock clock) {
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
        if (!code.matches("[A-Z0-9]{1,5}") || dataverse.gate().closedUntil().isPresent()) {
            return OptionalInt.empty();
        }
        try {
            HttpAnswer answer = dataverse
                    .client()
                    .send(List.of(HttpCall.get(
                            "transactioncurrencies?$select=currencyprecision&$filter=isocurrencycode%20eq%20'" + code
                                    + "'")))
                    .get(0);
            JsonNode precision =
                    JSON.readTree(answer.body()).path("value").path(0).path("currencyprecision");
            return precision.isInt() ? OptionalInt.of(precision.asInt()) : OptionalInt.empty();
        } catch (IOException away) {
            LOG.debug("Dataverse was not there to be asked for the decimals of {}", code, away);
            return OptionalInt.empty();
        }
    }

    private static OptionalInt iso(String code) {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0)
                .mapToInt(Currency::getDefaultFractionDigits)
                .findFirst();
    }
}
