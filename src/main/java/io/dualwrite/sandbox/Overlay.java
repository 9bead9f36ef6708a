package io.dualwrite.sandbox;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One of the two systems as it would be after writes that are kept here and go no further. Reads show the real system's
 * rows with these writes over them; writes are answered as the real system would, by the checks of the sandbox. What
 * only the real system knows, such as a number that it gives itself or a check of its own, cannot be foretold.
 */
public final class Overlay {
    private static final String BATCH = "$batch";

    private final Side side;
    private final Schema schema;
    private final RowStore store;
    private final Api api;
    private final Batches batches;
    private final Foresight foresight;
    private final List<Written> writes = new ArrayList<>();
    private Optional<Request> current = Optional.empty();
    private Optional<IOException> unread = Optional.empty();

    /** What is answered. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    /**
     * @param olderSolution whether Sales has the solution of Data Integrator
     * @param system the real one
     * @param random for the GUIDs of new rows
     */
    public static Overlay over(Original system, Side side, boolean olderSolution, Clock clock, Random random) {
        Solution solution = olderSolution ? Solution.DATA_INTEGRATOR : Solution.DUAL_WRITE;
        return new Overlay(side, solution.schema(), system, clock, random);
    }

    private Overlay(Side side, Schema schema, Original system, Clock clock, Random random) {
        this.side = side;
        this.schema = schema;
        this.store = new RowStore(side, schema, new RowLog(Optional.empty()));
        FinopsRows finops =
                side == Side.FINOPS ? new FinopsRows(schema, store, new ExternalCustomers(schema, store), "") : null;
        OriginalRows rows = new OriginalRows(side, schema, store, finops, system);
        this.api = side == Side.FINOPS
                ? new FinopsApi(schema, store, "", new Absent())
                : new DataverseApi(
                        schema, store, new PlatformDefaults(schema, store, clock, random), new Absent(), clock);
        this.batches = new Batches(new Noting(), side == Side.FINOPS ? 5_000 : 1_000, side == Side.DATAVERSE);
        this.foresight = new Foresight(side, schema, rows);
        store.below(rows);
        store.tell(this::note);
    }

    /**
     * Answers a call as the system would.
     *
     * @param url absolute
     * @throws IOException if the real system cannot be read
     */
    public synchronized Reply answer(String method, String url, Map<String, String> headers, String body)
            throws IOException {
        Map<String, String> any = Request.headerMap();
        any.putAll(headers);
        Request request = Request.of(method, url, api.root(""), any, body, "http://overlay");
        boolean batch = request.path().endsWith(BATCH);
        try {
            foresight.look(batch ? operations(request) : List.of(request));
            unread = Optional.empty();
            Answer answer = Answer.guarded(() -> batch ? batches.run(request) : new Noting().answer(request));
            if (unread.isPresent()) {
                throw unread.get();
            }
            return new Reply(answer.status(), answer.headers(), answer.body());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The writes so far, in their order. */
    public synchronized List<Written> writes() {
        return List.copyOf(writes);
    }

    /** The writes so far are not listed again; they stand. */
    public synchronized void forget() {
        writes.clear();
    }

    /** The set that keeps the rows of an entity set. */
    public String kept(String set) {
        return schema.table(side, set)
                .map(table -> FinopsViews.kept(schema, table).set())
                .orElse(set);
    }

    private List<Request> operations(Request request) {
        List<Request> operations = new ArrayList<>();
        String type = request.header("Content-Type").orElse("");
        for (BatchCodec.Part part : BatchCodec.parse(type, request.body())) {
            List<BatchCodec.Part> inner = part.operation() == null ? part.changeSet() : List.of(part);
            for (BatchCodec.Part one : inner) {
                BatchCodec.Operation operation = one.operation();
                operations.add(Request.of(
                        operation.method(),
                        operation.url(),
                        api.root(request.path()),
                        operation.headers(),
                        operation.body(),
                        request.base()));
            }
        }
        return operations;
    }

    /** The system itself, and beside it what is asked of it at the moment. */
    private final class Noting implements Api {
        @Override
        public Answer answer(Request request) {
            current = Optional.of(request);
            try {
                return api.answer(request);
            } catch (UncheckedIOException e) {
                unread = Optional.of(e.getCause()); // nothing that the system itself would answer
                throw e;
            }
        }

        @Override
        public String root(String path) {
            return api.root(path);
        }

        @Override
        public RowStore store() {
            return store;
        }
    }

    /** Rows that were written beside the one that was meant are the platform's doing, but for lines that go too. */
    private void note(List<ChangeFeed.Change> changes) {
        String meant = current.map(this::set).orElse("");
        for (ChangeFeed.Change change : changes) {
            if (change.table().set().equals(meant) || change.deletes()) {
                StoredRow row = change.before() == null ? change.after() : change.before();
                writes.add(new Written(
                        side,
                        change.table().set(),
                        row.id(),
                        plain(change.before()),
                        plain(change.after()),
                        change.deletes() ? Set.of() : columns(change.table())));
            }
        }
    }

    /** The columns that the request sent. */
    private Set<String> columns(Table table) {
        Set<String> columns = new LinkedHashSet<>();
        String body = current.map(Request::body).orElse("");
        Json.readObject(body).fieldNames().forEachRemaining(name -> columns.add(column(table, name)));
        return columns;
    }

    private String set(Request request) {
        List<Segment> path = Segment.of(request.path().replaceFirst("^(/data/|/api/data/v9\\.\\d/)", ""));
        return path.isEmpty() ? "" : kept(path.get(0).name());
    }

    /** {@code customerid_account@odata.bind} is of the column customerid. */
    private static String column(Table table, String property) {
        String name = property.replace("@odata.bind", "");
        return Navigation.of(table, name)
                .map(navigation -> navigation.column().name())
                .orElse(name);
    }

    private Optional<Row> plain(StoredRow row) {
        if (row == null) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        row.values()
                .forEach((name, value) ->
                        values.put(name, value instanceof Reference reference ? label(reference) : value));
        return Optional.of(Row.of(values));
    }

    /** What a person calls the row: its key without company, else its name. */
    private String label(Reference reference) {
        Optional<Table> table = schema.table(Side.DATAVERSE, reference.table());
        Optional<StoredRow> row = table.flatMap(found -> store.rows(found).byId(reference.id()));
        return row.flatMap(found -> table.get().key().stream()
                        .map(found::get)
                        .filter(value -> value != null && !(value instanceof Reference))
                        .map(Row::asText)
                        .findFirst()
                        .or(() -> Optional.ofNullable(found.get(table.get().primaryName()))
                                .map(Row::asText)))
                .orElse(reference.id());
    }
}
