package io.dualwrite.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Direction;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which map is meant, and which way. */
final class FlowOptions {
    @Parameters(
            paramLabel = "map",
            description = "the map's name, as status lists it",
            completionCandidates = MapNames.class)
    private String map;

    @Option(
            names = "--direction",
            paramLabel = "word",
            converter = DirectionWord.class,
            completionCandidates = DirectionWord.class,
            description = "to-finops or to-dataverse; both unless told otherwise")
    private Direction direction;

    String map() {
        return map;
    }

    /** Null: both. */
    String direction() {
        return direction == null ? null : direction.word();
    }

    /** What was told of each flow, a line for each: {@code orders to-finops: paused}. */
    static ObjectNode document(String told) {
        ObjectNode document = JsonOption.document();
        document.putArray("flows");
        told.lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            String[] flow = parts[0].split(" ", 2);
            document.withArray("flows")
                    .addObject()
                    .put("map", flow[0])
                    .put("direction", flow[1])
                    .put("answer", parts[1]);
        });
        return document;
    }
}
