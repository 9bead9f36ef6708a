package io.dualwrite.delivery;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes mapped changes to the side they go to, and gives each an outcome. Safe for use by several threads; two
 * batches with changes of the same row must not be delivered at once.
 */
public final class Delivery {
    /** A row that vanishes while it is written is started over; more often than this is no accident. */
    private static final int MOST_PASSES = 4;

    private final MapFacts facts;
    private final Compare compare;
    private final Doubts doubts;
    private final Conflicts conflicts;
    private final Collisions collisions;
    private final WriteBack writeBack;
    private final Orders orders;
    private final Existing existing;
    private final Retries retries;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Map<Side, Remote> remotes;
    private final Map<Side, Writes> writes;
    private final Lanes lanes;

    /**
     * @param maps the table maps as they are now; asked for every batch
     * @param remotes the service of each side
     */
    public Delivery(
            Schema schema,
            Supplier<? extends Collection<TableMap>> maps,
            ImageOf images,
            Links links,
            Map<Side, Remote> remotes,
            DeliverySettings settings,
            Clock clock) {
        this(
                schema,
                maps,
                images,
                links,
                remotes,
                settings,
                settings.connections() == 1 ? Lanes.one() : new ThreadLanes(settings.connections()),
                clock);
    }

    /** @param lanes where the requests of one batch go side by side */
    public Delivery(
            Schema schema,
            Supplier<? extends Collection<TableMap>> maps,
            ImageOf images,
            Links links,
            Map<Side, Remote> remotes,
            DeliverySettings settings,
            Lanes lanes,
            Clock clock) {
        this.lanes = lanes;
        this.settings = settings;
        this.clock = clock;
        this.remotes = Map.copyOf(remotes);
        this.retries = new Retries(settings, clock);
        this.facts = new MapFacts(maps, schema);
        this.compare = new Compare(images, facts);
        KeyValues keyValues = new KeyValues(schema);
        RowQueries queries = new RowQueries(schema, facts, keyValues);
        Map<Side, Finder> finders = new LinkedHashMap<>();
        remotes.forEach((side, remote) -> finders.put(side, new Finder(remote, clock)));
        PresentRows present = new PresentRows(queries, finders, facts, images);
        this.doubts = new Doubts(facts, images, present, retries);
        this.collisions = new Collisions(facts, queries, links);
        this.conflicts = new Conflicts(facts, images, present, links, retries, collisions);
        this.existing = new Existing(schema, queries, finders);
        this.orders = new Orders(facts, links, remotes.get(Side.DATAVERSE), existing, retries, clock);
        this.writeBack = new WriteBack(facts);
        LookupPaths paths = new LookupPaths(schema, facts);
        Lookups lookups = new Lookups(links, finders.get(Side.DATAVERSE), keyValues, clock);
        Rejections rejections = new Rejections(facts);
        References references = new References(facts, paths, lookups, retries);
        Owners owners = new Owners(schema, facts, finders.get(Side.DATAVERSE), retries);
        EarlyRows early = new EarlyRows(facts, paths, existing, rejections, retries);
        Addresses addresses = new Addresses();
        Deletions deletions = new Deletions(queries, rejections);
        this.writes = Map.of(
                Side.DATAVERSE,
                        new DataverseWrites(
                                addresses, queries, references, owners, rejections, retries, collisions, deletions),
                Side.FINOPS, new FinopsWrites(addresses, early, collisions, deletions));
    }

    /**
     * For changes just claimed, before they are mapped: what was dropped may be older than what we wrote since. In
     * doubt the source system is asked, and its present values take the place of the dropped ones.
     */
    public void clearDoubts(Batch batch) {
        doubts.clear(batch.direction().source(), batch.open());
    }

    /** How many changes keep all connections busy. */
    public int appetite() {
        return settings.batchSize() * settings.connections();
    }

    /** Settles every change of the batch that is not settled yet, with the settings' batch size. */
    public void deliver(Batch batch) {
        deliver(batch, settings.batchSize());
    }

    /** Settles every change of the batch that is not settled yet. */
    public void deliver(Batch batch, int batchSize) {
        List<Change> open = batch.open();
        if (open.isEmpty()) {
            return;
        }
        Side side = batch.direction().target();
        Table table = facts.named(batch.map()).side(side).schema();
        List<Task> tasks = open.stream().map(change -> new Task(change, table)).toList();
        collisions.refuseStrangers(tasks);
        tasks = unsettled(tasks);
        tasks.forEach(task -> retries.guarding(task.change(), () -> compare(task, batch.map(), side)));
        tasks = unsettled(tasks);
        conflicts.look(side, tasks);
        tasks = unsettled(tasks);
        if (side == Side.DATAVERSE) {
            orders.reopen(tasks);
        } else {
            List<Task> upserts = tasks.stream().filter(task -> !task.isDelete()).toList();
            writeBack.start(upserts);
            new Sender(remotes.get(Side.DATAVERSE), retries, clock, batchSize, lanes).run(upserts);
        }
        write(unsettled(tasks), side, batchSize);
    }

    private void compare(Task task, String map, Side side) {
        if (task.isDelete()) {
            Deletions.passOver(task, facts.named(map).side(side.other()).schema());
        } else {
            compare.compare(task);
        }
    }

    private void write(List<Task> tasks, Side side, int batchSize) {
        Sender sender = new Sender(remotes.get(side), retries, clock, batchSize, lanes);
        List<Task> open = tasks;
        for (int pass = 0; pass < MOST_PASSES && !open.isEmpty(); pass++) {
            conflicts.look(side, open);
            open = unsettled(open);
            writes.get(side).prepare(open);
            open = unsettled(open);
            open.forEach(writes.get(side)::start);
            sender.run(open);
            open = unsettled(open);
        }
        open.forEach(task -> task.settle(retries.failed(
                task.change(), "target-changes", "what it needs comes and goes in the target while it is written")));
    }

    private static List<Task> unsettled(List<Task> tasks) {
        return tasks.stream().filter(task -> !task.settled()).toList();
    }

    /** Writes the pending state and status of headers whose lines are done. */
    public List<Closed> close(List<Link> headers) {
        return headers.isEmpty() ? List.of() : orders.close(headers);
    }

    /**
     * Which of these rows are there, with their GUID on the Dataverse side.
     *
     * @throws IOException if a side cannot answer now
     */
    public Map<RowRef, Optional<String>> existing(Collection<RowRef> rows) throws IOException {
        Map<RowRef, Optional<String>> there = new LinkedHashMap<>();
        for (Side side : Side.values()) {
            List<RowRef> ofSide =
                    rows.stream().filter(row -> row.side() == side).toList();
            if (!ofSide.isEmpty()) {
                there.putAll(existing.of(side, ofSide));
            }
        }
        return there;
    }

    /** When the side may be spoken to again; nothing if it may be now. */
    public Optional<Instant> closedUntil(Side side) {
        return remotes.get(side).gate().closedUntil();
    }

    /** For a change that no step settled: something failed that was not foreseen. */
    public Outcome unforeseen(Change change, String reason) {
        return retries.failed(change, "unforeseen", reason);
    }
}
