package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** A command answers in words, or as JSON. */
final class JsonOption {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    boolean wanted() {
        return json;
    }

    static ObjectNode document() {
        return JSON.createObjectNode();
    }

    void print(PrintWriter out, String words, JsonNode document) {
        out.println(json ? document.toString() : words);
        out.flush();
    }
}
