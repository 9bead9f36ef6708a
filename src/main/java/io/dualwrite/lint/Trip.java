package io.dualwrite.lint;

import io.dualwrite.mapping.Mapping;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.rule.Rule;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A map and the rules of its flow, in one direction, run on a row that nobody dropped. */
final class Trip {
    private static final Place MADE = new Place("a row made for the check", 1);

    private final TableMap map;
    private final Direction direction;
    private final Mapping mapping;
    private final List<Rule> rules;
    private final Optional<Link> header;

    /**
     * @param source the row with the types of its columns
     * @param target what the other side gets; nothing if the row does not go
     * @param refusal why it does not go
     */
    record Arrival(Row source, Optional<Row> target, Optional<Outcome> refusal) {}

    /** @param parent the map of the header, if the map's rows are lines: the header has a currency */
    Trip(TableMap map, Optional<TableMap> parent, Direction direction, Schema schema, List<Rule> rules) {
        this.map = map;
        this.header = parent.map(Trip::header);
        this.direction = direction;
        this.mapping = Mapping.compile(map, direction, schema, SourceFormats.usual());
        this.rules = rules;
    }

    private static Link header(TableMap map) {
        Row finops = Row.of(Map.of("CurrencyCode", "USD"));
        Row dataverse = Row.of(Map.of("transactioncurrencyid.isocurrencycode", "USD"));
        RowKey key = RowKey.of("usmf", "A1");
        return new Link(map.name(), key, Optional.empty(), finops, dataverse, Side.FINOPS, "", Row.empty(), false);
    }

    Arrival go(Row row) {
        MapKeys.Found key = MapKeys.keyOf(map, direction.source(), row, Optional.of("usmf"));
        if (key.key().isEmpty()) {
            return new Arrival(row, Optional.empty(), key.outcome());
        }
        Change change = new Change(
                1, map.name(), direction, Operation.UPSERT, key.key().get(), MADE, row, Optional.empty(), header, 0);
        mapping.apply(change);
        for (Rule rule : rules) {
            if (!change.settled()) {
                rule.apply(change);
            }
        }
        Row source = mapping.sourceImage(change);
        return change.settled()
                ? new Arrival(source, Optional.empty(), change.outcome())
                : new Arrival(source, Optional.of(change.target().overlaidWith(change.last())), Optional.empty());
    }
}
