package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.compare.FieldDifference;
import io.dualwrite.compare.Finds;
import io.dualwrite.compare.RowDifference;
import io.dualwrite.compare.RowDifference.Kind;
import io.dualwrite.intake.ContentHash;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the rows that make both systems the same as ordinary dropped files, each with the side that wins beside it: so a
 * plan of them can be looked at, and dropping them is the repair. What only a person can mend is left, and told.
 */
final class RepairFiles implements Finds, AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Path folder;
    private final Side winner;
    private final boolean delete;
    private final Map<Path, BufferedWriter> writers = new HashMap<>();
    private final Map<Path, Long> counts = new HashMap<>();
    private final List<String> left = new ArrayList<>();
    private final List<ObjectNode> rows = new ArrayList<>();

    /**
     * @param folder that gets a folder for each side
     * @param delete may rows be deleted that the side which wins does not have?
     */
    RepairFiles(Path folder, Side winner, boolean delete) {
        this.folder = folder;
        this.winner = winner;
        this.delete = delete;
    }

    @Override
    public void found(TableMap map, RowKey key, RowDifference difference, Optional<Row> finops, Optional<Row> sales)
            throws IOException {
        Map<Side, Optional<Row>> there = Map.of(Side.FINOPS, finops, Side.DATAVERSE, sales);
        boolean goes = difference.kind() == Kind.DIFFERS
                ? differs(map, difference, there)
                : alone(map, key, difference, there);
        if (goes) {
            rows.add(JSON.createObjectNode()
                    .put("map", map.name())
                    .put("key", key.text())
                    .put("found", difference.kind().words())
                    .put("print", print(difference)));
        } else {
            left.add(map.name() + " " + key + ": " + difference.kind().words() + " "
                    + (difference.note().isEmpty() ? "" : difference.note() + " ") + why(difference, there));
        }
    }

    private String why(RowDifference difference, Map<Side, Optional<Row>> there) {
        boolean loser = there.get(winner).isEmpty();
        return switch (difference.kind()) {
            case DOUBLE -> "(remove one of them by hand)";
            case ORPHANED ->
                "(bring its header back" + (loser && !delete ? ", or add --delete)" : ", or delete it by hand)");
            default ->
                loser && !delete
                        ? "(the map does not flow from there; --delete would delete it)"
                        : "(the map does not flow from there)";
        };
    }

    /** How two sides differ, in one word: if it is another word later, somebody changed the row. */
    static String print(RowDifference difference) {
        StringBuilder text = new StringBuilder(difference.kind().words());
        for (FieldDifference field : difference.fields()) {
            text.append('\n')
                    .append(field.finopsField())
                    .append('|')
                    .append(field.dataverseField())
                    .append('|')
                    .append(field.finops() == null ? "" : Row.asText(field.finops()))
                    .append('|')
                    .append(field.dataverse() == null ? "" : Row.asText(field.dataverse()));
        }
        return ContentHash.of(text.toString()).substring(0, 16);
    }

    /** The winner's row, and the other one for fields that flow from there only: the winner stays in all others. */
    private boolean differs(TableMap map, RowDifference difference, Map<Side, Optional<Row>> there) throws IOException {
        boolean goes = false;
        for (Side side : List.of(winner, winner.other())) {
            boolean wanted = difference.fields().stream()
                    .anyMatch(field -> flows(map, field, side) && (side == winner || !flows(map, field, winner)));
            if (wanted && there.get(side).isPresent()) {
                write(side, map.table(side), false, there.get(side).get());
                goes = true;
            }
        }
        return goes;
    }

    private static boolean flows(TableMap map, FieldDifference field, Side from) {
        Direction direction = Direction.from(from);
        Optional<FieldMapping> line =
                field.finopsField().isEmpty() ? Optional.empty() : map.fieldFor(Side.FINOPS, field.finopsField());
        return map.flows(direction) && line.map(known -> known.flows(direction)).orElse(field.direction() == direction);
    }

    private boolean alone(TableMap map, RowKey key, RowDifference difference, Map<Side, Optional<Row>> there)
            throws IOException {
        Side side = there.get(Side.FINOPS).isPresent() ? Side.FINOPS : Side.DATAVERSE;
        boolean whole = difference.kind() != Kind.ORPHANED && difference.kind() != Kind.DOUBLE;
        boolean gone = delete && side != winner && difference.kind() != Kind.DOUBLE;
        if (gone && map.flows(Direction.from(winner))) {
            write(winner, map.table(winner), true, MapKeys.named(map, winner, key));
            return true;
        }
        if (whole && !gone && map.flows(Direction.from(side))) {
            write(side, map.table(side), false, there.get(side).orElseThrow());
            return true;
        }
        return false;
    }

    private void write(Side side, String table, boolean deletion, Row row) throws IOException {
        Path file = folder.resolve(side.word()).resolve(table + "-repair" + (deletion ? "-delete" : "") + ".jsonl");
        BufferedWriter writer = writers.get(file);
        if (writer == null) {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    DropFolder.propertiesOf(file),
                    "master=" + winner.word() + "\n" + (deletion ? "operation=delete\n" : ""));
            writer = Files.newBufferedWriter(file);
            writers.put(file, writer);
        }
        writer.write(JSON.writeValueAsString(row.toMap()));
        writer.newLine();
        counts.merge(file, 1L, Long::sum);
    }

    /** By file, below the folder. */
    Map<Path, Long> counts() {
        return counts;
    }

    /** Rows that it cannot mend, with the reason. */
    List<String> left() {
        return left;
    }

    /** What was found of each row that goes. */
    List<ObjectNode> rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        for (BufferedWriter writer : writers.values()) {
            writer.close();
        }
    }
}
