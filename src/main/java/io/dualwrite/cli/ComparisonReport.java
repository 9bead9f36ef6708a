package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.compare.Compared;
import io.dualwrite.compare.FieldDifference;
import io.dualwrite.compare.RowDifference;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.runtime.Reconciling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What a comparison found, for a person and for a script. */
final class ComparisonReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = System.lineSeparator();
    private static final List<String> COLUMNS = List.of(
            "map",
            "equal",
            "differ",
            "only in F&O",
            "only in Sales",
            "filtered in F&O",
            "filtered in Sales",
            "orphaned",
            "double",
            "in flight");

    private ComparisonReport() {}

    /** The rows of each map that differ, then a table of all maps. */
    static String text(List<Compared> compared, OpenRows open) {
        StringBuilder text = new StringBuilder();
        for (Compared map : compared) {
            text.append(map.map()).append(END);
            map.rows().forEach(row -> text.append(text(map.map(), row, open)));
            if (map.more() > 0) {
                text.append("  ")
                        .append(map.more())
                        .append(" more rows; --rows lists more")
                        .append(END);
            }
            map.notCompared()
                    .forEach(
                            left -> text.append("  not compared: ").append(left).append(END));
            text.append(END);
        }
        List<List<String>> table = new ArrayList<>(List.of(COLUMNS));
        compared.forEach(map -> table.add(line(map.map(), counts(map, open))));
        if (compared.size() > 1) {
            table.add(line(
                    "total",
                    LongStream.range(0, COLUMNS.size() - 1)
                            .map(i -> compared.stream()
                                    .mapToLong(map -> counts(map, open).get((int) i))
                                    .sum())
                            .boxed()
                            .toList()));
        }
        boolean agree = compared.stream().allMatch(Compared::agrees);
        return text + StatusTable.aligned(table, 1) + END + (agree ? "both sides agree" : "the two sides DIFFER");
    }

    private static List<Long> counts(Compared map, OpenRows open) {
        return List.of(
                map.equal(),
                map.differ(),
                map.onlyInFinops(),
                map.onlyInDataverse(),
                map.filteredInFinops(),
                map.filteredInDataverse(),
                map.orphaned(),
                map.doubles(),
                open.of(map.map()));
    }

    private static List<String> line(String name, List<Long> counts) {
        List<String> line = new ArrayList<>(List.of(name));
        counts.forEach(count -> line.add(String.valueOf(count)));
        return line;
    }

    private static String text(String map, RowDifference row, OpenRows open) {
        String note = (row.note().isEmpty() ? "" : " " + row.note())
                + open.why(map, row.key())
                        .map(state -> " [not through: " + state + "]")
                        .orElse("");
        return "  " + row.kind().words() + ": " + row.key() + note + END
                + row.fields().stream().map(field -> "    " + text(field) + END).collect(Collectors.joining());
    }

    private static String text(FieldDifference field) {
        String finops =
                field.finopsField().isEmpty() ? "" : field.finopsField() + " " + shown(field.finops()) + " in F&O, ";
        String sales = field.dataverseField().isEmpty()
                ? ""
                : field.dataverseField() + " " + shown(field.dataverse()) + " in Sales, ";
        return finops + sales + "to be " + shown(field.expected())
                + (field.direction() == Direction.TO_DATAVERSE ? " in Sales" : " in F&O");
    }

    private static String shown(Object value) {
        if (value == null || value.equals("")) {
            return "nothing";
        }
        return value instanceof BigDecimal number ? plain(number) : "'" + Row.asText(value) + "'";
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** {@code {"agree":false,"maps":[{"map":"accounts","equal":12,...,"rows":[...],"more":0}]}}. */
    static String json(List<Compared> compared, OpenRows open) {
        return document(compared, open).toString();
    }

    /** With {@code "repair":{"files":{"finops/CustomersV3-repair.jsonl":3},"left":[...]}}. */
    static String json(List<Compared> compared, OpenRows open, Reconciling.Planned plan) {
        ObjectNode report = document(compared, open);
        ObjectNode repair = report.putObject("repair");
        ObjectNode files = repair.putObject("files");
        plan.rows().forEach(files::put);
        plan.left().forEach(repair.putArray("left")::add);
        return report.toString();
    }

    private static ObjectNode document(List<Compared> compared, OpenRows open) {
        ObjectNode report =
                JSON.createObjectNode().put("agree", compared.stream().allMatch(Compared::agrees));
        ArrayNode maps = report.putArray("maps");
        for (Compared map : compared) {
            ObjectNode node = maps.addObject()
                    .put("map", map.map())
                    .put("equal", map.equal())
                    .put("differ", map.differ())
                    .put("onlyInFinops", map.onlyInFinops())
                    .put("onlyInDataverse", map.onlyInDataverse())
                    .put("filteredInFinops", map.filteredInFinops())
                    .put("filteredInDataverse", map.filteredInDataverse())
                    .put("orphaned", map.orphaned())
                    .put("doubles", map.doubles())
                    .put("inFlight", open.of(map.map()));
            ArrayNode rows = node.putArray("rows");
            map.rows().forEach(row -> rows.add(json(map.map(), row, open)));
            node.put("more", map.more());
            map.notCompared().forEach(node.putArray("notCompared")::add);
        }
        return report;
    }

    private static ObjectNode json(String map, RowDifference row, OpenRows open) {
        ObjectNode node = JSON.createObjectNode()
                .put("found", row.kind().words())
                .put("key", row.key())
                .put("note", row.note());
        open.why(map, row.key()).ifPresent(state -> node.put("notThrough", state));
        ArrayNode fields = node.putArray("fields");
        for (FieldDifference field : row.fields()) {
            fields.addObject()
                    .put("finopsField", field.finopsField())
                    .put("dataverseField", field.dataverseField())
                    .putPOJO("finops", field.finops())
                    .putPOJO("dataverse", field.dataverse())
                    .putPOJO("expected", field.expected())
                    .put("direction", field.direction().word());
        }
        return node;
    }
}
