package io.dualwrite.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dualwrite.delivery.Closed;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlowTest {
    private final Bench bench = new Bench();
    private final Queue queue = new Queue();

    /** A journal that has the changes put into it. */
    private static final class Queue implements Changes {
        private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>();
        private final List<Change> recorded = new CopyOnWriteArrayList<>();
        private final AtomicInteger claims = new AtomicInteger();
        private final AtomicInteger closings = new AtomicInteger();

        @Override
        public boolean inEffect(String map) {
            return true;
        }

        @Override
        public Batch claim(String map, Direction direction, int limit) {
            claims.incrementAndGet();
            List<Change> changes = new ArrayList<>();
            if (map.equals("customer-groups") && direction == Direction.TO_DATAVERSE) {
                waiting.drainTo(changes, limit);
            }
            return new Batch(map, direction, changes);
        }

        @Override
        public void record(Batch batch) {
            recorded.addAll(batch.changes());
        }

        @Override
        public void release(Batch batch) {
            waiting.addAll(batch.changes());
        }

        @Override
        public List<Link> toClose(String map, Direction direction, int limit) {
            closings.incrementAndGet();
            return List.of();
        }

        @Override
        public void closed(String map, Direction direction, List<Closed> headers) {}

        @Override
        public void giveBack(String map, List<Link> headers) {}
    }

    @BeforeEach
    void components() {
        bench.deliver(bench.change("companies", Direction.TO_DATAVERSE, "LegalEntityId", "usmf", "Name", "Contoso"));
        MapLocks locks = new MapLocks();
        bench.context.addComponent("finops", new FinopsComponent(queue, bench.delivery, locks));
        bench.context.addComponent("dataverse", new DataverseComponent(queue, bench.delivery, locks));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Change group(String id, Operation operation) {
        return bench.change(
                "customer-groups", Direction.TO_DATAVERSE, operation, "dataAreaId", "usmf", "CustomerGroupId", id);
    }

    private void route(String id, String from, String... to) throws Exception {
        bench.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).to(to);
            }
        });
    }

    private List<Change> recorded(int count) {
        await().until(() -> queue.recorded.size() == count);
        return queue.recorded;
    }

    @Test
    void changes_of_one_side_are_written_to_the_other_and_recorded() throws Exception {
        for (int i = 0; i < 7; i++) {
            queue.waiting.add(group("G" + i, Operation.UPSERT));
        }
        route(
                "customer-groups.to-dataverse",
                "finops:CustomerGroups?batchSize=3",
                "dataverse:msdyn_customergroups?batchSize=2");
        assertThat(recorded(7))
                .allMatch(change -> change.outcome().orElseThrow().kind() == Outcome.Kind.CREATED);
        assertThat(bench.count(Side.DATAVERSE, "msdyn_customergroups")).isEqualTo("7");
        await().until(() -> queue.closings.get() > 0);
    }

    @Test
    void a_step_that_fails_loses_no_change() throws Exception {
        queue.waiting.add(group("10", Operation.UPSERT));
        bench.context.getRegistry().bind("broken", (org.apache.camel.Processor) exchange -> {
            throw new IllegalStateException("the step is broken");
        });
        bench.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("finops:CustomerGroups")
                        .routeId("customer-groups-to-dataverse")
                        .process("broken");
            }
        });
        Outcome outcome = recorded(1).get(0).outcome().orElseThrow();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.RETRYING);
        assertThat(outcome.found()).isEqualTo("IllegalStateException: the step is broken");
    }

    @Test
    void a_route_that_forgets_to_deliver_is_named() throws Exception {
        queue.waiting.add(group("10", Operation.UPSERT));
        route("forgetful", "finops:CustomerGroups?map=customer-groups", "log:forgotten");
        assertThat(recorded(1).get(0).outcome().orElseThrow().found())
                .isEqualTo("route forgetful ended without an outcome for this row");
    }

    @Test
    void deletes_are_filtered_where_the_route_wants_none() throws Exception {
        queue.waiting.add(group("10", Operation.DELETE));
        route(
                "customer-groups.to-dataverse",
                "finops:CustomerGroups",
                "dataverse:msdyn_customergroups?operation=upsertOnly");
        assertThat(recorded(1).get(0).outcome().orElseThrow().reason()).isEqualTo("deletes-off");
    }

    @Test
    void nothing_is_claimed_while_the_target_asks_for_peace() throws Exception {
        bench.gates.get(Side.DATAVERSE).closeUntil(bench.now.plusSeconds(60));
        queue.waiting.add(group("10", Operation.UPSERT));
        route("customer-groups.to-dataverse", "finops:CustomerGroups?delay=1", "dataverse:msdyn_customergroups");
        route("currencies.to-dataverse", "dataverse:currencies?map=other&delay=1", "log:other");
        await().until(() -> queue.claims.get() > 3); // of the other route, whose target is F&O
        assertThat(queue.waiting).hasSize(1);
        bench.now = bench.now.plusSeconds(61);
        recorded(1);
    }

    @Test
    void a_route_whose_id_names_no_map_does_not_start() {
        assertThatThrownBy(() -> route("groups", "finops:CustomerGroups", "log:x"))
                .hasStackTraceContaining("expected <map>.to-dataverse");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> route("a.to-dataverse", "finops:CustomerGroups?batchsiz=3", "log:x"))
                .hasStackTraceContaining("batchsiz");
        assertThatThrownBy(() -> route("b.to-dataverse", "finops:CustomerGroups?batchSize=3000", "log:x"))
                .hasStackTraceContaining("expected 1 to 1000");
    }
}
