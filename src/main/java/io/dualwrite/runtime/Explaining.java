package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.journal.HistoryRow;
import io.dualwrite.journal.Journal;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The history of a row of one map, and of its values, as the journal has it. */
final class Explaining {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NEAR = 8;
    private static final int MOST_ALIKE = 500;

    private final Journal journal;
    private final TableMaps maps;

    Explaining(Journal journal, TableMaps maps) {
        this.journal = journal;
        this.maps = maps;
    }

    static String request(String map, String key, String field) {
        return JSON.createObjectNode()
                .put("map", map)
                .put("key", key)
                .put("field", field)
                .toString();
    }

    /** @throws IllegalArgumentException if there is no such map, row or field; names what there is instead */
    String explain(String request) {
        JsonNode wanted = Requests.read(request);
        TableMap map = map(wanted.path("map").asText());
        RowKey key = key(map.name(), wanted.path("key").asText().strip());
        Optional<FieldMapping> field =
                Optional.ofNullable(wanted.path("field").textValue()).map(name -> field(map, name));
        ObjectNode document = JSON.createObjectNode()
                .put("map", map.name())
                .put("key", key.toString())
                .put("finopsEntity", map.table(Side.FINOPS))
                .put("dataverseTable", map.table(Side.DATAVERSE));
        field.ifPresent(line -> document.set("field", line(map, line)));
        Set<String> names = names(field);
        document.putArray("changes");
        journal.history(map.name(), key)
                .forEach(row -> document.withArray("changes").add(change(row, names)));
        Optional.ofNullable(journal.links(map.name(), List.of(key)).get(key))
                .ifPresent(link -> document.set("link", link(link, names)));
        return document.toString();
    }

    private TableMap map(String name) {
        return maps.named(name)
                .orElseThrow(() -> new IllegalArgumentException("no map in effect is called " + name
                        + "; expected one of "
                        + String.join(
                                ", ",
                                maps.all().stream().map(TableMap::name).sorted().toList())));
    }

    private static FieldMapping field(TableMap map, String name) {
        return Stream.of(Side.values())
                .flatMap(side -> map.fieldFor(side, name).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the map " + map.name() + " has no field " + name
                        + "; expected an F&O field or a Dataverse path of it, such as "
                        + String.join(", ", near(map, name))));
    }

    private static List<String> near(TableMap map, String name) {
        List<String> parts = Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(part -> part.length() > 2)
                .toList();
        return map.fields().stream()
                .flatMap(line -> Arrays.stream(Side.values()).flatMap(side -> line.name(side).stream()))
                .distinct()
                .sorted(Comparator.comparingLong(other -> -parts.stream()
                        .filter(other.toLowerCase(Locale.ROOT)::contains)
                        .count()))
                .limit(MOST_NEAR)
                .toList();
    }

    /** As lists show it, with or without its company; in any case. */
    private RowKey key(String map, String text) {
        RowKey exact = new RowKey(text.toUpperCase(Locale.ROOT));
        if (text.contains("|") && !journal.history(map, exact).isEmpty()) {
            return exact;
        }
        String longest = Arrays.stream(text.split("[\\s|]+"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        List<RowKey> alike = journal.keysLike(map, longest, MOST_ALIKE);
        String plain = text.replace('|', ' ').strip();
        List<RowKey> same = alike.stream()
                .filter(key -> key.toString().equalsIgnoreCase(plain)
                        || String.join(" ", key.values()).strip().equalsIgnoreCase(plain))
                .toList();
        if (same.size() == 1) {
            return same.get(0);
        }
        throw new IllegalArgumentException(
                (same.isEmpty() ? "the journal has no row " : "the journal has several rows ")
                        + text + " of the map " + map + "; "
                        + (same.isEmpty() ? nearest(map, alike, longest) : "expected one of " + list(same)));
    }

    private String nearest(String map, List<RowKey> alike, String text) {
        List<RowKey> near = alike.isEmpty() && text.length() > 2
                ? journal.keysLike(map, text.substring(0, text.length() - 1), MOST_NEAR)
                : alike;
        return near.isEmpty()
                ? "expected its key as errors shows it: the company, then the values of the key, such as 'usmf C1001'"
                : "near it are " + list(near);
    }

    private static String list(List<RowKey> keys) {
        return String.join(
                ", ", keys.stream().limit(MOST_NEAR).map(key -> "'" + key + "'").toList());
    }

    private static Set<String> names(Optional<FieldMapping> field) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        field.ifPresent(line ->
                Arrays.stream(Side.values()).forEach(side -> line.name(side).ifPresent(names::add)));
        return names;
    }

    private ObjectNode line(TableMap map, FieldMapping field) {
        return JSON.createObjectNode()
                .put("finops", field.finops().orElse(""))
                .put("dataverse", field.name(Side.DATAVERSE).orElse(""))
                .put("file", maps.fileOf(map).getFileName().toString())
                .put("line", field.line())
                .put("text", field.toString());
    }

    private static ObjectNode change(HistoryRow row, Set<String> names) {
        ObjectNode change = JSON.createObjectNode()
                .put("id", row.id())
                .put("file", row.file())
                .put("line", row.line())
                .put("direction", row.direction().word())
                .put("operation", row.operation().name().toLowerCase(Locale.ROOT))
                .put("received", row.received().toString());
        row.earlier().forEach(change.withArray("earlier")::add);
        change.put("outcome", row.outcome().map(Outcome.Kind::word).orElse("queued"))
                .put("reason", row.reason())
                .put("field", row.field())
                .put("found", row.found())
                .put("expected", row.expected())
                .put("remedy", row.remedy())
                .put("attempts", row.attempts());
        row.settled().ifPresent(at -> change.put("settled", at.toString()));
        row.winner().ifPresent(side -> change.put("personSaid", side.word() + " wins"));
        row.warnings().forEach(change.withArray("warnings")::add);
        row.edited().ifPresent(at -> change.set("edit", edit(row).put("at", at.toString())));
        row.cds().ifPresent(cds -> change.putObject("cds")
                .put("entity", cds.entity())
                .set("row", FailureDocument.json(only(cds.row(), names))));
        change.set("dropped", FailureDocument.json(only(row.content(), names)));
        ArrayNode fields = change.putArray("fields");
        row.account().stream()
                .filter(field -> names.isEmpty() || names.contains(field.field()))
                .forEach(field -> fields.add(field(field)));
        return change;
    }

    private static Row only(Row row, Set<String> names) {
        Row some = row;
        for (String name : row.names()) {
            some = names.isEmpty() || names.contains(name) ? some : some.without(name);
        }
        return some;
    }

    /** What a person changed in the dropped row. */
    private static ObjectNode edit(HistoryRow row) {
        ObjectNode edit = JSON.createObjectNode();
        Row dropped = row.dropped().orElse(row.content());
        Set<String> names = new TreeSet<>(dropped.names());
        names.addAll(row.content().names());
        for (String name : names) {
            Object now = row.content().get(name);
            if (!Row.same(dropped.get(name), now)) {
                edit.withArray("fields")
                        .addObject()
                        .put("field", name)
                        .put("old", text(dropped.get(name)))
                        .put("new", text(now));
            }
        }
        return edit;
    }

    private static String text(Object value) {
        return value == null ? null : Row.asText(value);
    }

    private static ObjectNode field(FieldAccount field) {
        ObjectNode node = JSON.createObjectNode().put("field", field.field());
        field.old().ifPresent(old -> node.put("old", text(old.value())));
        node.put("new", text(field.value())).put("fate", field.fate().word());
        field.why()
                .ifPresent(why ->
                        node.put("why", why.toString()).put("map", why.map()).put("mapLine", why.line()));
        if (!field.decision().isEmpty()) {
            node.put("conflict", field.decision());
        }
        return node;
    }

    private static ObjectNode link(Link link, Set<String> names) {
        ObjectNode node = JSON.createObjectNode()
                .put("dataverseId", link.dataverseId().orElse(""))
                .put("madeBy", link.source().word())
                .put("deleted", link.deleted());
        Map.of("finops", link.finops(), "dataverse", link.dataverse(), "pending", link.pending())
                .forEach((name, row) -> node.set(name, FailureDocument.json(only(row, names))));
        return node;
    }
}
