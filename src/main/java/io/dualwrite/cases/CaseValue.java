package io.dualwrite.cases;

import io.dualwrite.row.Row;
import io.dualwrite.tablemap.YamlReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a case file: unquoted numbers are decimals, unquoted {@code true} and {@code false} booleans, {@code ~} is
 * null, everything else is text.
 */
final class CaseValue {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?");

    private CaseValue() {}

    /** Fields and their values, in order. */
    static Map<String, Field> fields(YamlReader reader, Node node, String what) {
        Map<String, Field> fields = new LinkedHashMap<>();
        reader.mapping(node, what).forEach((name, value) -> of(reader, value)
                .ifPresent(read -> fields.put(name, new Field(read.value(), YamlReader.line(value)))));
        return fields;
    }

    static Row row(YamlReader reader, Node node, String what) {
        return row(fields(reader, node, what));
    }

    static Row row(Map<String, Field> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, field.value()));
        return Row.of(values);
    }

    /**
     * A field that the file has.
     *
     * @param line in the file
     */
    record Field(Object value, int line) {}

    /** What was read: null is a value too. */
    private record Read(Object value) {}

    private static Optional<Read> of(YamlReader reader, Node node) {
        return reader.text(node, "a value").flatMap(text -> {
            if (((ScalarNode) node).getScalarStyle() != ScalarStyle.PLAIN) {
                return Optional.of(new Read(text));
            }
            if (node.getTag().equals(Tag.NULL)) {
                return Optional.of(new Read(null));
            }
            if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
                return number(reader, node, text);
            }
            boolean truth = text.equals("true") || text.equals("false");
            return Optional.of(new Read(truth ? (Object) Boolean.valueOf(text) : text));
        });
    }

    /** YAML reads 01067 as another number, and 1:30 as a time. */
    private static Optional<Read> number(YamlReader reader, Node node, String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(new Read(new BigDecimal(text)));
        }
        reader.report(node, "the number " + text, "a number such as 1234.50, or a text in quotes: '" + text + "'");
        return Optional.empty();
    }

    /** As it would stand in a file. */
    static String shown(Object value) {
        return value instanceof String text ? "'" + text + "'" : value == null ? "~" : Row.asText(value);
    }
}
