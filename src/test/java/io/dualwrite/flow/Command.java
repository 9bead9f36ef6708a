package io.dualwrite.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.cli.DualWrite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** A command as a person in a world's folder gives it, and what it says. */
record Command(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Command of(World world, String... words) {
        List<String> all = new ArrayList<>(List.of(words[0], "--home", world.home.toString()));
        Map<String, String> settings = world.settingsOfCommands();
        settings.forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
        all.addAll(List.of(words).subList(1, words.length));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return new Command(commandLine.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    JsonNode json() throws Exception {
        return JSON.readTree(out);
    }
}
