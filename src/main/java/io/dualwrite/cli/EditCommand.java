package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.RowSelection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A failed row, mended where it is. */
@Command(
        name = "edit",
        description = "Changes the content of a rejected or held row and tries it again. What was dropped is kept.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done, or printed", "1:the row cannot be edited so, or it failed"},
        footer = {
            "",
            "Without --set-field and --from the row is opened in $EDITOR; where there is no terminal or no editor it is",
            "printed as JSON, to be given back with --from. The key must stay: drop a row with another key anew.",
            "",
            "With --json: id, edited, and whether the row goes; a row that is printed is JSON anyhow.",
            "",
            "Examples:",
            "  dual-write edit --id 4711 --set-field CurrencyCode=EUR",
            "  dual-write edit --id 4711 > row.json",
            "  dual-write edit --id 4711 --from row.json"
        })
final class EditCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = RowEditor.JSON;

    @Mixin
    private CommonOptions common;

    @Mixin
    private JsonOption json;

    @Option(names = "--id", paramLabel = "n", required = true, description = "the row's number, from errors --rows")
    private long id;

    @Option(
            names = "--set-field",
            paramLabel = "name=value",
            description = "a column's new value; nothing behind = empties it; may be given several times")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--from", paramLabel = "file", description = "the whole edited row as JSON")
    private Path from;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (from != null && !fields.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "found --from and --set-field; expected one of them");
        }
        try (Operating operating = Operating.of(common.settings())) {
            JsonNode row = row(operating);
            JsonNode edited = edited(row);
            if (edited == null) {
                say(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(row));
            } else if (edited.equals(row)) {
                told("is as it was; it is not tried again", false, false);
            } else if (operating.edit(id, edited)) {
                told("is edited and gets another try", true, true);
            } else {
                told("is edited and discarded: a later row of its key has overtaken it", true, false);
            }
            return 0;
        }
    }

    private JsonNode row(Operating operating) throws IOException {
        JsonNode row = JSON.readTree(operating.errors(RowSelection.of(id), true, 1))
                .path("rows")
                .path(0)
                .path("row");
        if (row.isMissingNode()) {
            throw new IllegalArgumentException("row " + id
                    + " is not rejected, refused or held; dual-write errors --rows lists what can be edited");
        }
        return row;
    }

    /** @return null if there is nobody to edit it */
    private JsonNode edited(JsonNode row) throws IOException, InterruptedException {
        if (from != null) {
            return RowEditor.read(Files.readString(from), from.toString());
        }
        if (fields.isEmpty()) {
            return RowEditor.edited(row);
        }
        ObjectNode edited = row.deepCopy();
        fields.forEach((name, value) -> edited.put(nameIn(row, name), value));
        return edited;
    }

    /** Columns are found in any case. */
    private static String nameIn(JsonNode row, String name) {
        for (var names = row.fieldNames(); names.hasNext(); ) {
            String known = names.next();
            if (known.equalsIgnoreCase(name)) {
                return known;
            }
        }
        return name;
    }

    private void told(String what, boolean edited, boolean goes) {
        json.print(
                spec.commandLine().getOut(),
                "row " + id + " " + what,
                JsonOption.document().put("id", id).put("edited", edited).put("goes", goes));
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
