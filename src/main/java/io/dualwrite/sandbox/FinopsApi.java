package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.List;
import java.util.Map;

/** F&O's OData at {@code /data}. Rows of other companies than the user's need {@code cross-company=true}. */
final class FinopsApi implements Api {
    private static final String ROOT = "/data/";
    private static final int PAGE = 10_000;

    private final Schema schema;
    private final RowStore store;
    private final ExternalCustomers customers;
    private final FinopsRows rows;
    private final String company;
    private final Absent absent;
    private final CollectionReader reader;
    private final FinopsNames names = new FinopsNames();
    private final Batches batches = new Batches(this, 5_000, false);

    FinopsApi(Schema schema, RowStore store, String company, Absent absent) {
        this.absent = absent;
        this.schema = schema;
        this.store = store;
        this.company = company;
        this.customers = new ExternalCustomers(schema, store);
        this.rows = new FinopsRows(schema, store, customers, company);
        this.reader = new CollectionReader(names);
    }

    @Override
    public String root(String path) {
        return ROOT;
    }

    @Override
    public RowStore store() {
        return store;
    }

    @Override
    public Answer answer(Request request) {
        List<Segment> path = Segment.of(request.path().replaceFirst("^/data/?", ""));
        if (path.isEmpty()) {
            return serviceDocument(request);
        }
        String first = path.get(0).name();
        if (first.equals("$metadata")) {
            return Answer.text(200, "application/xml", new MetadataDocument(schema, Side.FINOPS, absent).text());
        }
        if (first.equals("$batch")) {
            return batches.run(request);
        }
        Table table = schema.table(Side.FINOPS, first)
                .filter(found -> found.set().equals(first))
                .orElseThrow(() -> Refusal.notFound(
                        "",
                        "No HTTP resource was found that matches the request URI '" + request.base() + request.path()
                                + "'."));
        return path.get(0).hasKey() ? one(request, table, path) : collection(request, table, path);
    }

    private Answer collection(Request request, Table table, List<Segment> path) {
        boolean count = path.size() == 2 && path.get(1).name().equals("$count");
        return switch (request.method()) {
            case "GET" ->
                store.reading(() -> count
                        ? Answer.text(200, "text/plain", "" + reader.count(request, visible(request, table)))
                        : Answer.json(
                                200, reader.read(request, visible(request, table), page(request), context(request))));
            case "POST" ->
                store.writing(() -> created(request, table, rows.create(table, Json.readObject(request.body()))));
            default ->
                throw new Refusal(
                        405, "", "The requested resource does not support http method '" + request.method() + "'.");
        };
    }

    private Answer one(Request request, Table table, List<Segment> path) {
        Map<String, String> key = path.get(0).key();
        return switch (request.method()) {
            case "GET" ->
                store.reading(() -> {
                    StoredRow row = existing(request, table, key);
                    Shape shape = Shape.of(request.parameters(), false);
                    shape.select().forEach(name -> names.check(table, name));
                    ObjectNode node = Json.object();
                    node.put("@odata.context", context(request) + "#" + table.set() + "/$entity");
                    return Answer.json(200, node.setAll(names.print(table, row, shape)))
                            .with("ETag", row.etag());
                });
            case "PATCH", "PUT", "MERGE" ->
                store.writing(() -> {
                    StoredRow row = matching(request, existing(request, table, key));
                    StoredRow changed = rows.change(table, row, Json.readObject(request.body()));
                    return Answer.empty(204).with("ETag", changed.etag());
                });
            case "DELETE" ->
                store.writing(() -> {
                    rows.remove(table, matching(request, existing(request, table, key)));
                    return Answer.empty(204);
                });
            default ->
                throw new Refusal(
                        405, "", "The requested resource does not support http method '" + request.method() + "'.");
        };
    }

    private StoredRow existing(Request request, Table table, Map<String, String> key) {
        return rows.find(table, key)
                .filter(row -> visible(request, table, row))
                .orElseThrow(() -> Refusal.notFound(
                        "", "No resources were found when selecting for update: " + table.set() + key + "."));
    }

    private static StoredRow matching(Request request, StoredRow row) {
        String wanted = request.header("If-Match").orElse("*");
        if (!wanted.equals("*") && !wanted.equals(row.etag())) {
            throw Refusal.precondition("", "The record was changed by another request: If-Match does not match.");
        }
        return row;
    }

    private Answer created(Request request, Table table, StoredRow row) {
        ObjectNode node = Json.object();
        node.put("@odata.context", context(request) + "#" + table.set() + "/$entity");
        node.setAll(names.print(table, row, Shape.ALL));
        return Answer.json(201, node)
                .with("Location", request.base() + ROOT + table.set() + "(" + keyLiteral(table, row) + ")")
                .with("ETag", row.etag());
    }

    private static String keyLiteral(Table table, StoredRow row) {
        return String.join(
                ",",
                table.key().stream()
                        .map(name -> name + "="
                                + MetadataDocument.literal(table.column(name).orElseThrow(), row.get(name)))
                        .toList());
    }

    private Candidates visible(Request request, Table table) {
        return new Candidates(table, store.rows(table), row -> visible(request, table, row));
    }

    private boolean visible(Request request, Table table, StoredRow row) {
        boolean reached = !table.companyStriped()
                || "true".equalsIgnoreCase(request.parameters().get("cross-company"))
                || String.valueOf(row.get(table.companyColumn())).equalsIgnoreCase(company);
        return reached && customers.shown(table, row);
    }

    private static int page(Request request) {
        return request.preference("odata.maxpagesize").map(Integer::parseInt).orElse(PAGE);
    }

    private static String context(Request request) {
        return request.base() + ROOT + "$metadata";
    }

    private Answer serviceDocument(Request request) {
        ObjectNode document = Json.object();
        document.put("@odata.context", context(request));
        ArrayNode sets = document.putArray("value");
        for (Table table : schema.tables(Side.FINOPS)) {
            sets.addObject().put("name", table.set()).put("kind", "EntitySet").put("url", table.set());
        }
        return Answer.json(200, document);
    }
}
