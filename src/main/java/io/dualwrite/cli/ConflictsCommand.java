package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.Operating;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Fields that both sides changed at once, and which side's value stayed. */
@Command(
        name = "conflicts",
        description = "Fields that both systems had changed since they last agreed, with both values and whose stayed.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:none waits for a person", "1:some do, or it failed"},
        footer = {
            "",
            "Works with a running program and without one. Which side wins is said in the map, see docs/MAPS.md; in a",
            "map with conflicts: hold a person says so: dual-write retry --id 4711 --winner finops.",
            "The values are shown: personal data may be among them.",
            "",
            "With --json: conflicts (at, id, file, line, map, key, finopsField, dataverseField, finops, dataverse, agreed,",
            "policy, winner, open), open: how many wait, and more: how many are not listed.",
            "",
            "Examples:",
            "  dual-write conflicts",
            "  dual-write conflicts --open",
            "  dual-write conflicts --map orders --json"
        })
final class ConflictsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--map", paramLabel = "name", description = "only rows of this map")
    private String map;

    @Option(names = "--open", description = "only those that wait for a person")
    private boolean open;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "n",
            defaultValue = "1000",
            description = "most conflicts to list, newest first (default: ${DEFAULT-VALUE})")
    private int limit;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: found " + limit + ", expected 1 or more");
        }
        try (Operating operating = Operating.of(common.settings())) {
            String found = operating.conflicts(map, open, limit);
            JsonNode document = new ObjectMapper().readTree(found);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? found : shown(document));
            out.flush();
            return document.path("open").asLong() > 0 ? 1 : 0;
        }
    }

    private String shown(JsonNode document) {
        List<String> lines = new ArrayList<>();
        for (JsonNode conflict : document.path("conflicts")) {
            String field = conflict.path("finopsField").asText();
            lines.add(String.join(
                    "  ",
                    conflict.path("at").asText(),
                    "row " + conflict.path("id").asText(),
                    conflict.path("file").asText() + ":" + conflict.path("line").asText(),
                    conflict.path("map").asText(),
                    conflict.path("key").asText(),
                    field.isEmpty() ? conflict.path("dataverseField").asText() : field));
            lines.add("    finops " + value(conflict, "finops") + ", dataverse " + value(conflict, "dataverse")
                    + ", agreed was " + value(conflict, "agreed") + ": " + decision(conflict));
        }
        long more = document.path("more").asLong();
        if (more > 0) {
            lines.add(more + " more are not listed; narrow them, or raise --limit");
        }
        return lines.isEmpty() ? "no conflicts" : String.join(System.lineSeparator(), lines);
    }

    private static String value(JsonNode conflict, String side) {
        JsonNode value = conflict.path(side);
        return value.isTextual() ? "'" + value.asText().replaceAll("\\R", " ") + "'" : "nothing";
    }

    private static String decision(JsonNode conflict) {
        String winner = conflict.path("winner").asText();
        if (winner.equals("equal")) {
            return "both became equal";
        }
        if (!winner.isEmpty()) {
            return winner + " won (" + conflict.path("policy").asText() + ")";
        }
        return conflict.path("open").asBoolean()
                ? "held; to do: dual-write retry --id " + conflict.path("id").asText()
                        + " --winner finops (or dataverse)"
                : "nobody decided: the row was given up";
    }
}
