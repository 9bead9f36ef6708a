package io.dualwrite.sandbox;

import io.dualwrite.schema.Table;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The rows of one table, by id and by key; keys compare as SQL Server does: case and trailing blanks do not count. */
final class TableRows {
    private final Table table;
    private final Map<String, StoredRow> byId = new LinkedHashMap<>();
    private final Map<List<String>, Map<String, String>> idByKey = new HashMap<>();
    private Origin origin = Origin.NONE;

    /** By column and value; of the columns that somebody asked by. Reads of several threads may be the first to ask. */
    private final Map<String, Map<String, Set<String>>> idsByValue = new ConcurrentHashMap<>();

    TableRows(Table table) {
        this.table = table;
        index(table.key());
    }

    /** Rows are found by these columns too. */
    void index(List<String> key) {
        idByKey.putIfAbsent(key, new HashMap<>());
    }

    Table table() {
        return table;
    }

    /** Rows that are not here are asked for there. */
    void below(Origin system) {
        origin = system;
    }

    Optional<StoredRow> byId(String id) {
        if (!byId.containsKey(id) && !table.primaryId().isEmpty()) {
            origin.fetch(table, Map.of(table.primaryId(), id));
        }
        return present(id);
    }

    /** The row if it is here; nobody else is asked. */
    Optional<StoredRow> present(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<StoredRow> byKey(Map<String, Object> keyValues) {
        return byKey(table.key(), keyValues);
    }

    /** @param key one that the rows are indexed by */
    Optional<StoredRow> byKey(List<String> key, Map<String, Object> keyValues) {
        Optional<String> text = keyText(key, keyValues);
        if (text.isPresent() && !idByKey.get(key).containsKey(text.get())) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            key.forEach(column -> wanted.put(column, keyValues.get(column)));
            origin.fetch(table, wanted);
        }
        return text.map(idByKey.get(key)::get).map(byId::get);
    }

    /** The rows that have these values in these columns. */
    List<StoredRow> where(Map<String, Object> values) {
        origin.fetch(table, values);
        Collection<StoredRow> fewest = values.entrySet().stream()
                .map(value -> having(value.getKey(), value.getValue()))
                .min(Comparator.comparingInt(Collection::size))
                .orElseGet(this::all);
        return fewest.stream()
                .filter(row -> values.entrySet().stream()
                        .allMatch(value -> row.get(value.getKey()) != null
                                && fold(row.get(value.getKey())).equals(fold(value.getValue()))))
                .toList();
    }

    /** The rows that have this text in a column. */
    Collection<StoredRow> having(String column, Object value) {
        return idsByValue.computeIfAbsent(column, this::byValue).getOrDefault(fold(value), Set.of()).stream()
                .map(byId::get)
                .toList();
    }

    private Map<String, Set<String>> byValue(String column) {
        Map<String, Set<String>> ids = new HashMap<>();
        byId.values().forEach(row -> note(ids, column, row));
        return ids;
    }

    private static void note(Map<String, Set<String>> ids, String column, StoredRow row) {
        if (row.get(column) != null) {
            ids.computeIfAbsent(fold(row.get(column)), value -> new LinkedHashSet<>())
                    .add(row.id());
        }
    }

    private static void forget(Map<String, Set<String>> ids, String column, StoredRow row) {
        Set<String> found = row.get(column) == null ? null : ids.get(fold(row.get(column)));
        if (found != null) {
            found.remove(row.id());
        }
    }

    Collection<StoredRow> all() {
        return byId.values();
    }

    /** Puts a row in, or takes it out if null; gives back what was there. */
    StoredRow replace(String id, StoredRow row) {
        StoredRow before = row == null ? byId.remove(id) : byId.put(id, row);
        idByKey.forEach((key, ids) -> {
            if (before != null) {
                keyText(key, before.values()).ifPresent(text -> ids.remove(text, id));
            }
            if (row != null) {
                keyText(key, row.values()).ifPresent(text -> ids.put(text, id));
            }
        });
        idsByValue.forEach((column, ids) -> {
            boolean same = before != null && row != null && Objects.equals(before.get(column), row.get(column));
            if (before != null && !same) {
                forget(ids, column, before);
            }
            if (row != null && !same) {
                note(ids, column, row);
            }
        });
        return before;
    }

    /** The row of another id that has the same key, if there is one. */
    Optional<StoredRow> clashWith(StoredRow row) {
        return byKey(row.values()).filter(other -> !other.id().equals(row.id()));
    }

    /** Nothing if there is no key or a part of it is missing: then the row is not in the index, as in Dataverse. */
    private static Optional<String> keyText(List<String> key, Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        for (String column : key) {
            Object value = values.get(column);
            if (value == null || value.equals("")) {
                return Optional.empty();
            }
            text.append(fold(value)).append('\u0001');
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    static String fold(Object value) {
        if (value instanceof java.math.BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        String text = value instanceof Reference reference ? reference.id() : String.valueOf(value);
        return text.stripTrailing().toLowerCase(Locale.ROOT);
    }
}
