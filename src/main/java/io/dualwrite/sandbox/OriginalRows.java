package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings rows of the real system into the store of an overlay: each once, as it was when it was first asked for. */
final class OriginalRows implements Origin {
    private static final int PIECE = 100;

    private final Side side;
    private final Schema schema;
    private final RowStore store;
    private final FinopsRows finops;
    private final Original system;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    OriginalRows(Side side, Schema schema, RowStore store, FinopsRows finops, Original system) {
        this.side = side;
        this.schema = schema;
        this.store = store;
        this.finops = finops;
        this.system = system;
    }

    /** A row of a table that was brought here. */
    record Found(Table table, StoredRow row) {}

    @Override
    public void fetch(Table table, Map<String, Object> values) {
        url(table, values).ifPresent(url -> read(List.of(url)));
    }

    /** The question for the rows that have these values; nothing if no view of the table has all the columns. */
    Optional<String> url(Table table, Map<String, Object> values) {
        return having(table, values.keySet()).map(view -> {
            String filter = values.entrySet().stream()
                    .map(value -> condition(view.column(value.getKey()).orElseThrow(), value.getValue()))
                    .collect(Collectors.joining(" and "));
            return view.set() + "?" + (side == Side.FINOPS ? "cross-company=true&" : "") + "$filter="
                    + URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
        });
    }

    private Optional<Table> having(Table table, Set<String> columns) {
        if (columns.stream().allMatch(name -> table.column(name).isPresent())) {
            return Optional.of(table);
        }
        return schema.tables(side).stream()
                .filter(other -> FinopsViews.kept(schema, other).set().equals(table.set()))
                .filter(other ->
                        columns.stream().allMatch(name -> other.column(name).isPresent()))
                .findFirst();
    }

    private String condition(Column column, Object value) {
        String name = side == Side.FINOPS ? column.name() : DataverseNames.property(column);
        return name + " eq " + MetadataDocument.literal(column, value);
    }

    /**
     * Asks what was not asked before, some questions in a request.
     *
     * @return the rows that came, those that were here before as well
     */
    List<Found> read(Collection<String> urls) {
        List<String> fresh = urls.stream().distinct().filter(asked::add).toList();
        List<Found> found = new ArrayList<>();
        for (int from = 0; from < fresh.size(); from += PIECE) {
            List<String> some = fresh.subList(from, Math.min(from + PIECE, fresh.size()));
            try {
                List<Original.Read> answers = system.read(some);
                for (int i = 0; i < some.size(); i++) {
                    found.addAll(take(some.get(i), answers.get(i)));
                }
            } catch (IOException e) {
                some.forEach(asked::remove);
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private List<Found> take(String url, Original.Read answer) throws IOException {
        if (answer.status() == 404) {
            return List.of();
        }
        if (answer.status() != 200) {
            throw new Original.Unreadable(side.word() + " does not let " + url.replaceFirst("\\?.*", "") + " be read: "
                    + answer.status() + " " + answer.body());
        }
        Table table = schema.table(side, url.replaceFirst("[?(].*", "")).orElseThrow();
        List<Found> found = new ArrayList<>();
        for (JsonNode row : Json.read(answer.body()).path("value")) {
            found.add(adopt(table, (ObjectNode) row));
        }
        return found;
    }

    private Found adopt(Table table, ObjectNode shown) {
        Table kept = FinopsViews.kept(schema, table);
        StoredRow row = side == Side.FINOPS ? finops.shown(table, shown) : dataverse(table, shown);
        if (!kept.set().equals(table.set()) && !known.contains(name(kept, row.id()))) {
            Map<String, Object> key = new LinkedHashMap<>();
            kept.key().forEach(column -> key.put(column, row.get(column)));
            fetch(kept, key); // it shows more of the row than its view
        }
        if (known.add(name(kept, row.id()))) {
            store.adopt(kept, row);
        }
        return new Found(kept, store.rows(kept).present(row.id()).orElse(row));
    }

    private static String name(Table table, String id) {
        return table.set() + " " + id;
    }

    private static StoredRow dataverse(Table table, ObjectNode shown) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : table.allColumns()) {
            String property = DataverseNames.property(column);
            JsonNode value = shown.path(property);
            if (!value.isMissingNode() && !value.isNull()) {
                values.put(column.name(), value(shown, property, column, value));
            }
        }
        return new StoredRow(shown.path(table.primaryId()).asText(), values, 0);
    }

    private static Object value(ObjectNode shown, String property, Column column, JsonNode value) {
        if (column.type() == ColumnType.LOOKUP) {
            String only = column.targets().isEmpty() ? "" : column.targets().get(0);
            String table = shown.path(property + "@Microsoft.Dynamics.CRM.lookuplogicalname")
                    .asText(only);
            return new Reference(table, value.asText());
        }
        try {
            return Values.parse(Side.DATAVERSE, column, value);
        } catch (Refusal other) {
            return Values.fromRaw(value.isContainerNode() ? Json.object().textNode(value.toString()) : value);
        }
    }
}
