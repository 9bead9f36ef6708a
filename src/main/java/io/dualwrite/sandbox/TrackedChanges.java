package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Change tracking: with {@code Prefer: odata.track-changes} all rows and, behind the last page, {@code @odata.deltaLink};
 * through that link what was written or deleted since. A link is good for seven days.
 */
final class TrackedChanges {
    static final String PREFERENCE = "odata.track-changes";
    private static final String TOKEN = "$deltatoken";
    private static final String SKIP = "$skiptoken";
    private static final Set<String> NOT_WITH_IT = Set.of("$filter", "$orderby", "$expand", "$top");
    private static final Duration KEPT = Duration.ofDays(7);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);

    private final DataverseNames names;
    private final RowStore store;
    private final Clock clock;

    TrackedChanges(DataverseNames names, RowStore store, Clock clock) {
        this.names = names;
        this.store = store;
        this.clock = clock;
    }

    static boolean wanted(Request request) {
        return request.prefers(PREFERENCE) || request.parameters().containsKey(TOKEN);
    }

    /** What is told: a row, or that one is gone, as of a version. */
    private record Told(long version, StoredRow row, RowStore.Gone gone) {}

    /** Changes up to the one version were told before; the other is the newest there was at the first page. */
    private record Window(long from, long upTo) {}

    ObjectNode read(Request request, Table table, int pageSize, String context) {
        Map<String, String> parameters = request.parameters();
        NOT_WITH_IT.stream().filter(parameters::containsKey).findFirst().ifPresent(option -> {
            throw Refusal.badRequest(
                    "0x80060888",
                    "The \"" + option.substring(1)
                            + "\" query parameter isn't supported when Change Tracking is enabled.");
        });
        Shape shape = Shape.of(parameters, false);
        shape.select().forEach(name -> names.check(table, name));
        boolean delta = parameters.containsKey(TOKEN);
        Window window = window(parameters);
        List<Told> all = changes(table, window, delta);
        List<Told> page = all.subList(0, Math.min(all.size(), pageSize));
        ObjectNode answer = Json.object();
        answer.put("@odata.context", context + "#" + table.set() + (delta ? "/$delta" : ""));
        ArrayNode values = answer.putArray("value");
        page.forEach(told -> values.add(
                told.row() == null ? deleted(told.gone(), table, context) : names.print(table, told.row(), shape)));
        if (page.size() < all.size()) {
            long last = page.get(page.size() - 1).version();
            answer.put("@odata.nextLink", link(request, SKIP, last + "!" + window.upTo()));
        } else {
            answer.put("@odata.deltaLink", link(request, TOKEN, window.upTo() + "!" + now()));
        }
        return answer;
    }

    private Window window(Map<String, String> parameters) {
        try {
            String skip = parameters.get(SKIP);
            if (skip != null) {
                String[] parts = skip.split("!", 2);
                return new Window(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            }
            String token = parameters.get(TOKEN);
            return new Window(token == null ? 0 : from(token), store.version());
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException | DateTimeException e) {
            throw Refusal.badRequest("0x80060888", "The change tracking token is not one that was given here.");
        }
    }

    private long from(String token) {
        String[] parts = token.split("!", 2);
        Instant given = LocalDateTime.parse(parts[1], TIME).toInstant(ZoneOffset.UTC);
        if (given.plus(KEPT).isBefore(clock.instant())) {
            throw Refusal.badRequest(
                    "0x80044352", "Version stamp associated with the client has expired. Please perform a full sync.");
        }
        return Long.parseLong(parts[0]);
    }

    private String now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).format(TIME);
    }

    /** By version, as they were made. */
    private List<Told> changes(Table table, Window window, boolean delta) {
        List<Told> told = new ArrayList<>();
        for (StoredRow row : store.rows(table).all()) {
            if (row.version() > window.from()) {
                told.add(new Told(row.version(), row, null));
            }
        }
        for (RowStore.Gone gone : delta ? store.gone(table) : List.<RowStore.Gone>of()) {
            if (gone.version() > window.from()) {
                told.add(new Told(gone.version(), null, gone));
            }
        }
        told.sort(Comparator.comparingLong(Told::version));
        return told;
    }

    private static ObjectNode deleted(RowStore.Gone gone, Table table, String context) {
        return Json.object()
                .put("@odata.context", context + "#" + table.set() + "/$deletedEntity")
                .put("id", gone.id())
                .put("reason", "deleted");
    }

    private static String link(Request request, String name, String token) {
        StringBuilder query = new StringBuilder();
        for (String pair : request.query().split("&")) {
            boolean own = pair.matches("(?i)(\\$|%24)(skiptoken|deltatoken)=.*");
            boolean kept = name.equals(SKIP) && pair.matches("(?i)(\\$|%24)deltatoken=.*");
            if (!pair.isEmpty() && (!own || kept)) {
                query.append(pair).append('&');
            }
        }
        return request.base() + request.path() + "?" + query + name + "="
                + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
