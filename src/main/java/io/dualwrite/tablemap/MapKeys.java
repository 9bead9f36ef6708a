package io.dualwrite.tablemap;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the key of a row. It is the same text on both sides: the company, and the values of the F&O key columns in
 * their order, each by its paired Dataverse path when it is read from a Dataverse row.
 */
public final class MapKeys {
    /** A day, or a moment of which the day counts, as drops have it once {@code Mapping.withKeyDays} has read it. */
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ].*)?");

    private static final int DAY_LENGTH = "2020-08-25".length();

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

    /**
     * The row with the key columns that it lacks, if the map derives them or gives numbers: as the row is called by us.
     *
     * @param key the row's key
     */
    public static Row completed(TableMap map, Side side, Row row, RowKey key) {
        Row filled = derived(map, side, row);
        Optional<String> column = map.numbering().map(Numbering::column).filter(name -> side == Side.DATAVERSE);
        boolean fill =
                column.isPresent() && filled.has(map.dataverse().schema().primaryId()) && filled.isBlank(column.get());
        return fill ? filled.with(column.get(), key.values().get(0)) : filled;
    }

    /** The columns or paths of a side by which it names this row, and nothing else. */
    public static Row named(TableMap map, Side side, RowKey key) {
        Row row = Row.empty();
        List<String> names = keyNames(map, side);
        for (int i = 0; i < names.size(); i++) {
            row = row.with(names.get(i), key.values().get(i));
        }
        Optional<String> field = map.side(side).companyField();
        return field.isPresent() && key.company().isPresent()
                ? row.with(field.get(), key.company().get())
                : row;
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
            if (value.isEmpty() && !mayBeBlank(map, side, name)) {
                return Found.none(missing(map, side, row, name, "key-missing", "a value: it is part of the row's key"));
            }
            ColumnType type = type(map, side, name);
            if (value.isPresent()
                    && isDate(type)
                    && !DAY.matcher(value.get().strip()).matches()) {
                return Found.none(noDate(side, name, value.get()));
            }
            values.add(normalised(type, value.orElse("")));
        }
        Optional<String> of = companyIn(map, side, row).or(() -> company.filter(code -> !code.isBlank()));
        // In the older solution rows of Sales have no company of their own; those of F&O have.
        Optional<String> companyField = map.side(side)
                .companyField()
                .or(() -> map.side(side.other()).companyField().map(field -> "company"));
        if (companyField.isPresent() && of.isEmpty()) {
            return Found.none(
                    missing(map, side, row, companyField.get(), "company-missing", "the code of the row's company"));
        }
        return Found.of(RowKey.of(companyField.flatMap(field -> of), values));
    }

    /** A setting may be for one color of a product or for all: then that part of its key is blank. */
    private static boolean mayBeBlank(TableMap map, Side side, String name) {
        return map.fieldFor(side, name).filter(FieldMapping::optional).isPresent();
    }

    private static Outcome missing(TableMap map, Side side, Row row, String name, String reason, String expected) {
        String remedy = "fill " + name + " in every row of " + map.table(side) + " and drop the file again"
                + (reason.equals("company-missing")
                        ? ", or drop it into the folder of its company, or set " + side.word()
                                + ".company or the file's company property"
                        : "");
        return Outcome.rejected(reason, name, row.has(name) ? "nothing" : "no such column", expected, remedy);
    }

    private static Outcome noDate(Side side, String name, String found) {
        return Outcome.rejected(
                "bad-value",
                name,
                "'" + found + "'",
                "a date such as 2020-08-25, 2020-08-25T12:00:00Z or 8/25/2020: it is part of the row's key",
                "correct the value and drop the row again, or set " + side.word() + ".csv.date-format");
    }

    private static ColumnType type(TableMap map, Side side, String name) {
        String finopsName = side == Side.FINOPS ? name : paired(map, Side.DATAVERSE, name);
        return map.finops().schema().column(finopsName).map(Column::type).orElse(ColumnType.TEXT);
    }

    private static boolean isDate(ColumnType type) {
        return type == ColumnType.DATE || type == ColumnType.DATE_TIME;
    }

    /**
     * {@code 1.0000} is {@code 1}: one side keeps decimals where the other counts. And {@code 2020-08-25T12:00:00Z} is
     * {@code 2020-08-25}: F&O writes a day as a moment, Dataverse as a day.
     */
    private static String normalised(ColumnType type, String value) {
        String text = value.strip();
        if (isDate(type) && !text.isEmpty()) {
            return text.substring(0, DAY_LENGTH);
        }
        boolean number = type.isNumber() && text.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?");
        return number ? new BigDecimal(text).stripTrailingZeros().toPlainString() : value;
    }
}
