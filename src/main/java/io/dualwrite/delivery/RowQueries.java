package io.dualwrite.delivery;

import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableSide;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the journal's name of a row into a query for it. */
final class RowQueries {
    private final Schema schema;
    private final MapFacts facts;
    private final KeyValues keyValues;

    RowQueries(Schema schema, MapFacts facts, KeyValues keyValues) {
        this.schema = schema;
        this.facts = facts;
        this.keyValues = keyValues;
    }

    /** Nothing if neither the schema nor a map says which columns the key's values stand in. */
    Optional<HttpCall> of(RowRef row) {
        return of(row, List.of());
    }

    /**
     * Where this change of a map would find its row in Dataverse. Parts of the map's key that the journal's name does
     * not have, because F&O's key lacks them, are taken from the row.
     */
    Optional<HttpCall> of(Change change) {
        TableMap map = facts.named(change.map());
        Table table = map.dataverse().schema();
        RowRef row = new RowRef(Side.DATAVERSE, table.set(), change.key());
        List<String> rest = map.dataverse().keyWithoutCompany().stream()
                .filter(path -> !paths(map).contains(path) && !change.target().isBlank(path))
                .toList();
        if (rest.isEmpty()) {
            return of(row);
        }
        return key(table, row, paths(map), companyPath(map.dataverse())).map(key -> {
            ODataKey whole = key;
            for (String path : rest) {
                whole = keyValues.plus(whole, table, path, change.target().get(path));
            }
            return HttpCall.get(whole.query(table.set(), table.primaryId(), 2));
        });
    }

    /** @param more columns that the answer should have beside the GUID; on the Dataverse side only */
    Optional<HttpCall> of(RowRef row, List<String> more) {
        return schema.table(row.side(), row.table())
                .flatMap(table -> row.side() == Side.FINOPS ? finops(table, row) : dataverse(table, row, more));
    }

    /**
     * Where a change's row stands on a side.
     *
     * @param select columns; all if empty
     * @param expand a query option with its name, or nothing
     */
    Optional<HttpCall> of(Change change, Side side, List<String> select, Optional<String> expand) {
        TableMap map = facts.named(change.map());
        Table table = map.side(side).schema();
        Optional<String> more = side == Side.FINOPS ? Optional.of("cross-company=true") : expand;
        return key(change, map, side)
                .map(key -> select.isEmpty()
                        ? key.query(table.set(), 2)
                        : key.query(table.set(), String.join(",", select), 2))
                .map(url -> HttpCall.get(url + more.map(option -> "&" + option).orElse("")));
    }

    private Optional<ODataKey> key(Change change, TableMap map, Side side) {
        Table table = map.side(side).schema();
        RowRef row = new RowRef(side, table.set(), change.key());
        if (side == Side.FINOPS) {
            return finopsKey(table, row);
        }
        return change.link()
                .filter(link -> !change.given().repair())
                .flatMap(Link::dataverseId)
                .map(id -> ODataKey.empty().bare(table.primaryId(), id))
                .or(() -> key(table, row, paths(map), companyPath(map.dataverse())));
    }

    private static List<String> keyColumns(Table table) {
        return table.key().stream()
                .filter(column -> !column.equalsIgnoreCase(table.companyColumn()))
                .toList();
    }

    private Optional<ODataKey> finopsKey(Table table, RowRef row) {
        Optional<String> company = table.companyStriped() ? Optional.of(table.companyColumn()) : Optional.empty();
        return key(table, row, keyColumns(table), company);
    }

    private Optional<HttpCall> finops(Table table, RowRef row) {
        return finopsKey(table, row)
                .map(key -> key.query(table.set(), table.key().get(0), 1) + "&cross-company=true")
                .map(HttpCall::get);
    }

    private Optional<HttpCall> dataverse(Table table, RowRef row, List<String> more) {
        String select = String.join(
                ",", Stream.concat(Stream.of(table.primaryId()), more.stream()).toList());
        Optional<ODataKey> byMap = facts.with(Side.DATAVERSE, table.set()).stream()
                .flatMap(map -> key(table, row, paths(map), companyPath(map.dataverse())).stream())
                .findFirst();
        return byMap.or(() -> key(table, row, plainKey(table), companyPath(table)))
                .map(key -> HttpCall.get(key.query(table.set(), select, 2)));
    }

    private static List<String> paths(TableMap map) {
        return MapFacts.keyPairs(map).stream().map(MapFacts.KeyPair::dataverse).toList();
    }

    private static Optional<String> companyPath(TableSide side) {
        return side.companyField();
    }

    private static Optional<String> companyPath(Table table) {
        return table.companyStriped() ? Optional.of(table.companyColumn() + ".cdm_companycode") : Optional.empty();
    }

    private static List<String> plainKey(Table table) {
        return table.key().stream()
                .filter(column -> table.column(column).map(Column::type).orElse(ColumnType.TEXT) != ColumnType.LOOKUP)
                .toList();
    }

    private Optional<ODataKey> key(Table table, RowRef row, List<String> columns, Optional<String> company) {
        List<String> values = row.key().values();
        if (columns.isEmpty() || columns.size() != values.size()) {
            return Optional.empty();
        }
        ODataKey key = ODataKey.empty();
        for (int i = 0; i < columns.size(); i++) {
            key = keyValues.plus(key, table, columns.get(i), values.get(i));
        }
        boolean striped = company.isPresent() && row.key().company().isPresent();
        return Optional.of(
                striped
                        ? key.text(
                                company.get().replace('.', '/'),
                                row.key().company().get())
                        : key);
    }
}
