package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rows some operations will need, so that they are asked for in few requests. Only speed depends on it: what is
 * forgotten here is asked for when it is missed.
 */
final class Foresight {
    private static final Pattern ROW = Pattern.compile("\"/([A-Za-z_0-9]+)\\(([0-9a-fA-F-]{36})\\)\"");
    private static final Pattern FEW = Pattern.compile("&?(\\$|%24)(top|select|expand|count)=[^&]*");
    private static final int MORE = 20;

    private final Side side;
    private final Schema schema;
    private final OriginalRows rows;

    Foresight(Side side, Schema schema, OriginalRows rows) {
        this.side = side;
        this.schema = schema;
        this.rows = rows;
    }

    void look(List<Request> operations) {
        List<String> urls = new ArrayList<>();
        operations.forEach(operation -> urls.addAll(urls(operation)));
        List<OriginalRows.Found> found = rows.read(urls);
        List<String> related = new ArrayList<>();
        String named = operations.stream()
                .map(operation -> operation.query() + " " + operation.path())
                .reduce("", String::concat);
        found.forEach(row -> related.addAll(related(row, named)));
        rows.read(related);
    }

    private List<String> urls(Request operation) {
        List<Segment> path = Segment.of(operation.path().replaceFirst("^(/data/|/api/data/v9\\.\\d/)", ""));
        Optional<Table> table = path.isEmpty()
                ? Optional.empty()
                : schema.table(side, path.get(0).name());
        if (table.isEmpty()) {
            return List.of();
        }
        List<String> urls = new ArrayList<>();
        if (path.get(0).hasKey()) {
            rows.url(table.get(), key(table.get(), path.get(0).key())).ifPresent(urls::add);
        } else if (operation.method().equals("GET")) {
            urls.add(wide(table.get(), operation.query()));
        }
        body(operation, table.get(), path.get(0), urls);
        return urls;
    }

    /** The same question for whole rows, and for some more where few were asked for: of those some may be gone here. */
    private static String wide(Table table, String query) {
        String without = FEW.matcher(query).replaceAll("").replaceFirst("^&", "");
        boolean few = query.matches(".*(\\$|%24)top=\\d{1,3}(&.*)?");
        return table.set() + "?" + without + (few ? "&$top=" + MORE : "");
    }

    private Map<String, Object> key(Table table, Map<String, String> literals) {
        Map<String, Object> key = new LinkedHashMap<>();
        literals.forEach((name, literal) -> {
            String lookup =
                    name.startsWith("_") && name.endsWith("_value") ? name.substring(1, name.length() - 6) : name;
            String single = side == Side.FINOPS ? table.key().get(0) : table.primaryId();
            String column = table.column(name.isEmpty() ? single : lookup)
                    .map(Column::name)
                    .orElse(lookup);
            key.put(column, literal);
        });
        return key;
    }

    private void body(Request operation, Table table, Segment address, List<String> urls) {
        if (operation.body().isBlank()) {
            return;
        }
        if (side == Side.DATAVERSE) {
            Matcher row = ROW.matcher(operation.body());
            while (row.find()) {
                schema.table(side, row.group(1))
                        .flatMap(other -> rows.url(other, Map.of(other.primaryId(), guid(row.group(2)))))
                        .ifPresent(urls::add);
            }
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        if (address.hasKey()) {
            values.putAll(key(table, address.key()));
        }
        ObjectNode body = Json.readObject(operation.body());
        body.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        Table kept = FinopsViews.kept(schema, table);
        if (values.keySet().containsAll(table.key())) {
            Map<String, Object> key = new LinkedHashMap<>();
            table.key().forEach(column -> key.put(column, values.get(column)));
            rows.url(table, key).ifPresent(urls::add);
        }
        FinopsChecks.referred(kept, values)
                .forEach(other -> rows.url(other.table(), other.key()).ifPresent(urls::add));
    }

    private static String guid(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** What the row's lookups point to, as far as the operations name them; of a line its header. */
    private List<String> related(OriginalRows.Found found, String named) {
        List<String> urls = new ArrayList<>();
        found.row().values().forEach((name, value) -> {
            boolean asked = named.contains(name) || name.equals(DataverseChecks.headerLookup(found.table()));
            if (asked && value instanceof Reference reference) {
                schema.table(side, reference.table())
                        .flatMap(table -> rows.url(table, Map.of(table.primaryId(), reference.id())))
                        .ifPresent(urls::add);
            }
        });
        return urls;
    }
}
