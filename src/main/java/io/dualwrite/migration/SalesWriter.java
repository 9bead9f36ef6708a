package io.dualwrite.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Side;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.util.List;

/** Writes what Sales lacks, row by row in batches. A row that changed since it was read is left alone and told. */
final class SalesWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveSystem sales;
    private final int batchSize;
    private boolean stopped;

    SalesWriter(LiveSystem sales, int batchSize) {
        this.sales = sales;
        this.batchSize = batchSize;
    }

    /**
     * Stops at the first batch whose answer is not known; what was not tried then says so.
     *
     * @param drafts each with a row in Sales and something to write
     */
    void write(List<Draft> drafts) {
        for (int from = 0; from < drafts.size(); from += batchSize) {
            List<Draft> batch = drafts.subList(from, Math.min(from + batchSize, drafts.size()));
            if (stopped) {
                batch.forEach(SalesWriter::notTried);
            } else {
                send(batch);
            }
        }
    }

    private void send(List<Draft> batch) {
        try {
            List<HttpAnswer> answers =
                    sales.send(batch.stream().map(SalesWriter::call).toList());
            for (int i = 0; i < batch.size(); i++) {
                if (!answers.get(i).ok()) {
                    refused(batch.get(i), answers.get(i));
                }
            }
        } catch (IOException e) {
            stopped = true;
            batch.forEach(draft -> draft.error(
                    "answer-unknown",
                    Field.ID,
                    String.valueOf(e.getMessage()),
                    "an answer of Sales to every row",
                    "run again: rows that are done count as unchanged then"));
        }
    }

    private static void notTried(Draft draft) {
        draft.error(
                "not-tried",
                Field.ID,
                "Sales did not answer for the rows before",
                "the row written",
                "run again as soon as Sales answers");
    }

    private static HttpCall call(Draft draft) {
        SalesRow row = draft.current().orElseThrow();
        ObjectNode body = JSON.createObjectNode();
        draft.changes().forEach(cell -> put(body, draft.table(), cell));
        // With the version that was read: nothing is created, and nobody's change is written over.
        return HttpCall.patch(ODataKey.byId(draft.table().set(), row.id()), body.toString())
                .with("If-Match", row.etag().isEmpty() ? "*" : row.etag());
    }

    private static void put(ObjectNode body, ImportTable table, Cell cell) {
        String column = cell.target().column();
        switch (cell.target().kind()) {
            case BOOLEAN -> body.put(column, Boolean.parseBoolean(cell.value()));
            case OPTION -> body.put(column, Integer.parseInt(cell.value()));
            case DAY -> body.put(column, isDate(table, column) ? cell.value() : cell.text());
            case TEXT -> body.put(column, cell.value());
            case LOOKUP -> body.put(column + "@odata.bind", "/" + set(cell.target()) + "(" + cell.value() + ")");
        }
    }

    private static boolean isDate(ImportTable table, String column) {
        return Schema.shipped()
                .table(Side.DATAVERSE, table.set())
                .flatMap(schema -> schema.column(column))
                .filter(found -> found.type() == ColumnType.DATE)
                .isPresent();
    }

    private static String set(Target target) {
        return switch (target) {
            case COMPANY -> "cdm_companies";
            case CUSTOMER_GROUP -> "msdyn_customergroups";
            case INVOICE_CUSTOMER -> "accounts";
            default -> throw new IllegalStateException(target + " is no lookup");
        };
    }

    private static void refused(Draft draft, HttpAnswer answer) {
        boolean changed = answer.status() == 412;
        draft.error(
                changed ? "changed-meanwhile" : "refused",
                Field.ID,
                "Sales answers " + answer.status() + ": " + ODataError.of(answer),
                "the row written",
                changed
                        ? "somebody changed the row meanwhile: run again"
                        : "mend what Sales says, and run again: rows that are done stay as they are");
    }
}
