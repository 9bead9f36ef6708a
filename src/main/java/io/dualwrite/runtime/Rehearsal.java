package io.dualwrite.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.HistoryRow;
import io.dualwrite.journal.JournalCopy;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Link;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The whole program, with its flows and rules, over a copy of the journal and with other ways to the two systems: to see
 * what it would do. The journal, the drop folders and the state file are not touched; the copies are removed at the end.
 */
public final class Rehearsal implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final Path folder;
    private final Level loud;
    private final DualWriteRuntime runtime;
    private final Map<String, Path> files = new HashMap<>();
    private Instant begun = Instant.MIN;
    private long lastChange;
    private long lastDrop;
    private final Clock clock;

    /**
     * Copies the journal, of the running program if there is one, and starts.
     *
     * @throws IOException if the copies cannot be made
     * @throws IllegalStateException if maps or flows do not check, as at every start
     */
    public static Rehearsal start(Settings settings, Ways ways, Clock clock) throws IOException {
        Path folder = Files.createTempDirectory("dual-write-plan");
        try {
            return new Rehearsal(settings, new Passing(ways, clock), clock, folder);
        } catch (IOException | RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    /** Where a side's service is. */
    public static String root(Settings settings, Side side) {
        return Wiring.root(settings, side);
    }

    /** Nothing is looked after beside the rows. */
    private record Passing(Ways ways, Clock clock) implements Ways {
        @Override
        public Transport over(Side side, Transport real) {
            return ways.over(side, new PatientTransport(real, clock));
        }

        @Override
        public boolean lasting() {
            return false;
        }
    }

    private Rehearsal(Settings settings, Ways ways, Clock clock, Path folder) throws IOException {
        this.folder = folder;
        // also if the process is interrupted; it has copies of rows
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "dual-write-plan-cleaning"));
        Logger root = root();
        this.loud = root.getLevel();
        try {
            this.runtime = DualWriteRuntime.start(here(settings, copy(settings)), ways, clock);
        } catch (IOException | RuntimeException e) {
            root.setLevel(loud);
            throw e;
        } catch (Exception e) {
            root.setLevel(loud);
            throw new IllegalStateException(e.getMessage(), e);
        }
        this.clock = clock;
        mark();
    }

    /** What comes from now on is told of: {@link #rows}, {@link #drops}. */
    public void mark() {
        begun = clock.instant().plusMillis(1);
        lastChange = runtime.journal().lastChange();
        lastDrop = runtime.journal().lastDrop();
    }

    private JournalSettings copy(Settings settings) {
        JournalSettings journal = Operating.journalSettings(settings);
        boolean embedded = settings.text("journal.url").startsWith("jdbc:h2:");
        Optional<Path> backup = Operating.running(settings)
                .filter(running -> embedded)
                .map(running -> {
                    Path zip = folder.resolve("backup.zip");
                    running.backup(zip);
                    return zip;
                });
        return JournalCopy.of(journal, backup, folder);
    }

    private Settings here(Settings settings, JournalSettings journal) {
        Map<String, String> own = new HashMap<>();
        own.put("journal.url", journal.url());
        own.put("state.directory", folder.resolve("state").toString());
        own.put("drop.directory", folder.resolve("drop").toString());
        own.put(
                "routes.directory",
                settings.directory("routes.directory").toAbsolutePath().toString());
        own.put("drop.quiet-time", "0ms");
        own.put("delivery.first-delay", "100ms");
        own.put("delivery.longest-delay", "1s");
        own.put("log.level", "error");
        own.put("camel.main.name", "dual-write-plan");
        own.put("camel.management.port", "0");
        own.put("camel.management.host", "127.0.0.1");
        return settings.with(own);
    }

    /**
     * Drops a copy of a file.
     *
     * @return the name under which rows of it come back; another one than the file's if two have the same
     */
    public String drop(Side side, Path file) throws IOException {
        String name = file.getFileName().toString();
        Path drops = folder.resolve("drop").resolve(side.word());
        String company = company(file).map(code -> code + "/").orElse("");
        String free = name;
        for (int n = 2; files.containsKey(side.word() + "/" + company + free); n++) {
            int dot = name.lastIndexOf('.');
            free = dot < 0 ? name + "-" + n : name.substring(0, dot) + "-" + n + name.substring(dot);
        }
        files.put(side.word() + "/" + company + free, file);
        Path to = drops.resolve(company + free);
        Files.createDirectories(to.getParent());
        Path properties = DropFolder.propertiesOf(file);
        if (Files.exists(properties)) {
            Files.copy(properties, DropFolder.propertiesOf(to));
        }
        Path draft = Files.copy(file, folder.resolve("draft"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        return company + free;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Optional<String> company(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        boolean striped = parent != null
                && parent.getParent() != null
                && DropFolder.isCompanyFolder(parent)
                && Stream.of(Side.values()).anyMatch(side -> parent.getParent().endsWith(side.word()));
        return striped ? Optional.of(parent.getFileName().toString()) : Optional.empty();
    }

    /**
     * Waits until nothing is left to do.
     *
     * @param failure asked meanwhile; what it says ends the waiting
     * @throws IOException if it says something
     */
    public void rest(Supplier<Optional<IOException>> failure) throws IOException {
        while (!idle()) {
            Optional<IOException> failed = failure.get();
            if (failed.isPresent()) {
                throw failed.get();
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private boolean idle() {
        return !StatusDocument.filesWait(folder.resolve("drop"))
                && runtime.journal().status().idle();
    }

    /** The rows that were taken in or got an outcome since the mark, oldest first. */
    public List<HistoryRow> rows() {
        return runtime.journal().changesAfter(lastChange, begun);
    }

    /** Was the row there at the mark? */
    public boolean isOlder(HistoryRow row) {
        return row.id() <= lastChange;
    }

    /** The files that were dropped since the mark. */
    public List<Drop> drops() {
        return runtime.journal().dropsAfter(lastDrop);
    }

    /** The links of rows as they are now, deleted ones as well. */
    public Map<RowKey, Link> links(String map, Collection<RowKey> keys) {
        return runtime.journal().links(map, keys);
    }

    /** The maps in effect. */
    public TableMaps maps() {
        return runtime.maps();
    }

    @Override
    public void close() {
        root().setLevel(Level.OFF); // what a flow in hand meets when its journal closes is of no interest
        try {
            runtime.close();
        } finally {
            root().setLevel(loud);
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot remove " + folder + "; remove it by hand, it has rows", e);
        }
    }
}
