package io.dualwrite.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.delivery.Delivery;
import io.dualwrite.delivery.DeliverySettings;
import io.dualwrite.delivery.GuardedTransport;
import io.dualwrite.delivery.ImageOf;
import io.dualwrite.delivery.Links;
import io.dualwrite.delivery.Remote;
import io.dualwrite.delivery.SideClosed;
import io.dualwrite.journal.Accepted;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.journal.RecordContext;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dataverse's limits, a tenth of them in a tenth of the time, against the real journal, delivery and gate. Time is
 * virtual, so that the limits bind and never the machine; only sockets and Camel are left out.
 */
class ThrottlingTest {
    private static final String MAP = "currencies";
    private static final int REQUESTS = 600;
    private static final long EXECUTION_MILLIS = 120_000;
    private static final long WINDOW_MILLIS = 30_000;
    private static final int WINDOWS = 4;
    private static final long POLL_MILLIS = 250;

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private final Map<Boolean, Integer> questions = new java.util.HashMap<>(Map.of(true, 0, false, 0));
    private Gate sandbox;
    private Journal journal;
    private Delivery delivery;
    private GuardedTransport transport;
    private ObjectNode afterTheWindows;

    @BeforeEach
    void open() throws IOException {
        SandboxSettings settings = SandboxSettings.defaults().withClock(time).withSeed(6);
        sandbox = new Gate(settings, new Installation(settings), time::pass);
        journal = Journal.open(
                new JournalSettings("jdbc:h2:" + folder.resolve("journal"), "sa", ""),
                (map, side) -> side == Side.FINOPS ? "Currencies" : "transactioncurrencies",
                time);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private HttpAnswer answer(HttpCall call) {
        Answer answer =
                sandbox.answer(Request.of(call.method(), call.url(), "", headers(call), call.body(), "http://sandbox"));
        return new HttpAnswer(answer.status(), answer.headers(), answer.body());
    }

    private static Map<String, String> headers(HttpCall call) {
        Map<String, String> headers = Request.headerMap();
        headers.putAll(call.headers());
        return headers;
    }

    private ObjectNode control(String method, String what, String body) {
        Answer answer = sandbox.answer(Request.of(method, "/sandbox/" + what, "", Map.of(), body, "http://sandbox"));
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer.body().isEmpty() ? Json.object() : Json.readObject(answer.body());
    }

    private ObjectNode figures() {
        return (ObjectNode) control("GET", "limits", "").get("dataverse");
    }

    private void limit(long operationMillis, boolean dates) {
        control(
                "POST",
                "limits",
                "{\"side\":\"dataverse\",\"requests\":%d,\"executionMillis\":%d,\"concurrent\":52,\"windowMillis\":%d,\"operationMillis\":%d,\"dates\":%b}"
                        .formatted(REQUESTS, EXECUTION_MILLIS, WINDOW_MILLIS, operationMillis, dates));
    }

    private void client(int batchSize, int connections) {
        DeliverySettings settings =
                new DeliverySettings(batchSize, Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 3, connections);
        transport = new GuardedTransport(this::answer, new io.dualwrite.delivery.Gate(time, settings), time);
        Remote remote = new Remote(new ODataClient(transport, "http://sandbox/api/data/v9.2"), transport.gate());
        TableMaps maps = TableMaps.load(Path.of("routes/maps"), Schema.shipped());
        Unlinked nothing = new Unlinked();
        delivery = new Delivery(
                Schema.shipped(),
                maps::all,
                nothing,
                nothing,
                Map.of(Side.DATAVERSE, remote, Side.FINOPS, remote),
                settings,
                time,
                time);
    }

    private static final class Unlinked implements ImageOf, Links {
        @Override
        public Row sourceImage(Change change) {
            return change.source();
        }

        @Override
        public Optional<String> feeds(String map, Direction direction, String targetField) {
            return Optional.empty();
        }

        @Override
        public Map<RowRef, String> dataverseIds(Collection<RowRef> rows) {
            return Map.of();
        }

        @Override
        public boolean spokeBefore(Change change) {
            return false;
        }

        @Override
        public void reopened(Link header, Row now, Row pending) {}

        @Override
        public void disagreed(Map<Change, List<Conflict>> conflicts) {}

        @Override
        public Row typed(String map, Side side, RowKey key, Row row) {
            return row;
        }

        @Override
        public Optional<Instant> madeAt(Change change) {
            return Optional.empty();
        }

        @Override
        public boolean ownedByFinops(String map, String finopsField) {
            return false;
        }
    }

    private void drop(int rows) {
        Drop drop = journal.begin(Side.FINOPS, "Currencies.csv", "hash", 1);
        List<Accepted> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String code = "C%04d".formatted(i);
            all.add(new Accepted(
                    MAP,
                    Direction.TO_DATAVERSE,
                    Operation.UPSERT,
                    Optional.of(RowKey.global(code)),
                    Optional.empty(),
                    "Currencies",
                    "transactioncurrencies",
                    i,
                    Row.empty()
                            .with("isocurrencycode", code)
                            .with("currencyname", code)
                            .with("currencysymbol", "c")
                            .with("exchangerate", BigDecimal.ONE),
                    Optional.empty()));
        }
        journal.add(drop, all);
        journal.finish(drop, "Currencies");
        journal.moved(drop, "Currencies.csv");
    }

    /** A flow as the consumer of Camel runs it: greedy while there is work, else it looks every quarter of a second. */
    private void flow() {
        while (!journal.status().idle()) {
            Batch batch = delivery.closedUntil(Side.DATAVERSE).isPresent()
                    ? new Batch(MAP, Direction.TO_DATAVERSE, List.of())
                    : journal.claim(MAP, Direction.TO_DATAVERSE, delivery.appetite());
            if (batch.changes().isEmpty()) {
                time.pass(POLL_MILLIS);
            } else {
                batch.changes().forEach(change -> change.setTarget(change.source()));
                delivery.deliver(batch);
                journal.record(batch, new RecordContext("f", Change::source));
            }
        }
    }

    /** What else talks to that side: the sweep for parents, and whoever sends a plain request. */
    private void others() {
        RowRef parent = new RowRef(Side.DATAVERSE, "transactioncurrencies", RowKey.global("NONE"));
        while (!journal.status().idle()) {
            time.pass(700);
            ask(() -> delivery.existing(List.of(parent)));
            time.pass(700);
            ask(() -> transport.send(HttpCall.get("http://sandbox/api/data/v9.2/transactioncurrencies?$top=1")));
        }
    }

    private interface Question {
        Object ask() throws IOException;
    }

    private void ask(Question question) {
        boolean sent = true;
        try {
            question.ask();
        } catch (SideClosed closed) {
            sent = false;
        } catch (IOException e) {
            if (delivery.closedUntil(Side.DATAVERSE).isEmpty()) {
                throw new UncheckedIOException(e);
            }
            sent = false;
        }
        questions.merge(sent, 1, Integer::sum);
    }

    private void run(int rows) throws Exception {
        drop(rows);
        time.start(this::flow);
        time.start(this::others);
        time.start(() -> {
            time.pass(WINDOWS * WINDOW_MILLIS);
            afterTheWindows = figures();
        });
        time.play();
        assertThat(journal.status().maps().get(0).counts().of(Outcome.Kind.CREATED))
                .as("rows that arrived")
                .isEqualTo(rows);
        assertThat(control("GET", "rows", "")
                        .get("dataverse")
                        .get("transactioncurrencies")
                        .asInt())
                .isGreaterThanOrEqualTo(rows);
        assertThat(figures().get("refused").asLong()).as("429s").isPositive();
        assertThat(figures().get("early").asLong()).as("sent too early").isZero();
        assertThat(questions.get(true)).isPositive();
        assertThat(questions.get(false)).as("held back at the gate").isPositive();
    }

    private int percent(String figure, long limit) {
        int percent = (int) (afterTheWindows.get(figure).asLong() * 100 / (limit * WINDOWS));
        System.getLogger("throttling").log(System.Logger.Level.INFO, figure + " " + percent + " % " + afterTheWindows);
        return percent;
    }

    @Test
    void where_the_number_of_requests_is_the_limit_nine_tenths_of_it_are_used() throws Exception {
        limit(10, false);
        client(1, 8);
        run(REQUESTS * WINDOWS + 100);
        assertThat(percent("accepted", REQUESTS)).isGreaterThanOrEqualTo(90);
    }

    @Test
    void where_time_of_execution_is_the_limit_several_connections_use_nine_tenths_of_it() throws Exception {
        limit(100, true);
        client(20, 8);
        run((int) (EXECUTION_MILLIS * WINDOWS / 100) + 200);
        assertThat(percent("executedMillis", EXECUTION_MILLIS)).isGreaterThanOrEqualTo(90);
        assertThat(afterTheWindows.get("mostAtOnce").asInt()).isBetween(4, 52);
    }
}
