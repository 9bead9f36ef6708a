package io.dualwrite.mapping;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a case file: unquoted numbers are decimals, unquoted true and false booleans, ~ is null, the rest is text. */
final class CaseFile {
    private CaseFile() {}

    static Map<String, Object> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return mapping(Map.of("file", value(new Yaml(new LoaderOptions()).compose(reader))), "file");
        }
    }

    static Map<String, Object> mapping(Map<String, Object> content, String key) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        Object value = content.get(key);
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> mapping.put((String) name, entry));
        }
        return mapping;
    }

    private static Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.getValue()
                    .forEach(tuple ->
                            values.put(((ScalarNode) tuple.getKeyNode()).getValue(), value(tuple.getValueNode())));
            return values;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(CaseFile::value).toList();
        }
        ScalarNode scalar = (ScalarNode) node;
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return text;
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            return new BigDecimal(text);
        }
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
    }
}
