package io.dualwrite.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RefusedBatchTest {
    private static final TableMaps MAPS = TableMaps.load(Path.of("routes/maps"), Schema.shipped());

    private final List<HttpCall> sent = new ArrayList<>();
    private int status = 400;
    private final Delivery delivery = delivery();

    /** A server that refuses every batch that has the word POISON in it, and takes all others. */
    private HttpAnswer answer(HttpCall call) {
        sent.add(call);
        if (call.body().contains("POISON")) {
            return new HttpAnswer(
                    status, Map.of("Content-Type", "application/json"), "{\"error\":{\"message\":\"no\"}}");
        }
        StringBuilder body = new StringBuilder();
        for (int i = call.body().split("PATCH ", -1).length - 1; i > 0; i--) {
            body.append("--r\n\nHTTP/1.1 204 No Content\n\n\n");
        }
        return new HttpAnswer(200, Map.of("Content-Type", "multipart/mixed; boundary=r"), body + "--r--\n");
    }

    private Delivery delivery() {
        DeliverySettings settings = DeliverySettings.standard();
        Remote remote = new Remote(
                new ODataClient(this::answer, "http://h/api/data/v9.2"), new Gate(Clock.systemUTC(), settings));
        return new Delivery(
                Schema.shipped(),
                MAPS::all,
                new NoImages(),
                new NoLinks(),
                Map.of(Side.DATAVERSE, remote, Side.FINOPS, remote),
                settings,
                Clock.systemUTC());
    }

    private static final class NoImages implements ImageOf {
        @Override
        public Row sourceImage(Change change) {
            if (change.target().text("currencyname").filter("STUMBLE"::equals).isPresent()) {
                throw new IllegalStateException("nobody thought of this value");
            }
            return Row.empty();
        }

        @Override
        public Optional<String> feeds(String map, Direction direction, String targetField) {
            return Optional.empty();
        }

        @Override
        public Row typed(String map, Side side, RowKey key, Row row) {
            return Row.empty();
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

    private static final class NoLinks implements Links {
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
    }

    private static List<Change> currencies(int count, int poison) {
        return currencies(count, Set.of(poison));
    }

    private static List<Change> currencies(int count, Set<Integer> poison) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Change change = new Change(
                    i,
                    "currencies",
                    Direction.TO_DATAVERSE,
                    Operation.UPSERT,
                    RowKey.global("C" + i),
                    new Place("f.csv", i),
                    Row.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0);
            change.setTarget(Row.empty()
                    .with("isocurrencycode", "C" + i)
                    .with("currencyname", poison.contains(i) ? "POISON" : "fine"));
            changes.add(change);
        }
        return changes;
    }

    @Test
    void a_row_that_makes_the_server_refuse_the_whole_batch_costs_only_itself() {
        List<Change> changes = currencies(16, 5);
        delivery.deliver(new Batch("currencies", Direction.TO_DATAVERSE, changes));
        assertThat(changes)
                .filteredOn(change -> change.outcome().orElseThrow().kind().delivered())
                .hasSize(15);
        Outcome refused = changes.get(5).outcome().orElseThrow();
        assertThat(refused.kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(refused.expected()).isEqualTo("Dataverse says (400): no");
        assertThat(sent).hasSize(9);
    }

    /** Each bad row is found by halving, and every batch on the way to it is asked twice: refused, then its halves. */
    @Property(tries = 200)
    void bad_rows_cost_only_themselves_wherever_they_stand(
            @ForAll @IntRange(min = 1, max = 100) int count,
            @ForAll @Size(max = 6) Set<@IntRange(max = 99) Integer> anywhere) {
        RefusedBatchTest server = new RefusedBatchTest();
        Set<Integer> bad = anywhere.stream().map(at -> at % count).collect(Collectors.toSet());
        List<Change> changes = currencies(count, bad);
        server.delivery.deliver(new Batch("currencies", Direction.TO_DATAVERSE, changes));

        for (int i = 0; i < count; i++) {
            Outcome outcome = changes.get(i).outcome().orElseThrow();
            assertThat(outcome.kind() == Outcome.Kind.REJECTED).as("row " + i).isEqualTo(bad.contains(i));
            assertThat(outcome.kind().delivered()).isEqualTo(!bad.contains(i));
        }
        int halvings = 32 - Integer.numberOfLeadingZeros(count - 1);
        assertThat(server.sent.size()).isLessThanOrEqualTo(1 + 2 * bad.size() * halvings);
    }

    @Test
    void a_server_that_is_down_is_asked_once_and_not_once_for_every_row() {
        status = 503;
        List<Change> changes = currencies(16, 5);
        delivery.deliver(new Batch("currencies", Direction.TO_DATAVERSE, changes));
        assertThat(changes).allMatch(change -> change.outcome().orElseThrow().kind() == Outcome.Kind.RETRYING);
        assertThat(sent).hasSize(1);
    }

    /** The same row, which stood on both sides before. */
    private static Change known(Change change) {
        return new Change(
                change.id(),
                change.map(),
                change.direction(),
                change.operation(),
                change.key(),
                change.place(),
                change.source(),
                Optional.of(new Link(
                        change.map(),
                        change.key(),
                        Optional.of(new UUID(0, change.id()).toString()),
                        Row.empty(),
                        Row.empty(),
                        Side.FINOPS,
                        "",
                        Row.empty(),
                        false)),
                Optional.empty(),
                0);
    }

    @Test
    void a_row_that_makes_the_program_stumble_costs_only_itself() {
        List<Change> changes = new ArrayList<>();
        for (Change change : currencies(16, Set.of())) {
            Change known = known(change);
            known.setTarget(change.target().with("currencyname", change.id() == 5 ? "STUMBLE" : "fine"));
            changes.add(known);
        }
        delivery.deliver(new Batch("currencies", Direction.TO_DATAVERSE, changes));
        Outcome stumbled = changes.get(5).outcome().orElseThrow();
        assertThat(stumbled.kind()).isEqualTo(Outcome.Kind.RETRYING);
        assertThat(stumbled.found()).contains("nobody thought of this value");
        assertThat(changes)
                .filteredOn(change -> change.outcome().orElseThrow().kind().fine())
                .hasSize(15);
    }
}
