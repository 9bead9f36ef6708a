package io.dualwrite.runtime;

import io.dualwrite.compare.SystemRows;
import io.dualwrite.intake.Dropped;
import io.dualwrite.journal.Accepted;
import io.dualwrite.journal.FlowState;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.Load;
import io.dualwrite.journal.LoadPage;
import io.dualwrite.journal.LoadPart;
import io.dualwrite.journal.RowTooLarge;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rows of whole tables into the journal, some steps ahead of the flows that deliver them. How far a load is
 * stands in the journal alone: whichever process runs the flows goes on with it.
 */
final class Loading {
    /** Rows that may be in the journal without being through: delivery is never out of work, and no memory fills. */
    static final int AHEAD = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger("dual-write");
    private static final Duration PUT_OFF = Duration.ofSeconds(5);

    private final Wiring wiring;
    private final Journal journal;
    private final Supplier<Set<Flow>> flows;
    private final FlowSteps steps;
    private volatile boolean mayBeWork = true;
    private volatile String trouble = "";
    private Instant notBefore = Instant.MIN;
    private Reading reading;

    /** A part that is being read, and how. */
    private record Reading(long load, int part, PartRows rows, Optional<String> company) {}

    Loading(Wiring wiring, Supplier<Set<Flow>> flows) {
        this.wiring = wiring;
        this.journal = wiring.journal();
        this.flows = flows;
        this.steps = new FlowSteps(wiring.settings().directory("routes.directory"));
    }

    /** Begins a load, or goes on with the one that is not finished if it is the same. */
    Load begin(LoadOrder order) throws IOException {
        List<LoadPart> parts = plan(order).parts();
        refusePaused(parts, order.from());
        Optional<Load> unfinished = journal.unfinishedLoad();
        if (unfinished.isPresent()) {
            return resume(same(unfinished.get(), order, parts));
        }
        Load load = journal.beginLoad(order.from(), order.master(), order.company(), order.whole(), parts);
        LOG.info(
                "load {} begins: {} from {}",
                load.id(),
                tables(load),
                load.source().word());
        mayBeWork = true;
        return load;
    }

    LoadPlan plan(LoadOrder order) {
        return new LoadPlan(wiring.maps().maps(), wiring.schema(), flows.get(), order);
    }

    private static Load same(Load load, LoadOrder order, List<LoadPart> parts) {
        boolean same = load.source() == order.from()
                && load.master() == order.master()
                && load.company().equals(order.company())
                && asked(load.parts()).equals(asked(parts));
        if (!same) {
            throw new IllegalArgumentException("load " + load.id() + " of other rows is not finished: " + tables(load)
                    + " from " + load.source().word()
                    + "; go on with it (load --resume) or give it up (load --abandon) first");
        }
        return load;
    }

    private static List<List<Object>> asked(List<LoadPart> parts) {
        return parts.stream()
                .map(part -> List.<Object>of(part.table(), part.maps(), part.file()))
                .toList();
    }

    private static String tables(Load load) {
        return load.parts().stream().map(LoadPart::table).distinct().collect(Collectors.joining(", "));
    }

    /** @throws IllegalArgumentException if none is unfinished */
    Load resume() {
        return resume(journal.unfinishedLoad()
                .orElseThrow(() -> new IllegalArgumentException("no load is unfinished; begin one with --from")));
    }

    private Load resume(Load load) {
        refusePaused(load.parts(), load.source());
        journal.loadIs(load, Load.State.RUNNING, "");
        trouble = "";
        mayBeWork = true;
        return load;
    }

    /** What was read of it goes on its way; the rest is not read. */
    Load abandon() {
        Load load = journal.unfinishedLoad().orElseThrow(() -> new IllegalArgumentException("no load is unfinished"));
        journal.loadIs(load, Load.State.ABANDONED, "");
        return load;
    }

    /** Why it does not go on just now; empty if it does. */
    String trouble() {
        return trouble;
    }

    private void refusePaused(List<LoadPart> parts, Side from) {
        paused(parts, from).ifPresent(map -> {
            throw new IllegalArgumentException("the map " + map + " is paused, its rows would not go; resume it first:"
                    + " dual-write resume " + map + " --direction "
                    + Direction.from(from).word());
        });
    }

    private Optional<String> paused(List<LoadPart> parts, Side from) {
        return parts.stream()
                .flatMap(part -> part.maps().stream())
                .filter(map -> journal.state(map, Direction.from(from)) == FlowState.PAUSED)
                .findFirst();
    }

    /** Goes on as far as it can without getting too far ahead of the flows. */
    void step() {
        if (!mayBeWork || wiring.clock().instant().isBefore(notBefore)) {
            return;
        }
        Optional<Load> load = journal.unfinishedLoad().filter(one -> one.state() == Load.State.RUNNING);
        mayBeWork = load.isPresent();
        if (load.isEmpty()) {
            forget();
            return;
        }
        try {
            goOn(load.get());
            trouble = paused(load.get().parts(), load.get().source())
                    .map(map -> "the map " + map + " is paused")
                    .orElse("");
        } catch (FilePart.FileCannotBeLoaded | SystemRows.Refused refused) {
            stop(load.get(), refused);
        } catch (IOException away) {
            putOff(away);
        }
    }

    private void goOn(Load begun) throws IOException {
        Load load = begun;
        while (mayRead(load)) {
            read(load, load.next().orElseThrow());
            load = journal.unfinishedLoad().orElse(begun);
        }
        if (load.state() == Load.State.RUNNING && load.next().isEmpty() && journal.loadAhead(load, 1) == 0) {
            journal.loadIs(load, Load.State.DONE, "");
            LOG.info("load {} is done: {} rows read", load.id(), load.rowsRead());
        }
    }

    /** A table begins when the one before it is through: its rows are what others look up. */
    private boolean mayRead(Load load) {
        if (load.state() != Load.State.RUNNING || load.next().isEmpty() || !journal.available()) {
            return false;
        }
        return load.next().get().state() == LoadPart.State.OPEN
                ? !journal.hasQueued(load)
                : journal.loadAhead(load, AHEAD) < AHEAD;
    }

    private void read(Load load, LoadPart part) throws IOException {
        PartRows rows = rows(load, part);
        if (part.state() == LoadPart.State.OPEN) {
            start(load, part, rows.start());
            return;
        }
        Instant asked = wiring.clock().instant();
        try {
            PartRows.Page page = rows.page(part.nextPlace(), part.rowsRead());
            add(load, part, page, asked);
            if (page.last()) {
                forget();
            }
        } catch (SystemPart.ChangesForgotten forgotten) {
            LOG.warn("load {} reads {} whole: {}", load.id(), part.table(), forgotten.getMessage());
            start(load, part, systemPart(load, part, Optional.empty()).start());
        }
    }

    private void start(Load load, LoadPart part, PartRows.Start start) {
        journal.startPart(load, part, start.place(), start.changeLink(), start.all(), start.note());
    }

    private PartRows rows(Load load, LoadPart part) throws IOException {
        if (reading == null || reading.load() != load.id() || reading.part() != part.position()) {
            forget();
            reading = reading(load, part);
        }
        return reading.rows();
    }

    private Reading reading(Load load, LoadPart part) throws IOException {
        Optional<String> usual =
                load.company().or(() -> wiring.settings().optional(load.source().word() + ".company"));
        if (part.file().isEmpty()) {
            Optional<String> since = load.whole() ? Optional.empty() : journal.changeLink(part.scope());
            return new Reading(load.id(), part.position(), systemPart(load, part, since), usual);
        }
        FilePart file = new FilePart(
                part, load.source(), wiring.schema(), Acceptance.options(wiring.settings(), load.source()));
        return new Reading(load.id(), part.position(), file, file.company().or(() -> usual));
    }

    private SystemPart systemPart(Load load, LoadPart part, Optional<String> since) {
        Map<Side, String> roots =
                Map.of(Side.FINOPS, wiring.root(Side.FINOPS), Side.DATAVERSE, wiring.root(Side.DATAVERSE));
        return new SystemPart(
                new SystemRows(wiring.transports(), roots),
                load,
                part,
                maps(part),
                part.maps().stream().noneMatch(map -> hasRules(map, load.source())),
                since,
                ids -> agreed(load, part.table(), ids));
    }

    /** A rule may look at what the map does not name: such rows are read whole. Scales of money look at nothing else. */
    private boolean hasRules(String map, Side source) {
        Flow flow = new Flow(map, Direction.from(source));
        return steps.of(map + "." + flow.direction().word()).stream()
                .anyMatch(step -> !step.contains(".") && !step.equals("moneyScale"));
    }

    private List<TableMap> maps(LoadPart part) {
        return part.maps().stream().map(wiring.maps()::named).toList();
    }

    /** Rows that are gone, as both sides agreed on them. */
    private Map<String, Row> agreed(Load load, String table, List<String> ids) {
        Map<String, Row> rows = new LinkedHashMap<>();
        journal.linksById(table, ids).forEach((id, link) -> {
            if (load.company().isEmpty() || isOf(load.company().get(), link)) {
                rows.put(id, gone(link, table, id));
            }
        });
        return rows;
    }

    private static boolean isOf(String company, Link link) {
        return link.key().company().map(company::equalsIgnoreCase).orElse(true);
    }

    private Row gone(Link link, String table, String id) {
        String column =
                wiring.schema().table(Side.DATAVERSE, table).orElseThrow().primaryId();
        return link.image(Side.DATAVERSE).with(column, id);
    }

    private void add(Load load, LoadPart part, PartRows.Page page, Instant asked) {
        RowSorter sorter =
                new RowSorter(wiring.maps(), load.source(), maps(part), reading.company(), journal::numberFor);
        List<Accepted> rows = new ArrayList<>();
        for (Dropped row : page.rows()) {
            rows.addAll(sorter.sorted(row));
        }
        add(load, part, page, rows, asked);
    }

    private void add(Load load, LoadPart part, PartRows.Page page, List<Accepted> rows, Instant asked) {
        try {
            journal.addPage(
                    load,
                    part,
                    new LoadPage(
                            part.nextPlace(),
                            page.rows().size(),
                            rows,
                            asked,
                            page.nextPlace(),
                            page.last(),
                            page.changeLink()));
        } catch (RowTooLarge tooLarge) {
            List<Accepted> kept = rows.stream()
                    .map(row -> row.equals(tooLarge.row()) ? RowSorter.tooLarge(row, tooLarge.getMessage()) : row)
                    .toList();
            add(load, part, page, kept, asked);
        }
    }

    private void stop(Load load, IOException refused) {
        boolean forNow = refused instanceof SystemRows.Refused answer && answer.forNow();
        if (forNow) {
            putOff(refused);
            return;
        }
        forget();
        journal.loadIs(load, Load.State.STOPPED, refused.getMessage());
        LOG.error("load {} stops: {}", load.id(), refused.getMessage());
    }

    private void putOff(IOException away) {
        trouble = "reading is put off: " + away.getMessage();
        notBefore = wiring.clock().instant().plus(PUT_OFF);
    }

    private void forget() {
        if (reading != null) {
            reading.rows().close();
            reading = null;
        }
    }
}
