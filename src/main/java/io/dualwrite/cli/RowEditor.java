package io.dualwrite.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A row as JSON in the editor of whoever sits at the terminal. */
final class RowEditor {
    /** Amounts keep every digit. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RowEditor() {}

    /** @return null without a terminal or without {@code EDITOR} */
    static JsonNode edited(JsonNode row) throws IOException, InterruptedException {
        String editor = System.getenv("EDITOR");
        if (editor == null || editor.isBlank() || !isTerminal()) {
            return null;
        }
        Path file = Files.createTempFile("dual-write-row", ".json"); // only its owner can read it
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(row));
            List<String> command = new ArrayList<>(List.of(editor.strip().split("\\s+")));
            command.add(file.toString());
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(
                        "the editor " + editor + " ended with " + exit + "; the row is as it was");
            }
            return read(Files.readString(file), "what the editor saved");
        } finally {
            Files.delete(file);
        }
    }

    /** From Java 22 on there is a console also without a terminal; it says itself what it is. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }

    static JsonNode read(String text, String where) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    where + " is no JSON: " + e.getOriginalMessage() + "; expected {\"column\": \"value\", ...}", e);
        }
    }
}
