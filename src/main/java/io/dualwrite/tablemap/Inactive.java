package io.dualwrite.tablemap;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields by which a row of a table is put out of use and back into use: state and status in Dataverse, on hold for
 * everything in F&O, which has no other word for it.
 */
public record Inactive(Row off, Row on) {
    private static final String STATE = "statecode";
    private static final String STATUS = "statuscode";
    private static final String HOLD = "OnHoldStatus";

    /** Labels of the state of rows that are out of use; the first one that a table has. */
    private static final List<String> STATES = List.of("inactive", "retired", "canceled", "cancelled", "closed");

    /** Nothing if the table has no such field. */
    public static Optional<Inactive> of(Table table) {
        return table.side() == Side.FINOPS ? finops(table) : dataverse(table);
    }

    private static Optional<Inactive> finops(Table table) {
        return table.column(HOLD)
                .map(column -> new Inactive(
                        Row.empty().with(column.name(), "All"), Row.empty().with(column.name(), "No")));
    }

    private static Optional<Inactive> dataverse(Table table) {
        Map<String, String> states = options(table, STATE);
        return STATES.stream()
                .flatMap(label -> states.entrySet().stream()
                        .filter(state ->
                                state.getValue().toLowerCase(Locale.ROOT).startsWith(label)))
                .findFirst()
                .map(state -> new Inactive(fields(table, state.getKey()), fields(table, "0")));
    }

    private static Row fields(Table table, String state) {
        Row fields = Row.empty().with(STATE, new BigDecimal(state));
        return options(table, STATUS).entrySet().stream()
                .filter(status -> status.getValue().endsWith("[state " + state + "]"))
                .min(Comparator.comparing(status -> isCanceled(status.getValue()) ? 0 : 1))
                .map(status -> fields.with(STATUS, new BigDecimal(status.getKey())))
                .orElse(fields);
    }

    /** Of a closed quote: neither lost nor revised. */
    private static boolean isCanceled(String label) {
        return label.toLowerCase(Locale.ROOT).startsWith("cancel");
    }

    private static Map<String, String> options(Table table, String column) {
        return table.column(column).map(Column::options).orElse(Map.of());
    }
}
