package io.dualwrite.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a {@code $filter}: comparisons, {@code and or not in}, {@code contains startswith endswith}, text, numbers,
 * booleans, dates, bare GUIDs and F&O's enum literals.
 */
final class FilterParser {
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final Set<String> FUNCTIONS =
            Set.of("contains", "startswith", "endswith", "tolower", "toupper", "trim", "length");
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<enum>[A-Za-z_][\\w.]*\\.[\\w.]+'(?:[^']|'')*')|"
            + "(?<text>'(?:[^']|'')*')|"
            + "(?<guid>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})|"
            + "(?<date>\\d{4}-\\d\\d-\\d\\d(?:T[\\d:.]+(?:Z|[+-]\\d\\d:\\d\\d)?)?)|"
            + "(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?[mMdDfFlL]?)|"
            + "(?<name>[@A-Za-z_][\\w./$]*)|"
            + "(?<mark>[(),]))");

    private final String filter;
    private final Consumer<String> property;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private record Token(String kind, String text) {}

    private FilterParser(String filter, Consumer<String> property) {
        this.filter = filter;
        this.property = property;
    }

    /**
     * @param property told of each property path, so that it can refuse one it does not know
     * @throws Refusal 400 if the text is not a filter
     */
    static FilterExpression parse(String filter, Consumer<String> property) {
        FilterParser parser = new FilterParser(filter, property);
        parser.tokenize();
        FilterExpression expression = parser.either();
        if (parser.at < parser.tokens.size()) {
            throw parser.broken(parser.tokens.get(parser.at).text());
        }
        return expression;
    }

    private void tokenize() {
        Matcher matcher = TOKEN.matcher(filter.stripTrailing());
        int end = 0;
        while (matcher.lookingAt()) {
            for (String kind : List.of("enum", "text", "guid", "date", "number", "name", "mark")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind)));
                }
            }
            end = matcher.end();
            matcher.region(end, filter.stripTrailing().length());
        }
        if (end < filter.stripTrailing().length()) {
            throw broken(filter.substring(end));
        }
    }

    private FilterExpression either() {
        FilterExpression left = both();
        while (word("or")) {
            left = new FilterExpression.Either(left, both());
        }
        return left;
    }

    private FilterExpression both() {
        FilterExpression left = comparison();
        while (word("and")) {
            left = new FilterExpression.Both(left, comparison());
        }
        return left;
    }

    private FilterExpression comparison() {
        if (word("not")) {
            return new FilterExpression.Not(comparison());
        }
        FilterExpression left = operand();
        if (at < tokens.size() && OPERATORS.contains(tokens.get(at).text())) {
            return new FilterExpression.Comparison(tokens.get(at++).text(), left, operand());
        }
        return word("in") ? new FilterExpression.In(left, list()) : left;
    }

    private List<FilterExpression> list() {
        List<FilterExpression> items = new ArrayList<>();
        expect("(");
        do {
            items.add(operand());
        } while (word(","));
        expect(")");
        return items;
    }

    private FilterExpression operand() {
        if (word("(")) {
            FilterExpression inner = either();
            expect(")");
            return inner;
        }
        if (at >= tokens.size()) {
            throw broken("the end");
        }
        Token token = tokens.get(at++);
        return switch (token.kind()) {
            case "text" -> new FilterExpression.Literal(Segment.unquote(token.text()));
            case "enum" ->
                new FilterExpression.Literal(
                        Segment.unquote(token.text().substring(token.text().indexOf('\''))));
            case "guid" -> new FilterExpression.Literal(token.text().toLowerCase(Locale.ROOT));
            case "date" -> new FilterExpression.Literal(token.text());
            case "number" ->
                new FilterExpression.Literal(new BigDecimal(token.text().replaceAll("[mMdDfFlL]$", "")));
            case "name" -> named(token.text());
            default -> throw broken(token.text());
        };
    }

    private FilterExpression named(String name) {
        if (name.equals("null")) {
            return new FilterExpression.Literal(null);
        }
        if (name.equals("true") || name.equals("false")) {
            return new FilterExpression.Literal(Boolean.valueOf(name));
        }
        if (at < tokens.size() && tokens.get(at).text().equals("(")) {
            if (!FUNCTIONS.contains(name)) {
                throw Refusal.badRequest("0x80060888", "An unknown function with name '" + name + "' was found.");
            }
            return new FilterExpression.Call(name, list());
        }
        property.accept(name);
        return new FilterExpression.Property(name);
    }

    private boolean word(String text) {
        if (at < tokens.size() && tokens.get(at).text().equals(text)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String text) {
        if (!word(text)) {
            throw broken(at < tokens.size() ? tokens.get(at).text() : "the end");
        }
    }

    private Refusal broken(String found) {
        return Refusal.badRequest(
                "0x80060888", "Syntax error in the filter '" + filter + "': found '" + found.trim() + "'.");
    }
}
