package io.dualwrite.tablemap;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the key of a row. It is the same text on both sides: the company, and the values of the F&O key columns in
 * their order, each by its paired Dataverse path when it is read from a Dataverse row.
 */
public final class MapKeys {
    /** A key, or why there is none. */
    public record Found(Optional<RowKey> key, Optional<Outcome> outcome) {
        static Found of(RowKey key) {
            return new Found(Optional.of(key), Optional.empty());
        }

        static Found none(Outcome why) {
            return new Found(Optional.empty(), Optional.of(why));
        }
    }

    private MapKeys() {}

    /**
     * The row's key. A row without one is rejected, naming the column; unless the map's filter drops it anyhow.
     *
     * @param company the company of rows that do not say theirs
     */
    public static Found keyOf(TableMap map, Side side, Row row, Optional<String> company) {
        Found found = key(map, side, row, company, keyNames(map, side));
        boolean dropped = found.key().isEmpty()
                && map.side(side)
                        .filter()
                        .filter(filter -> filter.missingIn(row).isEmpty() && !filter.passes(row))
                        .isPresent();
        return dropped
                ? Found.none(Outcome.filtered(
                        "map-filter", map.side(side).filter().orElseThrow().text()))
                : found;
    }

    /**
     * The key of the header of a line.
     *
     * @param parent the map that {@link TableMaps#parentOf} gives
     */
    public static Found parentKeyOf(TableMap map, TableMap parent, Side side, Row line, Optional<String> company) {
        String lookup = TableMaps.parentLookup(map).orElse("");
        List<String> names = keyNames(parent, Side.DATAVERSE).stream()
                .map(path -> lookup + "." + path)
                .map(path -> side == Side.DATAVERSE ? path : paired(map, Side.DATAVERSE, path))
                .toList();
        return key(map, side, line, company, names);
    }

    /** The row with blank key columns filled as the map says under {@code derive}. */
    public static Row derived(TableMap map, Side side, Row row) {
        Row filled = row;
        if (side == Side.DATAVERSE) {
            for (Map.Entry<String, String> pair : map.derive().entrySet()) {
                boolean fill = filled.isBlank(pair.getKey()) && !filled.isBlank(pair.getValue());
                filled = fill ? filled.with(pair.getKey(), filled.get(pair.getValue())) : filled;
            }
        }
        return filled;
    }

    /** The company a row says it belongs to. */
    public static Optional<String> companyIn(TableMap map, Side side, Row row) {
        return companyNames(map, side).stream()
                .flatMap(name -> row.text(name).stream())
                .findFirst();
    }

    private static List<String> companyNames(TableMap map, Side side) {
        Optional<String> field = map.side(side).companyField();
        if (side == Side.FINOPS || field.isEmpty()) {
            return field.stream().toList();
        }
        String path = field.get();
        String own = map.dataverse().schema().companyColumn() + ".cdm_companycode";
        // a line's company stands on its header; exports of lines often carry it on the line as well
        return List.of(path, own, "msdyn_company.cdm_companycode", "msdyn_companyid.cdm_companycode");
    }

    private static List<String> keyNames(TableMap map, Side side) {
        return map.finops().keyWithoutCompany().stream()
                .map(column -> side == Side.FINOPS ? column : paired(map, Side.FINOPS, column))
                .toList();
    }

    private static String paired(TableMap map, Side side, String name) {
        return map.fields().stream()
                .filter(field -> field.name(side).filter(name::equalsIgnoreCase).isPresent())
                .map(field -> field.name(side.other()).orElse(""))
                .filter(other -> map.side(side.other()).key().stream().anyMatch(other::equalsIgnoreCase))
                .findFirst()
                .orElse(name);
    }

    private static Found key(TableMap map, Side side, Row given, Optional<String> company, List<String> names) {
        Row row = derived(map, side, given);
        List<String> values = new ArrayList<>();
        for (String name : names) {
            Optional<String> value = LookupPath.of(name).nameIn(row).flatMap(row::text);
            if (value.isEmpty()) {
                return Found.none(missing(map, side, row, name, "key-missing", "a value: it is part of the row's key"));
            }
            values.add(isNumber(map, side, name) ? normalised(value.get()) : value.get());
        }
        Optional<String> of = companyIn(map, side, row).or(() -> company.filter(code -> !code.isBlank()));
        Optional<String> companyField = map.side(side).companyField();
        if (companyField.isPresent() && of.isEmpty()) {
            return Found.none(
                    missing(map, side, row, companyField.get(), "company-missing", "the code of the row's company"));
        }
        return Found.of(RowKey.of(companyField.flatMap(field -> of), values));
    }

    private static Outcome missing(TableMap map, Side side, Row row, String name, String reason, String expected) {
        String remedy = "fill " + name + " in every row of " + map.table(side) + " and drop the file again"
                + (reason.equals("company-missing")
                        ? ", or set " + side.word() + ".csv.company or the file's company property"
                        : "");
        return Outcome.rejected(reason, name, row.has(name) ? "nothing" : "no such column", expected, remedy);
    }

    private static boolean isNumber(TableMap map, Side side, String name) {
        String finopsName = side == Side.FINOPS ? name : paired(map, Side.DATAVERSE, name);
        return map.finops()
                .schema()
                .column(finopsName)
                .map(Column::type)
                .filter(type -> type.isNumber())
                .isPresent();
    }

    /** {@code 1.0000} is {@code 1}: one side keeps decimals where the other counts. */
    private static String normalised(String value) {
        return value.strip().matches("[+-]?\\d{1,30}(\\.\\d{1,30})?")
                ? new BigDecimal(value.strip()).stripTrailingZeros().toPlainString()
                : value;
    }
}
