package io.dualwrite.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of an endpoint of ours, as its component's own description has them. */
final class EndpointOptions {
    private static final int MOST_ROWS = 1000;

    private final Map<String, JsonNode> options = new TreeMap<>();

    /** @param scheme {@code finops} or {@code dataverse} */
    EndpointOptions(String scheme) {
        String resource = "META-INF/io/dualwrite/component/" + scheme + ".json";
        try (InputStream in = EndpointOptions.class.getClassLoader().getResourceAsStream(resource)) {
            new ObjectMapper().readTree(in).path("properties").properties().forEach(option -> {
                if (option.getValue().path("kind").asText().equals("parameter")) {
                    options.put(option.getKey(), option.getValue());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " of this program", e);
        }
    }

    List<String> names() {
        return List.copyOf(options.keySet());
    }

    boolean has(String name) {
        return options.containsKey(name) || name.startsWith("scheduler.");
    }

    /** What the value should be, if it is not that. */
    Optional<String> misfit(String name, String value) {
        JsonNode option = options.getOrDefault(name, MissingNode.getInstance());
        if (name.equals("batchSize")) {
            boolean fits =
                    value.matches("\\d{1,4}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= MOST_ROWS;
            return fits ? Optional.empty() : Optional.of("1 to " + MOST_ROWS);
        }
        List<String> words = new ArrayList<>();
        option.path("enum").forEach(word -> words.add(word.asText()));
        if (!words.isEmpty()) {
            return words.contains(value) ? Optional.empty() : Optional.of("one of " + String.join(", ", words));
        }
        return switch (option.path("type").asText()) {
            case "integer" -> value.matches("\\d{1,9}") ? Optional.empty() : Optional.of("a whole number");
            case "boolean" -> value.matches("true|false") ? Optional.empty() : Optional.of("true or false");
            default -> Optional.empty();
        };
    }
}
