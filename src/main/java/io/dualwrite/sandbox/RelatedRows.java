package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands below a row in a URL: one property, a related row, a collection, and {@code $ref} of the two. */
final class RelatedRows {
    private final DataverseNames names;
    private final DataverseKeys keys;
    private final DataverseRows rows;
    private final CollectionReader reader;

    RelatedRows(DataverseNames names, DataverseKeys keys, DataverseRows rows, CollectionReader reader) {
        this.names = names;
        this.keys = keys;
        this.rows = rows;
        this.reader = reader;
    }

    Answer read(Request request, DataverseKeys.Address address, List<Segment> path, String context) {
        Table table = address.table();
        StoredRow row = keys.existing(address);
        String name = path.get(1).name();
        String last = path.get(path.size() - 1).name();
        Optional<Navigation> navigation = Navigation.of(table, name);
        if (navigation.isPresent()) {
            Optional<DataverseNames.Target> target = names.pointedTo(row, navigation.get());
            return target.map(found -> last.equals("$ref") ? address(request, found) : row(request, found, context))
                    .orElse(Answer.empty(204));
        }
        Optional<Navigation.Collection> collection = keys.collection(table, name);
        if (collection.isPresent()) {
            List<StoredRow> children = names.children(table, row, collection.get());
            return Answer.json(200, reader.readOf(request, collection.get().table(), children, 5_000, context));
        }
        return property(table, row, name, last.equals("$value"), context);
    }

    private Answer row(Request request, DataverseNames.Target target, String context) {
        Shape shape = Shape.of(
                request.parameters(),
                request.preference("odata.include-annotations").isPresent());
        shape.select().forEach(name -> names.check(target.table(), name));
        ObjectNode node = Json.object();
        node.put("@odata.context", context + "#" + target.table().set() + "/$entity");
        return Answer.json(200, node.setAll(names.print(target.table(), target.row(), shape)));
    }

    private static Answer address(Request request, DataverseNames.Target target) {
        String root = request.path().replaceFirst("(/api/data/v[\\d.]+/).*", "$1");
        ObjectNode node = Json.object();
        node.put("@odata.context", request.base() + root + "$metadata#$ref");
        node.put(
                "@odata.id",
                request.base() + root + target.table().set() + "("
                        + target.row().id() + ")");
        return Answer.json(200, node);
    }

    private Answer property(Table table, StoredRow row, String name, boolean raw, String context) {
        names.check(table, name);
        Object value = names.value(table, row, name);
        if (value == null) {
            return Answer.empty(204);
        }
        if (raw) {
            return Answer.text(200, "text/plain", Values.print(value).asText());
        }
        ObjectNode node = Json.object();
        node.put("@odata.context", context + "#" + table.set() + "(" + row.id() + ")/" + name);
        node.set("value", Values.print(value));
        return Answer.json(200, node);
    }

    Answer write(Request request, DataverseKeys.Address address, List<Segment> path) {
        Table table = address.table();
        StoredRow row = keys.existing(address);
        String name = path.get(1).name();
        boolean reference = path.get(path.size() - 1).name().equals("$ref");
        Optional<Navigation> navigation = Navigation.of(table, name);
        if (reference && navigation.isPresent()) {
            rows.change(table, row, changed(navigation.get().column(), pointed(request, navigation.get())));
            return Answer.empty(204);
        }
        Optional<Navigation.Collection> collection = keys.collection(table, name);
        if (reference && collection.isPresent()) {
            return member(request, table, row, path.get(1), collection.get());
        }
        Column column = DataverseNames.column(table, name).orElseThrow(() -> DataverseNames.unknown(table, name));
        return switch (request.method()) {
            case "PUT", "PATCH" -> {
                Object value = Values.parse(
                        Side.DATAVERSE, column, Json.readObject(request.body()).path("value"));
                rows.change(table, row, changed(column, value));
                yield Answer.empty(204);
            }
            case "DELETE" -> {
                rows.change(table, row, changed(column, null));
                yield Answer.empty(204);
            }
            default -> throw DataverseApi.notAllowed(request);
        };
    }

    /** The row that the body's {@code @odata.id} names; null for a DELETE. */
    private Reference pointed(Request request, Navigation navigation) {
        return request.method().equals("DELETE")
                ? null
                : keys.reference(
                        Json.readObject(request.body()).path("@odata.id").asText(), navigation);
    }

    /** Puts a row into a collection, or takes it out, by its lookup. */
    private Answer member(
            Request request, Table table, StoredRow row, Segment segment, Navigation.Collection collection) {
        Navigation back = new Navigation(
                collection.name(),
                collection.column(),
                List.of(collection.table().name()));
        boolean remove = request.method().equals("DELETE");
        String url = remove && segment.hasKey()
                ? collection.table().set() + "(" + segment.key().get("") + ")"
                : remove
                        ? request.parameters().getOrDefault("$id", "")
                        : Json.readObject(request.body()).path("@odata.id").asText();
        Reference child = keys.reference(url, back);
        StoredRow found =
                keys.existing(new DataverseKeys.Address(collection.table(), Optional.of(child.id()), Map.of()));
        Reference parent = remove ? null : new Reference(table.name(), row.id());
        rows.change(collection.table(), found, changed(collection.column(), parent));
        return Answer.empty(204);
    }

    private static Map<String, Object> changed(Column column, Object value) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put(column.name(), value);
        return changes;
    }
}
