package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of rows without a number, and which rows share one, as JSON. */
final class NumberDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What became of a row; all but the first only where numbers were really to be given. */
    enum Result {
        TO_DO("to do"),
        DONE("done"),
        MEANWHILE("done by somebody else meanwhile"),
        REFUSED("refused");

        private final String words;

        Result(String words) {
            this.words = words;
        }
    }

    /**
     * A row that lacks something.
     *
     * @param etag the version that was read
     * @param number what it is to get; nothing if it has one
     * @param activate is it to be marked as an active customer?
     */
    record Wanted(String id, String name, String etag, Optional<String> number, boolean activate) {}

    private final ObjectNode document = JSON.createObjectNode();
    private final ArrayNode rows;
    private final ArrayNode duplicates;

    NumberDocument(NumberedTable table, boolean applied) {
        document.put("table", table.table().set());
        document.put("column", table.numbering().column());
        document.put("applied", applied);
        rows = document.putArray("rows");
        duplicates = document.putArray("duplicates");
    }

    /** @param why what Sales says, where it refused */
    void add(Wanted row, Result result, String why) {
        ObjectNode node = rows.addObject().put("id", row.id()).put("name", row.name());
        row.number().ifPresent(number -> node.put("number", number));
        node.put("activeCustomer", row.activate()).put("result", result.words).put("why", why);
    }

    void duplicate(NumberedTable table, List<Row> same) {
        ObjectNode node =
                duplicates.addObject().put("number", table.number(same.get(0)).orElse(""));
        ArrayNode list = node.putArray("rows");
        same.forEach(row -> list.addObject().put("id", table.id(row)).put("name", table.name(row)));
    }

    /** @param read how many rows Sales has */
    String text(long read, Map<Result, Integer> results) {
        document.put("read", read);
        ObjectNode counts = document.putObject("results");
        results.forEach((result, count) -> counts.put(result.words, count));
        return document.toString();
    }
}
