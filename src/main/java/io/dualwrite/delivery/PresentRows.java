package io.dualwrite.delivery;

import io.dualwrite.odata.FlatRow;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.Expansion;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that changes are about, as a side has them now: one batch of queries for all. */
final class PresentRows {
    /** The column by which Dataverse tells when a row was written last; rows of F&O do not tell. */
    static final String MODIFIED = "modifiedon";

    private final RowQueries queries;
    private final Map<Side, Finder> finders;
    private final MapFacts facts;
    private final ImageOf images;

    /**
     * @param raw as the system shows it
     * @param typed the fields of the map, as images have them
     * @param etag of the version that was read
     */
    record Seen(Row raw, Row typed, Optional<String> etag) {}

    PresentRows(RowQueries queries, Map<Side, Finder> finders, MapFacts facts, ImageOf images) {
        this.queries = queries;
        this.finders = finders;
        this.facts = facts;
        this.images = images;
    }

    /**
     * @param fields of the map that are wanted of each row; all the row has if none are named
     * @return the rows that are there, by change; what cannot be read is settled, and the change not among them
     */
    Map<Change, Seen> of(Side side, Map<Change, ? extends Collection<String>> fields) throws NotNow {
        List<Change> asked = new ArrayList<>();
        List<HttpCall> questions = new ArrayList<>();
        fields.forEach((change, names) -> question(side, change, names).ifPresent(question -> {
            asked.add(change);
            questions.add(question);
        }));
        List<Finder.Found> answers =
                questions.isEmpty() ? List.of() : finders.get(side).ask(questions);
        Map<Change, Seen> seen = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            Finder.Found answer = answers.get(i);
            Change change = asked.get(i);
            if (answer.refused().isPresent() || answer.rows().size() > 1) {
                change.settle(unreadable(side, change, answer));
            } else if (answer.rows().size() == 1) {
                Row row = Row.of(FlatRow.of(answer.rows().get(0)));
                seen.put(change, seen(side, change, row, fields.get(change)));
            }
        }
        return seen;
    }

    /** Who cannot look must not write, nor take the row for gone. */
    private static Outcome unreadable(Side side, Change change, Finder.Found answer) {
        return Outcome.rejected(
                "row-not-readable",
                "",
                answer.refused().orElse(answer.rows().size() + " rows") + " when asked for " + change.key() + " in "
                        + side.word(),
                "one row, or none, that the application user may read",
                "give it the right to read the table with the fields of the map, then retry the row");
    }

    private Optional<HttpCall> question(Side side, Change change, Collection<String> names) {
        TableMap map = facts.named(change.map());
        Table table = map.side(side).schema();
        if (names.isEmpty()) {
            return queries.of(
                    change, side, List.of(), side == Side.FINOPS ? Optional.empty() : Expansion.of(List.of(map)));
        }
        List<String> select =
                new ArrayList<>(List.of(side == Side.FINOPS ? table.key().get(0) : table.primaryId()));
        names.stream()
                .filter(name -> side == Side.FINOPS || !LookupPath.of(name).isLookup())
                .filter(name -> !select.contains(name))
                .forEach(select::add);
        table.column(MODIFIED).filter(column -> side == Side.DATAVERSE).ifPresent(column -> select.add(column.name()));
        return queries.of(change, side, select, side == Side.FINOPS ? Optional.empty() : Expansion.of(table, names));
    }

    private Seen seen(Side side, Change change, Row answer, Collection<String> names) {
        Row typed = images.typed(change.map(), side, change.key(), answer);
        Row raw = answer;
        for (String lookup : side == Side.FINOPS ? List.<String>of() : lookups(change, names)) {
            if (!typed.has(lookup)) {
                // A lookup that points nowhere has no row to expand.
                raw = raw.with(lookup, null);
                typed = typed.with(lookup, null);
            }
        }
        return new Seen(raw, typed, answer.text("@odata.etag"));
    }

    private List<String> lookups(Change change, Collection<String> names) {
        return facts.named(change.map()).fields().stream()
                .flatMap(field -> field.dataverse().stream())
                .filter(LookupPath::isLookup)
                .map(LookupPath::text)
                .filter(path -> names.isEmpty() || names.stream().anyMatch(path::equalsIgnoreCase))
                .toList();
    }
}
