package io.dualwrite.runtime;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.compare.SystemRows;
import io.dualwrite.component.SideEndpoint;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.Status;
import io.dualwrite.row.Direction;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running dual-write: flows, drop folders, journal, and what keeps them up to date. */
public final class DualWriteRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long RELOAD_PATIENCE_SECONDS = 2;
    private static final long PURGE_INTERVAL_MILLIS = 600_000;
    private static final long LOAD_STEP_MILLIS = 200;

    private final Settings settings;
    private final Wiring wiring;
    private final Main main;
    private final Reports reports;
    private final ReadWriteLock routes = new ReentrantReadWriteLock();
    private volatile Set<Flow> flowsBefore = Set.of();
    private final ScheduledExecutorService chores = Executors.newScheduledThreadPool(3, task -> {
        Thread thread = new Thread(task, "dual-write-chores");
        thread.setDaemon(true);
        return thread;
    });
    private final List<ScheduledFuture<?>> running = new ArrayList<>();
    private final Loading loading;
    private ControlPort control;

    private DualWriteRuntime(Settings settings, Wiring wiring, Main main) {
        this.settings = settings;
        this.wiring = wiring;
        this.main = main;
        this.reports = new Reports(wiring.journal(), settings.directory("drop.directory"), wiring.moments());
        this.loading = new Loading(wiring, this::flows);
    }

    /**
     * Starts everything. Bad configuration fails here: maps that do not check, flows that do not load, a journal in use.
     *
     * @throws IllegalStateException naming what is wrong and where
     */
    public static DualWriteRuntime start(Settings settings) throws Exception {
        return start(settings, Clock.systemUTC());
    }

    /** The same by another clock: what is due, and every time that is kept, goes by it. */
    public static DualWriteRuntime start(Settings settings, Clock clock) throws Exception {
        return start(settings, Ways.STRAIGHT, clock);
    }

    /** The same with something before the two systems. */
    static DualWriteRuntime start(Settings settings, Ways ways, Clock clock) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME))
                .setLevel(Level.toLevel(settings.text("log.level")));
        Path maps = settings.integration().folder(settings.directory("routes.directory"));
        if (!Files.isDirectory(maps)) {
            throw new IllegalStateException("no flows here: found no folder " + maps
                    + "; start in the folder that has routes/, or set routes.directory");
        }
        if (Operating.running(settings).isPresent()) {
            throw new IllegalStateException(
                    "another dual-write runs here already; its state file is " + StateFile.in(settings)
                            + "; stop it first, or give this one its own state.directory and journal.url");
        }
        new Linting(settings).beforeStart();
        StateFile.ofStarting().write(settings);
        Wiring wiring = wired(settings, ways, clock);
        try {
            DualWriteRuntime runtime = new DualWriteRuntime(settings, wiring, CamelStart.main(settings));
            runtime.start();
            return runtime;
        } catch (Exception e) {
            StateFile.remove(settings);
            wiring.journal().close();
            throw e;
        }
    }

    private static Wiring wired(Settings settings, Ways ways, Clock clock) {
        try {
            return Wiring.of(settings, ways, clock);
        } catch (RuntimeException e) {
            StateFile.remove(settings);
            throw e;
        }
    }

    private void start() throws Exception {
        for (Side side : Side.values()) {
            Files.createDirectories(settings.directory("drop.directory").resolve(side.word()));
        }
        reports.settleMoved();
        RouteReload reload = CamelStart.start(main, settings, wiring, this::flows);
        control = new ControlPort(commands());
        new StateFile(control.port(), control.token(), ProcessHandle.current().pid()).write(settings);
        if (wiring.ways().lasting()) {
            startChores(reload);
        }
        wiring.maps().templates().ifPresent(templates -> {
            templates.running().forEach(template -> LOG.info("Data Integrator template: {}", template.name()));
            templates.missingPredecessors().forEach(LOG::warn);
        });
        LOG.info(
                "{} flows run; drop files into {}/finops and {}/dataverse",
                flows().size(),
                settings.directory("drop.directory"),
                settings.directory("drop.directory"));
    }

    private void startChores(RouteReload reload) {
        every(settings.time("routes.reload-interval").toMillis(), "reload", () -> look(reload));
        every(1000, "reports", reports::write);
        every(LOAD_STEP_MILLIS, "load", loading::step);
        every(settings.time("waiting.sweep-interval").toMillis(), "sweep", this::sweep);
        every(PURGE_INTERVAL_MILLIS, "purge", this::purge);
        CamelStart.metrics(main.getCamelContext(), wiring.clock())
                .ifPresent(metrics -> every(
                        5000, "metrics", () -> metrics.show(wiring.journal().status())));
    }

    private void every(long millis, String what, Runnable chore) {
        running.add(chores.scheduleWithFixedDelay(
                () -> {
                    try {
                        if (wiring.journal().available()) {
                            chore.run();
                        }
                    } catch (RuntimeException | Error e) {
                        LOG.warn("{} failed and is tried again: {}", what, e.toString(), e);
                    }
                },
                Math.min(millis, 1000),
                millis,
                TimeUnit.MILLISECONDS));
    }

    private void look(RouteReload reload) {
        wiring.maps().look();
        flowsBefore = flows();
        routes.writeLock().lock();
        try {
            CamelStart.bindSteps(main.getCamelContext(), wiring);
            reload.look();
        } finally {
            routes.writeLock().unlock();
        }
    }

    /** Parents that were created directly in the target are looked for, a page of them in one query. */
    private void sweep() {
        Optional<RowRef> last = Optional.empty();
        for (List<RowRef> page = wiring.journal().awaited(last, 500);
                !page.isEmpty();
                page = wiring.journal().awaited(last, 500)) {
            try {
                wiring.delivery().existing(page).forEach(wiring.journal()::arrived);
            } catch (IOException away) {
                LOG.debug("the sweep for parents is put off", away);
                return;
            }
            last = Optional.of(page.get(page.size() - 1));
        }
    }

    /**
     * The routes that consume changes. A reload stops the drop folders and waits for the file that is being taken in;
     * its intake, which asks this, must not wait for the reload: it gets the flows as they were before.
     */
    private Set<Flow> flows() {
        if (!notReloading()) {
            return flowsBefore;
        }
        try {
            Set<Flow> flows = new LinkedHashSet<>();
            for (Route route : main.getCamelContext().getRoutes()) {
                if (route.getEndpoint() instanceof SideEndpoint endpoint) {
                    Direction direction = Direction.from(endpoint.getComponent().side());
                    String map = endpoint.mapOf(route.getRouteId());
                    if (!wiring.maps().maps().isDormant(map)) {
                        flows.add(new Flow(map, direction));
                    }
                }
            }
            return flows;
        } finally {
            routes.readLock().unlock();
        }
    }

    private boolean notReloading() {
        try {
            return routes.readLock().tryLock(RELOAD_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The status document as JSON. Who reads that all is idle finds the reports saying the same. */
    public String status() {
        boolean filesWait = StatusDocument.filesWait(settings.directory("drop.directory"));
        Status status = wiring.journal().status();
        if (status.idle()) {
            reports.write();
        }
        return StatusDocument.of(
                wiring.journal(),
                status,
                flows(),
                true,
                filesWait,
                wiring.putOff().all());
    }

    private Map<String, Function<String, String>> commands() {
        Repairing repairing = new Repairing(wiring.journal(), wiring::maps);
        Map<String, Function<String, String>> commands = new LinkedHashMap<>(repairs(repairing));
        commands.put("/row", body -> LastRowDocument.of(wiring.journal(), body));
        commands.put("/load", this::load);
        commands.put("/explain", body -> new Explaining(wiring.journal(), maps()).explain(body));
        commands.put("/backup", body -> {
            wiring.journal().backup(Path.of(body));
            return body;
        });
        return commands;
    }

    private Map<String, Function<String, String>> repairs(Repairing repairing) {
        return Map.ofEntries(
                Map.entry("/status", body -> status()),
                Map.entry("/retry", body -> {
                    int rows = repairing.retry(body);
                    chores.execute(this::sweep);
                    return String.valueOf(rows);
                }),
                Map.entry("/errors", repairing::errors),
                Map.entry("/conflicts", repairing::conflicts),
                Map.entry("/edit", repairing::edit),
                Map.entry("/discard", repairing::discard),
                Map.entry("/number", this::number),
                Map.entry("/pause", body -> pausing().pause(body)),
                Map.entry("/resume", body -> pausing().resume(body)),
                Map.entry("/open", maps -> Repairing.openRows(wiring.journal(), maps)));
    }

    private void purge() {
        long rows = wiring.journal().purge(settings.retention(wiring.maps().maps()));
        if (rows > 0) {
            LOG.info("{} finished rows are purged from the journal; they stay counted", rows);
        }
    }

    private Pausing pausing() {
        return new Pausing(wiring.journal(), wiring.maps().maps());
    }

    private String number(String body) {
        try {
            JsonNode wanted = JSON.readTree(body);
            NumberedTable table = NumberedTable.of(
                    wanted.path("table").asText(), wiring.maps().maps(), MapSource.of(settings));
            return new NumberUpgrade(
                            settings, wiring.journal(), wiring.transports().get(Side.DATAVERSE), wiring.clock())
                    .run(table, wanted.path("apply").asBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Begins a load, looks at one, or gives it up.
     *
     * @param request as {@link LoadRequests} has it
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public String load(String request) {
        return LoadRequests.of(wiring.journal(), loading).answer(request);
    }

    /** Reads both systems back and compares them with what was agreed. */
    public Agreement.Finding agreement() throws IOException {
        Map<Side, String> roots =
                Map.of(Side.FINOPS, wiring.root(Side.FINOPS), Side.DATAVERSE, wiring.root(Side.DATAVERSE));
        return new Agreement(wiring.journal(), wiring.maps(), new SystemRows(wiring.transports(), roots)).find();
    }

    /** Rejected, refused and held rows, oldest first: for a person. */
    public List<io.dualwrite.journal.ReportRow> problems(int limit) {
        return wiring.journal().problems(limit);
    }

    public Settings settings() {
        return settings;
    }

    /** All that is known of the rows. */
    Journal journal() {
        return wiring.journal();
    }

    /** The maps in effect. */
    TableMaps maps() {
        return wiring.maps().maps();
    }

    /** Stops taking changes, finishes the batches in hand, closes the journal. */
    @Override
    public void close() {
        LOG.info("stopping; the batch in hand is finished first");
        running.forEach(chore -> chore.cancel(false));
        chores.shutdown();
        if (control != null) {
            control.close();
            StateFile.remove(settings);
        }
        main.stop();
        wiring.journal().close();
        LOG.info("stopped");
    }
}
