package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dataverse's Web API at {@code /api/data/v9.x}. */
final class DataverseApi implements Api {
    private static final Pattern ROOT = Pattern.compile("^/api/data/v9\\.\\d/?");
    private static final int PAGE = 5_000;

    private final Schema schema;
    private final RowStore store;
    private final DataverseNames names;
    private final DataverseKeys keys;
    private final DataverseRows rows;
    private final CollectionReader reader;
    private final DataverseFunctions functions;
    private final RelatedRows related;
    private final DuplicateRules duplicateRules;
    private final Absent absent;
    private final TrackedChanges changes;
    private final Batches batches = new Batches(this, 1_000, true);

    DataverseApi(Schema schema, RowStore store, PlatformDefaults defaults, Absent absent, Clock clock) {
        this.absent = absent;
        this.schema = schema;
        this.store = store;
        this.names = new DataverseNames(schema, store);
        this.keys = new DataverseKeys(schema, store);
        this.rows = new DataverseRows(schema, store, keys, defaults);
        this.reader = new CollectionReader(names);
        this.functions = new DataverseFunctions(schema, absent);
        this.related = new RelatedRows(names, keys, rows, reader);
        this.changes = new TrackedChanges(names, store, clock);
        this.duplicateRules = new DuplicateRules(keys, rows, defaults);
    }

    static DataverseApi of(Schema schema, RowStore store, Clock clock, Random random, Absent absent) {
        PlatformDefaults defaults = new PlatformDefaults(schema, store, clock, random);
        store.writing(() -> {
            defaults.seed();
            return Answer.empty(204);
        });
        return new DataverseApi(schema, store, defaults, absent, clock);
    }

    @Override
    public String root(String path) {
        Matcher matcher = ROOT.matcher(path);
        return matcher.find() && matcher.group().endsWith("/") ? matcher.group() : "/api/data/v9.2/";
    }

    @Override
    public RowStore store() {
        return store;
    }

    @Override
    public Answer answer(Request request) {
        List<Segment> path = Segment.of(ROOT.matcher(request.path()).replaceFirst(""));
        if (path.isEmpty()) {
            return serviceDocument(request);
        }
        String first = path.get(0).name();
        if (first.equals("$metadata")) {
            return Answer.text(200, "application/xml", new MetadataDocument(schema, Side.DATAVERSE, absent).text());
        }
        if (first.equals("$batch")) {
            return batches.run(request);
        }
        if (first.equals(DuplicateRules.UNPUBLISH) && request.method().equals("POST")) {
            return store.writing(() -> duplicateRules.unpublish(request));
        }
        Optional<Answer> function = functions.answer(request, path, context(request));
        if (function.isPresent()) {
            return function.get();
        }
        Table table = keys.table(first);
        if (!path.get(0).hasKey()) {
            return collection(request, table, path);
        }
        DataverseKeys.Address address = keys.address(table, path.get(0).key());
        return path.size() == 1 ? one(request, address) : below(request, address, path);
    }

    private Answer collection(Request request, Table table, List<Segment> path) {
        String second = path.size() > 1 ? path.get(1).name() : "";
        if (second.startsWith("Microsoft.Dynamics.CRM.") && request.method().equals("POST")) {
            BulkActions actions = new BulkActions(keys, rows);
            return store.writing(() -> actions.run(second.substring(second.lastIndexOf('.') + 1), table, request));
        }
        if (second.equals("$count")) {
            return store.reading(() -> Answer.text(200, "text/plain", "" + reader.count(request, all(table))));
        }
        return switch (request.method()) {
            case "GET" -> store.reading(() -> page(request, table));
            case "POST" ->
                store.writing(() ->
                        written(request, table, rows.create(table, Json.readObject(request.body()), Map.of()), true));
            default -> throw notAllowed(request);
        };
    }

    private Answer page(Request request, Table table) {
        int size =
                request.preference("odata.maxpagesize").map(Integer::parseInt).orElse(PAGE);
        if (TrackedChanges.wanted(request)) {
            return Answer.json(200, changes.read(request, table, Math.min(size, PAGE), context(request)))
                    .with("Preference-Applied", TrackedChanges.PREFERENCE);
        }
        Answer answer = Answer.json(200, reader.read(request, all(table), Math.min(size, PAGE), context(request)));
        request.preference("odata.maxpagesize")
                .ifPresent(asked -> answer.with("Preference-Applied", "odata.maxpagesize=" + asked));
        return answer;
    }

    private Candidates all(Table table) {
        return new Candidates(table, store.rows(table), row -> true);
    }

    private Answer one(Request request, DataverseKeys.Address address) {
        return switch (request.method()) {
            case "GET" -> store.reading(() -> read(request, address));
            case "PATCH", "PUT" -> store.writing(() -> upsert(request, address));
            case "DELETE" ->
                store.writing(() -> {
                    rows.remove(address.table(), matching(request, keys.existing(address)));
                    return Answer.empty(204);
                });
            default -> throw notAllowed(request);
        };
    }

    private Answer read(Request request, DataverseKeys.Address address) {
        StoredRow row = keys.existing(address);
        if (request.header("If-None-Match").filter(row.etag()::equals).isPresent()) {
            return Answer.empty(304);
        }
        return Answer.json(200, whole(request, address.table(), row)).with("ETag", row.etag());
    }

    private ObjectNode whole(Request request, Table table, StoredRow row) {
        Shape shape = Shape.of(
                request.parameters(),
                request.preference("odata.include-annotations").isPresent());
        shape.select().forEach(name -> names.check(table, name));
        ObjectNode node = Json.object();
        node.put("@odata.context", context(request) + "#" + table.set() + "/$entity");
        node.setAll(names.print(table, row, shape));
        return node;
    }

    private Answer upsert(Request request, DataverseKeys.Address address) {
        Optional<StoredRow> present = keys.find(address);
        if (present.isPresent()
                && request.header("If-None-Match").filter("*"::equals).isPresent()) {
            throw Refusal.precondition("0x80040237", "A record with matching key values already exists.");
        }
        if (present.isEmpty() && request.header("If-Match").isPresent()) {
            throw DataverseKeys.missing(address);
        }
        ObjectNode body = Json.readObject(request.body());
        Table table = address.table();
        if (present.isPresent()) {
            return written(request, table, rows.change(table, matching(request, present.get()), body), false);
        }
        Map<String, Object> known = new LinkedHashMap<>(address.values());
        address.id().ifPresent(id -> known.put(table.primaryId(), id));
        return written(request, table, rows.create(table, body, known), true);
    }

    private static StoredRow matching(Request request, StoredRow row) {
        String wanted = request.header("If-Match").orElse("*");
        if (!wanted.equals("*") && !wanted.equals(row.etag())) {
            throw Refusal.precondition(
                    "0x80060882", "The version of the existing record doesn't match the RowVersion property provided.");
        }
        return row;
    }

    private Answer written(Request request, Table table, StoredRow row, boolean created) {
        String url = request.base() + root(request.path()) + table.set() + "(" + row.id() + ")";
        boolean whole = request.prefers("return=representation");
        Answer answer = whole
                ? Answer.json(created ? 201 : 200, whole(request, table, row))
                        .with("Preference-Applied", "return=representation")
                        .with("ETag", row.etag())
                : Answer.empty(204);
        return (created ? answer.with("Location", url) : answer).with("OData-EntityId", url);
    }

    private Answer below(Request request, DataverseKeys.Address address, List<Segment> path) {
        if (path.get(1).name().equals(DuplicateRules.PUBLISH)
                && request.method().equals("POST")) {
            return store.writing(() -> duplicateRules.publish(address, context(request)));
        }
        return request.method().equals("GET")
                ? store.reading(() -> related.read(request, address, path, context(request)))
                : store.writing(() -> related.write(request, address, path));
    }

    private String context(Request request) {
        return request.base() + root(request.path()) + "$metadata";
    }

    static Refusal notAllowed(Request request) {
        return new Refusal(
                405, "0x80060888", "The requested resource does not support http method '" + request.method() + "'.");
    }

    private Answer serviceDocument(Request request) {
        ObjectNode document = Json.object();
        document.put("@odata.context", context(request));
        ArrayNode sets = document.putArray("value");
        for (Table table : schema.tables(Side.DATAVERSE)) {
            sets.addObject().put("name", table.set()).put("kind", "EntitySet").put("url", table.set());
        }
        return Answer.json(200, document);
    }
}
