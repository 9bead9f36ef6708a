package io.dualwrite.journal;

import io.dualwrite.moment.Moments;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The durable memory of the runtime: what was dropped, what became of each row, and what both sides last agreed on.
 * Everything it says it has done is on disk. Safe for use by several threads; one process at a time.
 */
public final class Journal implements AutoCloseable {
    private final Database database;
    private final Drops drops;
    private final Additions additions;
    private final Claims claims;
    private final Recorder recorder;
    private final Closings closings;
    private final Arrivals arrivals;
    private final Repairs repairs;
    private final Pauses pauses;
    private final Edits edits;
    private final Discards discards;
    private final Failures failures;
    private final LastRows lastRows;
    private final Purge purge;
    private final Conflicts conflicts;
    private final Overview overview;
    private final GivenNumbers numbers;
    private final Loads loads;
    private final Histories histories;
    private final Memory memory = new Memory();

    private Journal(Database database, MapTables tables, Clock clock) {
        this.database = database;
        database.onWrite(memory::stirred);
        Outcomes outcomes = new Outcomes(clock);
        PutOff putOff = new PutOff(database, clock);
        OpenReferences references = new OpenReferences(clock);
        Wakes wakes = new Wakes(references);
        drops = new Drops(database, memory, wakes, clock);
        additions = new Additions(database, clock);
        conflicts = new Conflicts(database, clock);
        recorder = new Recorder(database, memory, outcomes, wakes, references, conflicts);
        closings = new Closings(database, memory, outcomes, clock);
        arrivals = new Arrivals(database, memory, wakes, tables);
        repairs = new Repairs(database, memory, outcomes);
        pauses = new Pauses(database, memory, outcomes, repairs);
        claims = new Claims(
                database,
                memory,
                new Headers(tables, memory),
                new Predecessors(memory),
                pauses,
                outcomes,
                putOff,
                clock);
        putOff.recover();
        edits = new Edits(database, memory, repairs, clock);
        discards = new Discards(database, memory, outcomes);
        failures = new Failures(database, memory);
        lastRows = new LastRows(database);
        purge = new Purge(database, memory, clock);
        overview = new Overview(database, memory, recorder, pauses);
        numbers = new GivenNumbers(database);
        loads = new Loads(database, memory, additions, wakes, clock);
        histories = new Histories(database);
        drops.removeUnfinished();
    }

    /**
     * Opens the journal, making or updating its tables.
     *
     * @param tables asked for the table of a header's map, whenever changes are claimed
     * @throws JournalUnavailable if it cannot be opened: malformed URL, in use by another process, no such folder
     */
    public static Journal open(JournalSettings settings, MapTables tables, Clock clock) {
        return open(settings, tables, clock, Moments.UNWATCHED);
    }

    /**
     * The same for a process that a test wants to die.
     *
     * @param moments is told of every commit that changes something
     */
    public static Journal open(JournalSettings settings, MapTables tables, Clock clock, Moments moments) {
        return new Journal(Database.open(settings, moments), tables, clock);
    }

    /** May work be taken? Not while the connection to a journal on PostgreSQL is lost; that is logged. */
    public boolean available() {
        return database.available();
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * A file is about to be read. What an unfinished earlier attempt at the same file left is removed, also a rejection
     * that a crash has cut off before the file was moved.
     */
    public Drop begin(Side side, String fileName, String contentHash, long size) {
        return drops.begin(side, fileName, contentHash, size);
    }

    /**
     * Adds rows of a file, all or none; durable on return, but seen by nobody until the drop is finished.
     *
     * @throws RowTooLarge if one of them is too large to keep; none is added then
     */
    public void add(Drop drop, List<Accepted> rows) {
        add(drop, "", rows);
    }

    /**
     * The same for rows of one file of a package.
     *
     * @param part the file's name in the package
     */
    public void add(Drop drop, String part, List<Accepted> rows) {
        additions.add(drop, part, rows);
    }

    /** The whole file is in: its rows may go now, and who waited for one of them on this side goes on. */
    public void finish(Drop drop, String entity) {
        finish(drop, entity, "");
    }

    /**
     * The whole file is in, but something about it is odd.
     *
     * @param note a sentence for the report, or empty
     */
    public void finish(Drop drop, String entity, String note) {
        drops.finish(drop, entity, note);
    }

    /**
     * The rows of a file that is being read repair the other side: what stands there now is compared, not what was agreed
     * on.
     *
     * @param master the side whose values stay in fields that both may change
     */
    public void repairs(Drop drop, Side master) {
        drops.repairs(drop, master);
    }

    /** The file as a whole is of no use; what was added of it is removed. */
    public void reject(Drop drop, String reason, String remedy) {
        drops.reject(drop, reason, remedy);
    }

    /** The file lies under this name in its last folder now. */
    public void moved(Drop drop, String newName) {
        drops.moved(drop, newName);
    }

    /** This very file, if a crash came between accepting and moving it: it must be moved, not read again. */
    public Optional<Drop> acceptedButNotMoved(Side side, String fileName, String hash) {
        return drops.acceptedButNotMoved(side, fileName, hash);
    }

    /** Files accepted or rejected whose move is outstanding, oldest first. */
    public List<Drop> notMoved() {
        return drops.notMoved();
    }

    /**
     * The reading of a file broke off, and it is not known when it goes on. What was read of it stays unseen, and is
     * removed when it is begun again, or at the next start; rows that came after it do not wait for it.
     */
    public void abandoned(Drop drop) {
        drops.abandoned(drop);
    }

    /** The newest file accepted before this one with the same content. */
    public Optional<Drop> earlierWithSameContent(Drop drop) {
        return drops.earlierWithSameContent(drop);
    }

    /**
     * Takes changes of one map and direction: those due for retry, then the queued ones, oldest first, at most one per
     * key and none behind an earlier one of its key. Lines whose header is missing or filtered are settled on the way.
     * Every batch must be handed back to {@link #record} or {@link #release}.
     */
    public Batch claim(String map, Direction direction, int limit) {
        return claims.claim(map, direction, limit);
    }

    /** Gives a batch back untouched; its changes are claimed again. */
    public void release(Batch batch) {
        claims.release(batch);
    }

    /**
     * Records a batch in one transaction: outcomes, links, images, open references, and whom all this wakes. Changes
     * without an outcome stay what they were and are claimed again. The batch is handed back also when this fails.
     */
    public void record(Batch batch, RecordContext context) {
        recorder.record(batch, context);
    }

    /**
     * What changes are in conflict about; durable on return. It stands in the place of what was told of the same changes
     * before.
     */
    public void disagreed(Map<Change, List<Conflict>> found) {
        conflicts.keep(found);
    }

    /**
     * Fields that both sides had changed, newest first.
     *
     * @param map of all maps if empty
     * @param openOnly only those that wait for a person
     */
    public List<FoundConflict> conflicts(Optional<String> map, boolean openOnly, int limit) {
        return conflicts.list(map, openOnly, limit);
    }

    /** How many there are of these. */
    public long conflictCount(Optional<String> map, boolean openOnly) {
        return conflicts.count(map, openOnly);
    }

    /**
     * The newest row of each key and direction of a map that a person may mean.
     *
     * @param key as reports have it, or without the company: {@code USMF F10248}, {@code F10248}
     */
    public List<LastRow> lastRows(String map, String key) {
        return lastRows.of(map, key);
    }

    /** The links of these rows of a map, deleted ones too; rows without one are not in the answer. */
    public Map<RowKey, Link> links(String map, Collection<RowKey> keys) {
        Map<RowKey, Link> links = new HashMap<>();
        database.read(handle -> LinkTable.find(handle, map, keys))
                .forEach((key, stored) -> links.put(key, stored.link()));
        return links;
    }

    /** All links of a map, oldest first, without the deleted ones. */
    public List<Link> links(String map) {
        return database.read(handle -> LinkTable.ofMap(handle, map));
    }

    /** The GUIDs of rows of a Dataverse table, from whichever map knows them. */
    public Map<RowKey, String> dataverseIds(String dataverseTable, Collection<RowKey> keys) {
        return database.read(handle -> LinkTable.ids(handle, dataverseTable, keys));
    }

    /** The links of Dataverse rows by GUID; if several maps know a row, the oldest link. */
    public Map<String, Link> linksById(String dataverseTable, Collection<String> ids) {
        return database.read(handle -> LinkTable.byId(handle, dataverseTable, ids));
    }

    /**
     * Rows whose pending fields may be written now: no change of theirs or of their lines is on its way in this
     * direction. Until they are handed back to {@link #closed} or {@link #giveBack}, neither they nor their lines are
     * claimed.
     */
    public List<Link> closable(String map, Direction direction, int limit) {
        return pauses.isPaused(map, direction) ? List.of() : closings.closable(map, direction, limit);
    }

    /** What became of pending fields. */
    public void closed(String map, Direction direction, List<Closing> results) {
        closings.closed(map, direction, results);
    }

    /** Hands closable rows back untouched. */
    public void giveBack(String map, Collection<Link> links) {
        closings.giveBack(map, links);
    }

    /** Closed rows were opened for their lines; to be told at once, before the lines are written. */
    public void reopened(String map, Direction direction, List<Reopening> reopenings) {
        closings.reopened(map, direction, reopenings);
    }

    /**
     * Rows that changes or open references wait for, in a fixed order.
     *
     * @param after the last one of the page before
     */
    public List<RowRef> awaited(Optional<RowRef> after, int limit) {
        return arrivals.awaited(after, limit);
    }

    /**
     * A row was found that others wait for. If it is a header, lines can go under it from now on.
     *
     * @param dataverseId its GUID, if it was found in Dataverse
     * @return how many changes go on
     */
    public int arrived(RowRef row, Optional<String> dataverseId) {
        return arrivals.arrived(row, dataverseId);
    }

    /**
     * The lines of a header as the source side of the direction has them, as far as is known: the images, with the rows
     * that are not delivered yet on top.
     */
    public Map<RowKey, Row> knownLines(String map, Direction direction, ParentKey parent) {
        return database.read(handle -> KnownLines.find(handle, map, direction, parent, memory.reading()));
    }

    /**
     * The number of a row of Sales that has none of its own: {@code ACC-01000-BVRCPS}. The same for the same row, always.
     *
     * @param table the Dataverse table
     * @param rowId the row's GUID
     */
    public String numberFor(String table, String prefix, String rowId) {
        return numbers.of(table, prefix, rowId);
    }

    /**
     * The numbers of many rows of Sales that have none of their own, by GUID. Who gets one here has it from now on.
     *
     * @param first the lowest sequence to use, behind what Sales has already
     */
    public Map<String, String> numbersFor(String table, String prefix, List<String> rowIds, long first) {
        return numbers.of(table, prefix, rowIds, first, true);
    }

    /** What {@link #numbersFor} would give; nothing is kept. */
    public Map<String, String> numbersToBe(String table, String prefix, List<String> rowIds, long first) {
        return numbers.of(table, prefix, rowIds, first, false);
    }

    /** Was an earlier change of this row from the same side taken: written, or equal to what both sides had? */
    public boolean spokeBefore(Change change) {
        return database.read(handle -> LinkTable.spokeBefore(handle, change));
    }

    /**
     * Gives rejected and held rows another try. A row that a later row of its key has overtaken goes with the later
     * values on top.
     *
     * @return how many rows the filter found
     */
    public int retry(RetryFilter filter) {
        return repairs.retry(filter);
    }

    /**
     * A person says which side wins in these rows, which are held for a conflict; others that the filter finds are left
     * alone.
     *
     * @return how many rows go
     */
    public int decide(RetryFilter filter, Side winner) {
        return repairs.decide(filter, winner);
    }

    /**
     * Changes the content of a rejected or held row and gives it another try. Its number and its place stay; so does
     * what was dropped, beside it. Its key must be the same: the caller has looked.
     *
     * @return whether it goes; not if a later row of its key, or a deletion, has overtaken it
     * @throws IllegalArgumentException if there is no such row, or it is not rejected or held
     */
    public boolean edit(long id, Row content) {
        return edits.edit(id, content);
    }

    /**
     * Gives rows up; rows that are done or under way are left alone. Without numbers in the filter only rejected,
     * refused and held ones are meant, and with a reason also waiting ones.
     *
     * @param reason a sentence for whoever looks later
     */
    public Discarded discard(RetryFilter filter, String reason) {
        return discards.discard(filter, reason);
    }

    /** Rejected, refused and held rows by cause, the most frequent first. */
    public List<FailureCause> causes(RetryFilter filter) {
        return failures.causes(filter);
    }

    /** Rows of these maps that are not through: on their way, waiting, or for a person; oldest first. */
    public List<OpenRow> openRows(List<String> maps, int limit) {
        return failures.open(maps, limit);
    }

    /** Rejected, refused and held rows with their content, oldest first. */
    public List<FailedRow> failedRows(RetryFilter filter, int limit) {
        return failures.rows(filter, limit);
    }

    /**
     * Forgets rows that are finished, a file's after the other; they stay counted. Links and images stay.
     *
     * @return how many rows were forgotten
     */
    public long purge(Retention retention) {
        return purge.run(retention);
    }

    /**
     * Nothing of this map and direction is claimed from now on; its changes queue up. What is under way is finished. It
     * lasts until {@link #resume}, over restarts.
     *
     * @return false if it was paused already
     */
    public boolean pause(String map, Direction direction) {
        return pauses.pause(map, direction);
    }

    /**
     * The map goes on in this direction. What was skipped does not stop later rows of its key; brought back, it goes
     * with their values on top.
     *
     * @param reason why rows are discarded; of no meaning otherwise
     * @return how many rows go, are kept or are given up; nothing if it is not paused, and nothing was done then
     */
    public Optional<Integer> resume(String map, Direction direction, Resume how, String reason) {
        return pauses.resume(map, direction, how, reason);
    }

    public FlowState state(String map, Direction direction) {
        return pauses.state(map, direction);
    }

    /**
     * A load begins; nothing is read yet.
     *
     * @param master the side whose values stay where both have a row
     * @param whole read everything, also where Sales could tell what changed
     * @param parts in the order in which they are to be read
     * @throws IllegalArgumentException if another one is not finished
     */
    public Load beginLoad(Side source, Side master, Optional<String> company, boolean whole, List<LoadPart> parts) {
        return loads.begin(source, master, company, whole, parts);
    }

    /** The load that is not finished, if there is one. */
    public Optional<Load> unfinishedLoad() {
        return loads.unfinished();
    }

    /** The load that was begun last. */
    public Optional<Load> newestLoad() {
        return loads.newest();
    }

    /** The link by which Sales tells what changed since this was loaded last, if it was loaded whole and through. */
    public Optional<String> changeLink(String scope) {
        return loads.changeLink(scope);
    }

    /**
     * Reading of a part begins.
     *
     * @param place from where on
     * @param changeLink by which Sales will tell what changed since now; or empty
     * @param all how many rows there are, if somebody knows
     * @param note a sentence for who looks, or empty
     */
    public void startPart(Load load, LoadPart part, String place, String changeLink, OptionalLong all, String note) {
        loads.start(load, part, place, changeLink, all, note);
    }

    /**
     * Adds a page of a load with the place behind it, in one transaction; nothing if it is there already, or the load
     * does not run any more.
     *
     * @throws RowTooLarge if one of its rows is too large to keep; nothing is added then
     */
    public void addPage(Load load, LoadPart part, LoadPage page) {
        loads.add(load, part, page);
    }

    /** @param problem why it is stopped; else empty */
    public void loadIs(Load load, Load.State state, String problem) {
        loads.state(load.id(), state, problem);
    }

    /** How many of a load's rows are queued or to be tried again, counted no further than asked for. */
    public long loadAhead(Load load, int most) {
        return loads.ahead(load, List.of("queued", "retrying"), most);
    }

    /** Has no flow taken up some of a load's rows yet? Those that are to be tried again do not count. */
    public boolean hasQueued(Load load) {
        return loads.ahead(load, List.of("queued"), 1) > 0;
    }

    /** What became of the rows of a load, by map; the purged ones are counted as well. */
    public List<RowCounts> loadCounts(Load load) {
        return loads.counts(load.id());
    }

    /** Where everything stands. */
    public Status status() {
        return overview.status();
    }

    /** Has one of these maps a change that no flow has settled yet? Paused ones are not waited for. */
    public boolean hasQueued(Collection<String> maps) {
        return overview.hasQueued(maps);
    }

    /** Rejected, refused and held rows of all files, oldest first. */
    public List<ReportRow> problems(int limit) {
        return overview.problems(limit);
    }

    /** The newest row there is; 0 without one. */
    public long lastChange() {
        return histories.last();
    }

    /** The newest file there is; 0 without one. */
    public long lastDrop() {
        return histories.lastDrop();
    }

    /** Rows that came after a row, or got an outcome since a moment; oldest first. */
    public List<HistoryRow> changesAfter(long last, Instant since) {
        return histories.after(last, since);
    }

    /** Files that came after a file, oldest first. */
    public List<Drop> dropsAfter(long last) {
        return histories.drops(last);
    }

    /** Everything that is kept of a row in one map, both directions, oldest first. */
    public List<HistoryRow> history(String map, RowKey key) {
        return histories.of(map, key);
    }

    /** Some keys of a map that have this text in them. */
    public List<RowKey> keysLike(String map, String text, int most) {
        return histories.near(map, text, most);
    }

    /**
     * Writes the journal as it is now into a file, while it goes on; on H2 only, PostgreSQL is read directly.
     *
     * @param zip does not exist yet
     */
    public void backup(java.nio.file.Path zip) {
        database.read(handle ->
                handle.execute("backup to '" + zip.toAbsolutePath().toString().replace("'", "''") + "'"));
    }

    /** Moved files with news since their last report. */
    public List<Drop> dirtyDrops() {
        return overview.dirtyDrops();
    }

    public DropReport report(Drop drop) {
        return overview.report(drop);
    }

    /** A report that shows this version of the drop was written. */
    public void reported(Drop drop, long version) {
        overview.reported(drop, version);
    }
}
