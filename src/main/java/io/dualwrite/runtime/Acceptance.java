package io.dualwrite.runtime;

import io.dualwrite.intake.BrokenRow;
import io.dualwrite.intake.ContentHash;
import io.dualwrite.intake.DataPackage;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.intake.DropName;
import io.dualwrite.intake.DropReport;
import io.dualwrite.intake.Dropped;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.intake.FileWatch;
import io.dualwrite.intake.Format;
import io.dualwrite.intake.PackageLimits;
import io.dualwrite.intake.PackageUnusable;
import io.dualwrite.intake.ReadOptions;
import io.dualwrite.intake.ReportWriter;
import io.dualwrite.intake.RowReader;
import io.dualwrite.intake.RowSource;
import io.dualwrite.journal.Accepted;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.RowTooLarge;
import io.dualwrite.moment.Moments;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rows into the journal: the bean {@code journal} that the drop folders' routes call, and any other transport's
 * route. A file's rows are durable before it leaves the drop folder.
 */
public final class Acceptance {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    private final Journal journal;
    private final LiveMaps maps;
    private final Schema schema;
    private final Settings settings;
    private final Supplier<Set<Flow>> flows;
    private final FileWatch watch;
    private final PutOffFiles putOff;
    private final Clock clock;
    private final Moments moments;

    /** What came first is read first: rows are numbered as they are read, and their numbers are their order. */
    private final Map<Side, Lock> turns =
            Map.of(Side.FINOPS, new ReentrantLock(true), Side.DATAVERSE, new ReentrantLock(true));

    Acceptance(
            Journal journal,
            LiveMaps maps,
            Schema schema,
            Settings settings,
            Supplier<Set<Flow>> flows,
            FileWatch watch,
            PutOffFiles putOff,
            Clock clock,
            Moments moments) {
        this.journal = journal;
        this.maps = maps;
        this.schema = schema;
        this.settings = settings;
        this.flows = flows;
        this.watch = watch;
        this.putOff = putOff;
        this.clock = clock;
        this.moments = moments;
    }

    /**
     * Takes the rows of a message: a dropped file, or any body that can be read as text together with the header {@code
     * entity}. Headers: {@code side} (finops or dataverse), {@code entity} and {@code company} for a body without a
     * file; {@code format} (csv or json) if the body is not JSON.
     *
     * @throws FileRejected if a body that is no file cannot be read as rows; a file ends in {@code rejected/} instead
     */
    public void accept(Exchange exchange) throws FileRejected, IOException {
        Side side = Side.of(exchange.getMessage().getHeader("side", "", String.class));
        if (exchange.getMessage().getBody() instanceof GenericFile<?> file) {
            acceptReadable(side, Path.of(file.getAbsoluteFilePath()));
        } else {
            acceptBody(side, exchange);
        }
    }

    /** A file that cannot be read stays where it is, with a report beside it, and is tried again when it changes. */
    private void acceptReadable(Side side, Path file) throws IOException {
        if (Files.isReadable(file)) {
            turns.get(side).lock();
            try {
                acceptOrPutOff(side, file);
            } finally {
                turns.get(side).unlock();
            }
        } else if (watch.unreadable(file)) {
            FileRejected reason = new FileRejected(
                    "file-unreadable",
                    "a file that this program may not read",
                    "a file that the user of this program may read",
                    "give it read permission; it is then taken by itself");
            ReportWriter.write(
                    DropReport.rejected(file.getFileName().toString(), "", "", "", clock.instant(), reason),
                    DropFolder.reportOf(file));
            LOG.warn("{} stays where it is: {}", file, reason.getMessage());
        }
    }

    private void acceptOrPutOff(Side side, Path file) {
        if (putOff.holdsUp(file)) {
            return;
        }
        try {
            acceptFile(side, file);
            watch.forget(file);
            putOff.taken(file);
        } catch (IOException | RuntimeException e) {
            putOff.failed(file, e, !(e instanceof NotMoved));
        }
    }

    private void acceptFile(Side side, Path file) throws IOException {
        String hash = Files.isSymbolicLink(file) ? "" : ContentHash.of(file);
        DropFolder folder = folderOf(side, file);
        String name = folder.nameOf(file);
        Optional<Drop> finished = journal.acceptedButNotMoved(side, name, hash);
        if (finished.isPresent()) {
            moveToDone(folder, finished.get(), file);
            return;
        }
        Drop drop = journal.begin(side, name, hash, Files.size(file));
        try {
            refuseLink(file);
            if (DataPackage.isPackage(file)) {
                acceptPackage(drop, file);
            } else {
                acceptRows(drop, file);
            }
            moveToDone(folder, drop, file);
        } catch (FileRejected rejected) {
            reject(folder, drop, file, hash, rejected);
        } catch (PackageUnusable unusable) {
            reject(folder, drop, file, hash, unusable.rejection());
        } catch (UncheckedIOException failed) {
            if (!(failed.getCause() instanceof PackageUnusable unusable)) {
                journal.abandoned(drop);
                throw failed.getCause();
            }
            reject(folder, drop, file, hash, unusable.rejection());
        } catch (IOException | RuntimeException failed) {
            journal.abandoned(drop);
            throw failed;
        }
    }

    /** Who may write into the drop folder could have any file read that this program's user may read. */
    private static void refuseLink(Path file) throws FileRejected {
        if (Files.isSymbolicLink(file)) {
            throw new FileRejected(
                    "link",
                    "a link, which was not followed",
                    "the file itself",
                    "copy or move the file into the folder");
        }
    }

    private void acceptRows(Drop drop, Path file) throws FileRejected, IOException {
        Side side = drop.side();
        DropName described = DropName.of(file, tables(side));
        described.master().ifPresent(master -> journal.repairs(drop, master));
        List<TableMap> reading = reading(side, described.table());
        try (RowSource rows = RowReader.open(file, described.format(), described.applyTo(options(side)))) {
            take(drop, described.table(), rows, reading, companyOf(side, described, file));
        }
    }

    /** A file of a package whose rows some flow takes. */
    private record UsablePart(DataPackage.Part part, DropName name, List<TableMap> reading) {}

    /** One drop, its files in the order in which their rows need each other. */
    private void acceptPackage(Drop drop, Path file) throws FileRejected, IOException {
        try (DataPackage pack = DataPackage.open(file, PackageLimits.DEFAULT)) {
            List<String> notes = new ArrayList<>();
            int read = 0;
            for (UsablePart usable : usable(drop.side(), file, pack, notes)) {
                Optional<String> company = companyOf(drop.side(), usable.name(), file);
                read += readPart(drop, pack, usable, company, notes) ? 1 : 0;
            }
            if (read == 0) {
                throw new FileRejected(
                        "zip-unusable",
                        String.join("; ", notes),
                        "at least one file of an entity for which a flow exists in routes/",
                        "export the package with such an entity and drop it again");
            }
            journal.finish(drop, "data package", String.join("; ", notes));
            notes.forEach(note -> LOG.warn("{}: {}", drop.name(), note));
        }
    }

    private List<UsablePart> usable(Side side, Path file, DataPackage pack, List<String> notes)
            throws FileRejected, IOException {
        List<TableMap> order = maps.maps().order().maps();
        List<UsablePart> usable = new ArrayList<>();
        for (DataPackage.Part part : pack.parts(notes)) {
            try {
                DropName name = DropName.ofPart(file, part, tables(side));
                usable.add(new UsablePart(part, name, reading(side, name.table())));
            } catch (FileRejected rejected) {
                notes.add(part.name() + " is not read: " + rejected.getMessage());
            }
        }
        usable.sort(Comparator.comparingInt(
                one -> one.reading().stream().mapToInt(order::indexOf).min().orElse(0)));
        return usable;
    }

    private boolean readPart(
            Drop drop, DataPackage pack, UsablePart usable, Optional<String> company, List<String> notes)
            throws IOException {
        DropName name = usable.name();
        try (RowSource rows = pack.open(usable.part(), name.applyTo(options(drop.side())))) {
            String note = takeRows(drop, usable.part().name(), name.table(), rows, usable.reading(), company);
            if (!note.isEmpty()) {
                notes.add(usable.part().name() + ": " + note);
            }
            return true;
        } catch (FileRejected rejected) {
            notes.add(usable.part().name() + " is not read: " + rejected.getMessage());
            return false;
        }
    }

    /** Of rows that do not name theirs: the file's properties, its folder, the setting. */
    private Optional<String> companyOf(Side side, DropName name, Path file) {
        return name.company().or(() -> folderOf(side, file).companyOf(file)).or(() -> company(side));
    }

    private Function<String, Optional<String>> tables(Side side) {
        return any -> schema.table(side, any).map(Table::set);
    }

    /** The side's drop folder, also for a file in a company's folder; a route may read another folder. */
    private DropFolder folderOf(Side side, Path file) {
        DropFolder ofSide = new DropFolder(settings.directory("drop.directory").resolve(side.word()), moments);
        return ofSide.companyOf(file).isPresent() ? ofSide : new DropFolder(file.getParent(), moments);
    }

    private void acceptBody(Side side, Exchange exchange) throws FileRejected, IOException {
        String entity = exchange.getMessage().getHeader("entity", "", String.class);
        Optional<String> company = Optional.ofNullable(exchange.getMessage().getHeader("company", String.class));
        Format format =
                exchange.getMessage().getHeader("format", "json", String.class).equalsIgnoreCase("csv")
                        ? Format.CSV
                        : Format.JSON;
        String table = schema.table(side, entity)
                .map(Table::set)
                .orElseThrow(() -> new FileRejected(
                        "name-unknown",
                        "header entity = '" + entity + "'",
                        "the name of a table or entity",
                        "set the header entity in the route"));
        acceptText(
                side,
                exchange.getExchangeId(),
                table,
                format,
                exchange.getMessage().getBody(String.class),
                company);
    }

    /** Does any flow take rows of this table? */
    boolean takes(Side side, String table) {
        Direction direction = Direction.from(side);
        return maps.maps().reading(side, table).stream()
                .anyMatch(map -> flows.get().contains(new Flow(map.name(), direction)));
    }

    /**
     * Takes the rows of a text as if it had been dropped.
     *
     * @param name what the drop is called in the journal; no two that are read at the same time may have the same
     * @param company of rows that do not name theirs; without it the setting counts
     * @throws FileRejected if nobody takes such rows, or there is none that can be read
     */
    void acceptText(Side side, String name, String table, Format format, String text, Optional<String> company)
            throws FileRejected, IOException {
        turns.get(side).lock();
        try {
            takeText(side, name, table, format, text.getBytes(StandardCharsets.UTF_8), company);
        } finally {
            turns.get(side).unlock();
        }
    }

    private void takeText(Side side, String name, String table, Format format, byte[] body, Optional<String> company)
            throws FileRejected, IOException {
        Drop drop = journal.begin(side, name, ContentHash.of(new ByteArrayInputStream(body)), body.length);
        try (InputStream in = new ByteArrayInputStream(body);
                RowSource rows = RowReader.open(in, name, format, options(side))) {
            take(drop, table, rows, reading(side, table), company.or(() -> company(side)));
            journal.moved(drop, "");
        } catch (FileRejected rejected) {
            journal.reject(drop, rejected.reason(), rejected.remedy());
            throw rejected;
        } catch (IOException | RuntimeException failed) {
            journal.abandoned(drop);
            throw failed;
        }
    }

    private void take(Drop drop, String table, RowSource rows, List<TableMap> reading, Optional<String> company)
            throws FileRejected {
        String note = takeRows(drop, "", table, rows, reading, company);
        journal.finish(drop, table, note);
        if (!note.isEmpty()) {
            LOG.warn("{}: {}", drop.name(), note);
        }
    }

    /**
     * @param part the file in a package, or empty
     * @return what is odd about the file, or nothing
     */
    private String takeRows(
            Drop drop, String part, String table, RowSource rows, List<TableMap> reading, Optional<String> company)
            throws FileRejected {
        rows.expectColumns(name -> isColumn(drop.side(), table, name));
        RowSorter sorter = new RowSorter(maps, drop.side(), reading, company, journal::numberFor);
        RowChunk chunk = new RowChunk();
        long count = 0;
        Optional<BrokenRow> firstBroken = Optional.empty();
        boolean readable = false;
        while (rows.hasNext()) {
            Dropped row = rows.next();
            if (row instanceof BrokenRow broken) {
                firstBroken = firstBroken.or(() -> Optional.of(broken));
            } else {
                readable = true;
            }
            chunk.add(sorter.sorted(row));
            count++;
            if (chunk.full()) {
                add(drop, part, chunk.rows());
                chunk = new RowChunk();
            }
        }
        if (!readable) {
            throw noRow(firstBroken);
        }
        add(drop, part, chunk.rows());
        LOG.info("{} accepted from {}: {} rows of {}", drop.name(), drop.side().word(), count, table);
        return unread(drop.side(), table, rows.header());
    }

    /** Columns that neither system nor map knows are most often misspelt. Expanded lookups have names of their own. */
    private String unread(Side side, String table, List<String> header) {
        List<String> unknown = header.stream()
                .filter(name -> !name.contains(".") && !name.contains("@") && !name.startsWith("_"))
                .filter(name -> !isColumn(side, table, name))
                .toList();
        return unknown.isEmpty()
                ? ""
                : "columns of the file that nobody knows and that were left out: "
                        + String.join(", ", unknown.subList(0, Math.min(10, unknown.size())))
                        + (unknown.size() > 10 ? " and " + (unknown.size() - 10) + " more" : "")
                        + "; if one of them is misspelt, correct the header and drop the file again";
    }

    private static FileRejected noRow(Optional<BrokenRow> firstBroken) {
        return firstBroken
                .map(broken -> new FileRejected(
                        "no-row-readable",
                        "not one row that can be read; the first, line "
                                + broken.place().line() + ": " + broken.found(),
                        broken.expected(),
                        broken.remedy()))
                .orElseGet(() -> new FileRejected(
                        "file-empty", "no row", "at least one row", "export the rows again and drop the file"));
    }

    private void add(Drop drop, String part, List<Accepted> rows) {
        try {
            journal.add(drop, part, rows);
        } catch (RowTooLarge tooLarge) {
            add(
                    drop,
                    part,
                    rows.stream()
                            .map(row ->
                                    row.equals(tooLarge.row()) ? RowSorter.tooLarge(row, tooLarge.getMessage()) : row)
                            .toList());
        }
    }

    /** The maps that a table's rows go to; if all of them flow the other way only, they say so. */
    private List<TableMap> reading(Side side, String table) throws FileRejected {
        Direction direction = Direction.from(side);
        List<TableMap> taking = maps.maps().reading(side, table).stream()
                .filter(map -> map.flows(direction))
                .toList();
        List<TableMap> reading = taking.isEmpty()
                ? maps.maps().reading(side, table)
                : taking.stream()
                        .filter(map -> flows.get().contains(new Flow(map.name(), direction)))
                        .toList();
        if (reading.isEmpty()) {
            throw new FileRejected(
                    "no-flow",
                    "rows of " + table + " from " + side.word(),
                    "a table for which a flow exists in routes/",
                    "add a map and a route for it, or drop another table's rows; then drop the file again");
        }
        return reading;
    }

    private boolean isColumn(Side side, String table, String name) {
        String root = name.split("[.@]", 2)[0].replaceFirst("^_(.+)_value$", "$1");
        Table columns = schema.table(side, table).orElseThrow();
        return columns.column(root).isPresent()
                || maps.maps().reading(side, table).stream()
                        .anyMatch(map -> map.fieldFor(side, name).isPresent());
    }

    private ReadOptions options(Side side) {
        return options(settings, side);
    }

    /** How files of a side are read, as the settings say. */
    static ReadOptions options(Settings settings, Side side) {
        return ReadOptions.DEFAULT
                .withDelimiter(settings.delimiter(side))
                .withOperationColumn(settings.text(side.word() + ".csv.operation-column"));
    }

    private Optional<String> company(Side side) {
        return settings.optional(side.word() + ".company");
    }

    private void moveToDone(DropFolder folder, Drop drop, Path file) throws IOException {
        Path done = moved(() -> folder.toDone(file));
        journal.moved(drop, done.getFileName().toString());
    }

    private void reject(DropFolder folder, Drop drop, Path file, String hash, FileRejected rejected)
            throws IOException {
        journal.reject(drop, rejected.reason(), rejected.remedy());
        Path kept = moved(() -> folder.toRejected(file));
        journal.moved(drop, kept.getFileName().toString());
        ReportWriter.write(
                DropReport.rejected(drop.name(), "", "", hash, clock.instant(), rejected), DropFolder.reportOf(kept));
        LOG.warn("{} rejected: {}", drop.name(), rejected.getMessage());
    }

    private static Path moved(Callable<Path> move) throws IOException {
        try {
            return move.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new NotMoved(e);
        }
    }

    /** What is to be known of the file is in the journal; only its place is wrong. */
    private static final class NotMoved extends IOException {
        NotMoved(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
