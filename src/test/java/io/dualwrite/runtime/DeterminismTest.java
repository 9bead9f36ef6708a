package io.dualwrite.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.component.CamelTransport;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same files, clock and seed give the same journal, row by row and column by column. The flows run one after the
 * other, as one thread would run them; side by side they may only come in another order.
 */
class DeterminismTest {
    private static final int MOST_ROUNDS = 4000;

    @TempDir
    Path folder;

    @Test
    void the_same_files_clock_and_seed_give_the_same_journal() throws Exception {
        String first = new Run(folder.resolve("first"), 11).journal();
        String second = new Run(folder.resolve("second"), 11).journal();
        String other = new Run(folder.resolve("other"), 12).journal();

        assertThat(second).isEqualTo(first);
        assertThat(other).as("with another seed").isNotEqualTo(first);
        assertThat(first)
                .contains("STATE=created", "STATE=updated", "REASON=map-filter")
                .doesNotContain("STATE=queued");
    }

    private static final class Run {
        private final Ticking clock = new Ticking();
        private final Path home;
        private final long seed;

        Run(Path home, long seed) {
            this.home = home;
            this.seed = seed;
        }

        String journal() throws Exception {
            Files.createDirectories(home);
            Path shipped = Path.of("").toAbsolutePath();
            try (Sandbox sandbox = Sandbox.start(
                            SandboxSettings.defaults().withClock(clock).withSeed(seed));
                    DefaultCamelContext context = new DefaultCamelContext()) {
                context.start();
                Settings settings = Home.settings(
                        home,
                        Map.of(
                                "dataverse.url", sandbox.url(),
                                "finops.url", sandbox.url(),
                                "routes.directory", shipped.resolve("routes").toString(),
                                "delivery.connections", "1",
                                "delivery.batch-size", "7"));
                Wiring wiring = Wiring.of(settings, clock);
                for (Side side : Side.values()) {
                    wiring.transports().get(side).set(CamelStart.transport(context, settings, side, clock));
                }
                CamelTransport plain = new CamelTransport(
                        context, Side.FINOPS, sandbox.url(), Optional.empty(), Duration.ofSeconds(20), clock);
                new Seeding(settings, plain).seed(Side.FINOPS, shipped.resolve("samples/finops"));
                faults(plain, sandbox.url());
                Flows flows = new Flows(wiring, context, clock);
                flows.work(Side.FINOPS, shipped.resolve("samples/finops"));
                new Seeding(settings, plain).seed(Side.DATAVERSE, shipped.resolve("samples/dataverse"));
                flows.work(Side.DATAVERSE, shipped.resolve("samples/dataverse"));
                wiring.journal().close();
                return dump(settings).replace(sandbox.url().substring("http://".length()), "sandbox");
            }
        }

        private static void faults(CamelTransport plain, String url) throws IOException {
            for (String fault : List.of("429", "500", "503", "cut-before", "cut-after")) {
                plain.send(new HttpCall(
                        "POST",
                        url + "/sandbox/faults",
                        Map.of(),
                        "{\"kind\":\"" + fault + "\",\"probability\":0.04,\"retryAfterSeconds\":3,\"count\":20}"));
            }
        }

        /** Every row of every table with every column, but the history of the schema. */
        private static String dump(Settings settings) throws SQLException {
            StringBuilder dump = new StringBuilder();
            JournalSettings journal = Operating.journalSettings(settings);
            try (Connection connection =
                            DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                    Statement statement = connection.createStatement()) {
                for (String table : tables(statement)) {
                    dump.append(table).append('\n');
                    List<String> rows = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery("select * from " + table)) {
                        while (result.next()) {
                            rows.add(row(result));
                        }
                    }
                    rows.stream().sorted().forEach(row -> dump.append(row).append('\n'));
                }
            }
            return dump.toString();
        }

        private static Set<String> tables(Statement statement) throws SQLException {
            Set<String> tables = new TreeSet<>();
            try (ResultSet result = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
                while (result.next()) {
                    tables.add(result.getString(1));
                }
            }
            tables.removeIf(name -> name.equalsIgnoreCase("flyway_schema_history"));
            return tables;
        }

        private static String row(ResultSet result) throws SQLException {
            StringBuilder row = new StringBuilder();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                row.append(result.getMetaData().getColumnName(column))
                        .append('=')
                        .append(result.getString(column))
                        .append(' ');
            }
            return row.toString();
        }
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }
    }

    /** The flows of routes/, one after the other, as their consumers run them. */
    private static final class Flows {
        private final Wiring wiring;
        private final DefaultCamelContext context;
        private final Ticking clock;
        private final Acceptance acceptance;
        private final Map<Flow, List<Processor>> flows = new LinkedHashMap<>();

        Flows(Wiring wiring, DefaultCamelContext context, Ticking clock) {
            this.wiring = wiring;
            this.context = context;
            this.clock = clock;
            FlowSteps steps = new FlowSteps(wiring.settings().directory("routes.directory"));
            Map<String, Processor> known = Steps.of(wiring.maps(), wiring.rules());
            for (String map : wiring.maps().maps().names()) {
                for (Direction direction : Direction.values()) {
                    List<String> names = steps.of(map + "." + direction.word());
                    if (!names.isEmpty() && !wiring.maps().maps().isDormant(map)) {
                        flows.put(
                                new Flow(map, direction),
                                names.stream().map(known::get).toList());
                    }
                }
            }
            acceptance = new Acceptance(
                    wiring.journal(),
                    wiring.maps(),
                    wiring.schema(),
                    wiring.settings(),
                    flows::keySet,
                    wiring.watch(),
                    wiring.putOff(),
                    clock,
                    wiring.moments());
            wiring.acceptance().set(acceptance);
        }

        void work(Side side, Path folder) throws Exception {
            Path drop = Files.createDirectories(
                    wiring.settings().directory("drop.directory").resolve(side.word()));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    accept(side, Files.copy(file, drop.resolve(file.getFileName())));
                }
            }
            for (int round = 0;
                    round < MOST_ROUNDS && !wiring.journal().status().idle();
                    round++) {
                // Each begins once, or the first one would take every chance that a failing system gives.
                List<Flow> turn = new ArrayList<>(flows.keySet());
                Collections.rotate(turn, round);
                for (Flow flow : turn) {
                    poll(flow, flows.get(flow));
                }
                clock.pass(Duration.ofSeconds(1));
            }
            assertThat(wiring.journal().status().idle())
                    .as("%s", wiring.journal().status())
                    .isTrue();
        }

        private void accept(Side side, Path file) throws Exception {
            GenericFile<Object> dropped = new GenericFile<>();
            dropped.setAbsoluteFilePath(file.toString());
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setHeader("side", side.word());
            exchange.getMessage().setBody(dropped);
            acceptance.accept(exchange);
        }

        private void poll(Flow flow, List<Processor> steps) throws Exception {
            Side target = flow.direction().target();
            if (!wiring.changes().inEffect(flow.map())
                    || wiring.delivery().closedUntil(target).isPresent()) {
                return;
            }
            Batch batch = wiring.changes()
                    .claim(flow.map(), flow.direction(), wiring.delivery().appetite());
            if (batch.changes().isEmpty()) {
                close(flow);
                return;
            }
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(batch);
            for (Processor step : steps) {
                step.process(exchange);
            }
            wiring.delivery().deliver(batch);
            wiring.changes().record(batch);
        }

        private void close(Flow flow) {
            List<Link> due = wiring.changes()
                    .toClose(flow.map(), flow.direction(), wiring.delivery().appetite());
            if (!due.isEmpty()) {
                wiring.changes()
                        .closed(flow.map(), flow.direction(), wiring.delivery().close(due));
            }
        }
    }
}
