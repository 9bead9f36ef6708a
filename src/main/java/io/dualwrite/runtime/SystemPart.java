package io.dualwrite.runtime;

import io.dualwrite.compare.RowsQuery;
import io.dualwrite.compare.SystemRows;
import io.dualwrite.intake.Dropped;
import io.dualwrite.intake.DroppedRow;
import io.dualwrite.journal.Load;
import io.dualwrite.journal.LoadPart;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A table as part of a load, read where it stands. A place is the URL of a page. Dataverse is asked for a link by which it
 * tells what changed since: such a query can neither expand nor filter, so it gives the ids alone, once before the rows are
 * read whole, and later those of the rows to be read again.
 */
final class SystemPart implements PartRows {
    private static final String CHANGES = "changes ";
    private static final int TRACKED_PAGE = 5_000;
    private static final int IDS_IN_A_QUERY = 40;

    private final SystemRows systems;
    private final Load load;
    private final LoadPart part;
    private final List<TableMap> maps;
    private final RowsQuery form;
    private final boolean mappedOnly;
    private final Optional<String> changesSince;
    private final Function<List<String>, Map<String, Row>> deleted;

    /**
     * @param mappedOnly does no rule look at columns that the maps do not name?
     * @param changesSince the link that an earlier load of the same left
     * @param deleted rows of Dataverse as they were agreed on last, by GUID
     */
    SystemPart(
            SystemRows systems,
            Load load,
            LoadPart part,
            List<TableMap> maps,
            boolean mappedOnly,
            Optional<String> changesSince,
            Function<List<String>, Map<String, Row>> deleted) {
        this.systems = systems;
        this.load = load;
        this.part = part;
        this.maps = List.copyOf(maps);
        this.form = new RowsQuery(maps, load.source());
        this.mappedOnly = mappedOnly;
        this.changesSince = changesSince;
        this.deleted = deleted;
    }

    /** Sales does not know any more what changed since: everything is to be read. */
    static final class ChangesForgotten extends IOException {
        private static final long serialVersionUID = 1;

        ChangesForgotten(String message) {
            super(message);
        }
    }

    private RowsQuery query() {
        RowsQuery query = new RowsQuery(maps, load.source()).company(load.company());
        return mappedOnly ? query.mappedOnly() : query;
    }

    @Override
    public Start start() throws IOException {
        if (load.source() == Side.FINOPS) {
            String counted =
                    new RowsQuery(maps, Side.FINOPS).company(load.company()).options();
            return new Start(whole(), "", systems.count(part.table(), counted), "");
        }
        if (changesSince.isPresent()) {
            return new Start(
                    CHANGES + changesSince.get(),
                    changesSince.get(),
                    OptionalLong.empty(),
                    "what changed since it was loaded last");
        }
        try {
            return tracked();
        } catch (SystemRows.Refused refused) {
            if (refused.forNow()) {
                throw refused;
            }
            return new Start(
                    whole(),
                    "",
                    OptionalLong.empty(),
                    "Sales does not track changes of this table, so each load reads all of it: "
                            + refused.getMessage());
        }
    }

    private String whole() {
        return systems.url(load.source(), query().text());
    }

    /** The link first, the rows then: what changes meanwhile is read twice, not missed. */
    private Start tracked() throws IOException {
        String id = maps.get(0).dataverse().schema().primaryId();
        Optional<String> next = Optional.of(systems.url(Side.DATAVERSE, part.table() + "?$select=" + id));
        Optional<String> changes = Optional.empty();
        long rows = 0;
        while (next.isPresent()) {
            SystemRows.Page page = systems.trackedPage(next.get(), TRACKED_PAGE);
            rows += page.rows().size();
            changes = page.changes();
            next = page.next();
        }
        return new Start(
                whole(),
                changes.orElse(""),
                load.company().isEmpty() ? OptionalLong.of(rows) : OptionalLong.empty(),
                "");
    }

    @Override
    public Page page(String place, long before) throws IOException {
        if (place.startsWith(CHANGES)) {
            return changes(place.substring(CHANGES.length()), before);
        }
        SystemRows.Page page = systems.page(load.source(), place, PAGE);
        return new Page(
                dropped(page.rows(), before),
                page.next().orElse(""),
                page.next().isEmpty(),
                Optional.empty());
    }

    private Page changes(String url, long before) throws IOException {
        SystemRows.Page page = changed(url);
        String id = maps.get(0).dataverse().schema().primaryId();
        List<String> ids = page.rows().stream()
                .flatMap(row -> row.text(id).stream())
                .distinct()
                .toList();
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_IN_A_QUERY) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_IN_A_QUERY));
            systems.each(Side.DATAVERSE, query().ids(some).text(), rows::add);
        }
        List<Dropped> all = new ArrayList<>(dropped(rows, before));
        deleted.apply(page.deleted())
                .values()
                .forEach(row -> all.add(dropped(row, before + all.size() + 1, Operation.DELETE)));
        return new Page(
                all,
                page.next().map(next -> CHANGES + next).orElse(""),
                page.next().isEmpty(),
                page.changes());
    }

    private SystemRows.Page changed(String url) throws IOException {
        try {
            return systems.page(Side.DATAVERSE, url, PAGE);
        } catch (SystemRows.Refused refused) {
            if (refused.forNow()) {
                throw refused;
            }
            throw new ChangesForgotten(refused.getMessage());
        }
    }

    private List<Dropped> dropped(List<Row> rows, long before) {
        List<Dropped> dropped = new ArrayList<>();
        for (Row row : rows) {
            dropped.add(dropped(form.asDropped(row), before + dropped.size() + 1, Operation.UPSERT));
        }
        return dropped;
    }

    private Dropped dropped(Row row, long line, Operation operation) {
        return new DroppedRow(new Place(part.table(), line), row, operation);
    }
}
