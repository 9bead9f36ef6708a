package io.dualwrite.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.RowRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Finds the GUIDs of the rows that lookups name: in the journal, in the cache, then in Dataverse with one batch of
 * queries for all that are still missing.
 */
final class Lookups {
    private static final int MOST_CACHED = 100_000;

    private final Links links;
    private final Finder finder;
    private final KeyValues keyValues;
    private final Cache<String, String> cache;

    /** What was found for a target: its GUIDs (two if the name is ambiguous), or why Dataverse refused the question. */
    record Found(List<String> guids, Optional<String> refused) {
        Optional<String> guid() {
            return guids.size() == 1 ? Optional.of(guids.get(0)) : Optional.empty();
        }

        boolean ambiguous() {
            return guids.size() > 1;
        }
    }

    Lookups(Links links, Finder finder, KeyValues keyValues, Clock clock) {
        this.links = links;
        this.finder = finder;
        this.keyValues = keyValues;
        this.cache = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .expireAfterWrite(Duration.ofMinutes(15))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** By {@link #name} of the target. */
    Map<String, Found> find(Collection<LookupTarget> targets) throws NotNow {
        Map<String, LookupTarget> wanted = new LinkedHashMap<>();
        targets.forEach(target -> wanted.putIfAbsent(name(target), target));
        Map<String, Found> found = new LinkedHashMap<>();
        known(wanted).forEach((name, guid) -> found.put(name, new Found(List.of(guid), Optional.empty())));
        wanted.keySet().removeAll(found.keySet());
        found.putAll(asked(wanted));
        return found;
    }

    private Map<String, String> known(Map<String, LookupTarget> wanted) {
        Set<RowRef> refs =
                wanted.values().stream().map(LookupTarget::ref).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<RowRef, String> linked = links.dataverseIds(refs);
        Map<String, String> known = new LinkedHashMap<>();
        wanted.forEach((name, target) -> {
            String guid = linked.get(target.ref());
            Optional.ofNullable(guid == null ? cache.getIfPresent(name) : guid).ifPresent(id -> known.put(name, id));
        });
        return known;
    }

    private Map<String, Found> asked(Map<String, LookupTarget> wanted) throws NotNow {
        List<String> names = List.copyOf(wanted.keySet());
        List<HttpCall> questions = new ArrayList<>();
        names.forEach(name -> questions.add(question(wanted.get(name))));
        List<Finder.Found> answers = finder.ask(questions);
        Map<String, Found> found = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Found answer = new Found(
                    answers.get(i).values(wanted.get(name).table().primaryId()),
                    answers.get(i).refused());
            answer.guid().ifPresent(guid -> cache.put(name, guid));
            found.put(name, answer);
        }
        return found;
    }

    private HttpCall question(LookupTarget target) {
        ODataKey key = ODataKey.empty();
        for (Map.Entry<String, String> part : target.keys().entrySet()) {
            key = keyValues.plus(key, target.table(), part.getKey(), part.getValue());
        }
        if (target.company().isPresent()) {
            key = key.text(
                    target.table().companyColumn() + "/cdm_companycode",
                    target.company().get());
        }
        return HttpCall.get(key.query(target.table().set(), target.table().primaryId(), 2));
    }

    /** The row turned out not to exist any more. */
    void forget(LookupTarget target) {
        cache.invalidate(name(target));
    }

    static String name(LookupTarget target) {
        return (target.table().set() + target.keys() + target.company().orElse("")).toUpperCase(Locale.ROOT);
    }
}
