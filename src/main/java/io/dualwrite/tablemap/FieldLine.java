package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one line of a map's fields. */
final class FieldLine {
    static final String GRAMMAR =
            "<F&O field or none> <map type> <Dataverse path or none> [via <value map>] [default <value>]"
                    + " [optional] [if-fits]";
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s+via\\s+(\\S+))?"
            + "(?:\\s+default\\s+(\"[^\"]*\"|'[^']*'|\\S+))?(\\s+optional)?(\\s+if-fits)?");

    /** Nothing but the three words that each line has; the other groups stay empty. */
    private static final Pattern BEGINNING = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)(x{9})?(x{9})?(x{9})?(x{9})?");

    private static final Pattern VIA = Pattern.compile("\\svia\\s+(\\S+)");

    private static final int LONGEST = 2000;

    private final YamlReader yaml;
    private final Map<String, ValueMap> valueMaps;
    private final Set<String> mentioned = new HashSet<>();

    FieldLine(YamlReader yaml, Map<String, ValueMap> valueMaps) {
        this.yaml = yaml;
        this.valueMaps = valueMaps;
    }

    Optional<FieldMapping> read(Node node) {
        String text = yaml.text(node, GRAMMAR).orElse("");
        if (text.isEmpty() || !fits(node, text)) {
            return Optional.empty();
        }
        boolean whole = isOneLine(node, text);
        VIA.matcher(text).results().forEach(via -> mentioned.add(via.group(1)));
        Matcher matcher = whole ? LINE.matcher(text.strip()) : BEGINNING.matcher(text.strip());
        if (!(whole ? matcher.matches() : matcher.lookingAt())) {
            yaml.report(MapFault.FIELD_LINE, node, "'" + text + "'", GRAMMAR);
            return Optional.empty();
        }
        Optional<MapType> type = MapType.of(matcher.group(2));
        if (type.isEmpty()) {
            yaml.report(MapFault.ARROW_UNKNOWN, node, "'" + matcher.group(2) + "'", "one of " + MapType.symbols());
        }
        Optional<LookupPath> path = path(node, matcher.group(3));
        boolean pathRead = path.isPresent() || isNone(matcher.group(3));
        Optional<FieldMapping> field = type.filter(known -> pathRead).map(known -> field(node, matcher, known, path));
        field.ifPresent(this::checkForm);
        return field;
    }

    private boolean fits(Node node, String text) {
        if (text.length() > LONGEST) {
            yaml.report(
                    MapFault.FIELD_LINE,
                    node,
                    "a line of " + text.length() + " characters",
                    "at most " + LONGEST + " characters");
            return false;
        }
        return true;
    }

    /** YAML joins a line without its dash, or with another indentation, to the one before it. */
    private boolean isOneLine(Node node, String text) {
        int second = YamlReader.line(node) + 1;
        boolean one =
                node.getEndMark().getLine() + 1 < second || node.getEndMark().getColumn() == 0;
        if (!one) {
            yaml.report(
                    MapFault.FIELD_LINE,
                    second,
                    "",
                    "a line that goes on with the one before it: '" + text + "'",
                    "a '- ' before each line, all with the same indentation: - " + GRAMMAR);
        }
        return one;
    }

    private FieldMapping field(Node node, Matcher matcher, MapType type, Optional<LookupPath> path) {
        Optional.ofNullable(matcher.group(5))
                .filter(FieldLine::halfQuoted)
                .ifPresent(value ->
                        yaml.report(MapFault.FIELD_LINE, node, "the default " + value, "the closing quote behind it"));
        return new FieldMapping(
                YamlReader.line(node),
                Optional.of(matcher.group(1)).filter(name -> !isNone(name)),
                type,
                path,
                valueMap(node, matcher.group(4)),
                Optional.ofNullable(matcher.group(5)).map(FieldLine::unquoted),
                matcher.group(6) != null,
                matcher.group(7) != null);
    }

    private void checkForm(FieldMapping field) {
        if (field.finops().isEmpty() && field.dataverse().isEmpty()) {
            report(MapFault.FIELD_LINE, field, "none on both sides", "a field on one side at least");
        } else if (field.constant()) {
            checkConstant(field);
        }
        if (!field.type().transformed()
                && !field.constant()
                && (field.values().isPresent() || field.otherwise().isPresent())) {
            report(
                    MapFault.ARROW_WRONG,
                    field,
                    "'" + field.type().symbol() + "' with a transform",
                    "><  >>  << before via or default");
        }
        if (field.otherwise().isEmpty()
                && field.values().filter(ValueMap::defaultsUnlisted).isPresent()) {
            String name = field.values().orElseThrow().name();
            report(
                    MapFault.DEFAULT_MISSING,
                    field,
                    "no default for the value map '" + name + "', which has otherwise: default",
                    "default <value> at the end of the line, or otherwise: keep or reject");
        }
        if (field.optional() && field.dataverse().filter(LookupPath::isLookup).isEmpty()) {
            report(MapFault.FIELD_LINE, field, "'optional' on a field that is no lookup", "a lookup path: a.b");
        }
    }

    private void checkConstant(FieldMapping field) {
        MapType right = field.finops().isEmpty() ? MapType.TO_DATAVERSE_TRANSFORMED : MapType.TO_FINOPS_TRANSFORMED;
        if (field.type() != right) {
            report(
                    MapFault.ARROW_WRONG,
                    field,
                    "'" + field.type().symbol() + "' with none",
                    "'" + right.symbol() + "'");
        }
        if (field.otherwise().isEmpty()) {
            report(MapFault.DEFAULT_MISSING, field, "none without a default", "default <value>: the constant to write");
        }
    }

    private void report(MapFault fault, FieldMapping field, String found, String expected) {
        String name = field.finops().or(() -> field.name(Side.DATAVERSE)).orElse("");
        yaml.report(fault, field.line(), name, found, expected);
    }

    private Optional<LookupPath> path(Node node, String text) {
        try {
            return isNone(text) ? Optional.empty() : Optional.of(LookupPath.of(text));
        } catch (IllegalArgumentException e) {
            yaml.report(
                    MapFault.LOOKUP_PATH,
                    node,
                    e.getMessage(),
                    "a column, a.b, a.b.c or a.Table(column).Table(column)");
            return Optional.empty();
        }
    }

    /** The value maps that lines name, those of lines that cannot be read included. */
    Set<String> mentioned() {
        return mentioned;
    }

    private Optional<ValueMap> valueMap(Node node, String name) {
        if (name != null && !valueMaps.containsKey(name)) {
            yaml.report(
                    MapFault.VALUE_MAP_UNKNOWN,
                    node,
                    "unknown value map '" + name + "'",
                    valueMaps.isEmpty()
                            ? "a value map under 'values'"
                            : "one of " + String.join(", ", valueMaps.keySet())
                                    + Nearest.hint(name, valueMaps.keySet()));
        }
        return Optional.ofNullable(name).map(valueMaps::get);
    }

    private static boolean halfQuoted(String value) {
        boolean begins = value.startsWith("\"") || value.startsWith("'");
        return begins && (value.length() == 1 || value.charAt(value.length() - 1) != value.charAt(0));
    }

    private static boolean isNone(String word) {
        return word.equals("none");
    }

    private static String unquoted(String value) {
        boolean quoted = (value.startsWith("\"") || value.startsWith("'")) && !halfQuoted(value);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
