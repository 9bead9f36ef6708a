package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Outcome;
import io.dualwrite.rule.PriceLists;
import io.dualwrite.rule.Unanswered;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The price lists as they stand in Sales; what was chosen holds for half a minute, many rows come at once. */
final class SalesPriceLists implements PriceLists {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<JsonNode> BY_NAME = Comparator.comparing(
                    (JsonNode list) -> list.path("name").asText().toUpperCase(Locale.ROOT))
            .thenComparing(list -> list.path("pricelevelid").asText());

    private final Questions dataverse;
    private final List<String> configured;
    private final boolean makesMissing;
    private final Clock clock;
    private final Cache<String, String> chosen;

    /**
     * @param configured names of lists that win in their currency, the first first; separated by commas
     * @param makesMissing whether a currency without a list gets one, as dual-write does it; Data Integrator does not
     */
    SalesPriceLists(Questions dataverse, String configured, boolean makesMissing, Clock clock) {
        this.dataverse = dataverse;
        this.configured = List.of(configured.strip().split("\\s*,\\s*"));
        this.makesMissing = makesMissing;
        this.clock = clock;
        this.chosen = Caches.of(clock, 500, Duration.ofSeconds(30));
    }

    @Override
    public Optional<String> of(String isoCode) {
        Optional<String> known = Optional.ofNullable(chosen.getIfPresent(isoCode));
        Optional<String> list = known.or(() -> choose(isoCode));
        list.ifPresent(id -> chosen.put(isoCode, id));
        return list;
    }

    private Optional<String> choose(String isoCode) {
        ODataKey currency = ODataKey.empty().text("isocurrencycode", isoCode);
        ODataKey ofCurrency = ODataKey.empty().text("transactioncurrencyid/isocurrencycode", isoCode);
        List<HttpAnswer> answers = dataverse.ask(List.of(
                HttpCall.get(currency.query("transactioncurrencies", "transactioncurrencyid", 1)),
                HttpCall.get(ofCurrency.query("pricelevels", "pricelevelid,name,statecode,begindate,enddate", 5000))));
        List<JsonNode> lists = StreamSupport.stream(
                        Questions.rows(answers.get(1)).spliterator(), false)
                .sorted(BY_NAME)
                .toList();
        return configured(lists)
                .or(() -> lists.stream().filter(this::valid).findFirst())
                .map(list -> list.path("pricelevelid").asText())
                .or(() -> Optional.ofNullable(Questions.rows(answers.get(0)).get(0))
                        .map(row ->
                                made(isoCode, row.path("transactioncurrencyid").asText())));
    }

    private Optional<JsonNode> configured(List<JsonNode> lists) {
        return configured.stream()
                .flatMap(name ->
                        lists.stream().filter(list -> list.path("name").asText().equalsIgnoreCase(name)))
                .findFirst();
    }

    private boolean valid(JsonNode list) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return list.path("statecode").asInt() == 0
                && !day(list, "begindate").map(today::isBefore).orElse(false)
                && !day(list, "enddate").map(today::isAfter).orElse(false);
    }

    private static Optional<LocalDate> day(JsonNode list, String column) {
        String text = list.path(column).asText("");
        return text.length() >= 10 ? Optional.of(LocalDate.parse(text.substring(0, 10))) : Optional.empty();
    }

    /** The id follows from the currency: two flows that find none at the same time make one list, not two. */
    private String made(String isoCode, String currency) {
        if (!makesMissing) {
            throw new Unanswered(Outcome.rejected(
                    "price-list-missing",
                    "CurrencyCode",
                    isoCode,
                    "a valid price list in " + isoCode,
                    "create a price list in this currency in Sales, then retry the row"));
        }
        String id = UUID.nameUUIDFromBytes(("pricelevels|" + isoCode).getBytes(StandardCharsets.UTF_8))
                .toString();
        String body = JSON.createObjectNode()
                .put("name", "dual-write " + isoCode)
                .put("transactioncurrencyid@odata.bind", "/transactioncurrencies(" + currency + ")")
                .toString();
        HttpAnswer answer = dataverse
                .ask(List.of(HttpCall.patch(ODataKey.byId("pricelevels", id), body)))
                .get(0);
        if (!answer.ok()) {
            throw new Unanswered(Outcome.rejected(
                    "price-list-refused",
                    "CurrencyCode",
                    isoCode,
                    "a price list in " + isoCode + "; Sales says (" + answer.status() + "): " + ODataError.of(answer),
                    "create a price list in this currency in Sales, then retry the row"));
        }
        return id;
    }
}
