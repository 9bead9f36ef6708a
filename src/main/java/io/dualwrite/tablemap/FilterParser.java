package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a filter in the notation of F&O (a small X++) or of Dataverse (OData). */
final class FilterParser {
    private static final int DEEPEST = 50;
    private static final int LONGEST = 10_000;

    /** What repeats is possessive: the JDK's matcher would go down a level with each character of a text. */
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^']|'')*+')"
            + "|(?<number>[+-]?\\d+(?:\\.\\d+)?(?![\\w:.-]))"
            + "|(?<date>\\d{4}-\\d{2}-\\d{2}[\\w:.+-]*)"
            + "|(?<word>[A-Za-z_][\\w.]*)"
            + "|(?<sign>&&|\\|\\||==|!=|<=|>=|[=<>!()]))");

    private static final Map<String, Comparison.Operator> FINOPS_OPERATORS = Map.of(
            "==", Comparison.Operator.EQUAL,
            "=", Comparison.Operator.EQUAL,
            "!=", Comparison.Operator.UNEQUAL,
            "<", Comparison.Operator.LESS,
            "<=", Comparison.Operator.LESS_OR_EQUAL,
            ">", Comparison.Operator.GREATER,
            ">=", Comparison.Operator.GREATER_OR_EQUAL,
            "like", Comparison.Operator.LIKE);
    private static final Map<String, Comparison.Operator> DATAVERSE_OPERATORS = Map.of(
            "eq", Comparison.Operator.EQUAL,
            "ne", Comparison.Operator.UNEQUAL,
            "lt", Comparison.Operator.LESS,
            "le", Comparison.Operator.LESS_OR_EQUAL,
            "gt", Comparison.Operator.GREATER,
            "ge", Comparison.Operator.GREATER_OR_EQUAL);

    private final String text;
    private final Side side;
    private final Table table;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    /** @param kind text, number, date, word or sign */
    private record Token(String kind, String text, int position) {}

    FilterParser(String text, Side side, Table table) {
        this.text = text;
        this.side = side;
        this.table = table;
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "at most " + LONGEST + " characters instead of " + text.length() + ": filter by fewer values");
        }
        Matcher matcher = TOKEN.matcher(text);
        int position = 0;
        while (position < text.stripTrailing().length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw brokenOff(position, "a comparison");
            }
            for (String kind : List.of("text", "number", "date", "word", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind), matcher.start(kind)));
                }
            }
            position = matcher.end();
        }
    }

    Condition parse() {
        Condition condition = any();
        if (next < tokens.size()) {
            throw brokenOff(tokens.get(next).position(), "the end, or " + both("&& ||", "and or"));
        }
        return condition;
    }

    private Condition any() {
        List<Condition> parts = joined(both("||", "or"), this::all);
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition all() {
        List<Condition> parts = joined(both("&&", "and"), this::one);
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private List<Condition> joined(String by, Supplier<Condition> part) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (accept(by));
        return parts;
    }

    private Condition one() {
        if (++depth > DEEPEST) {
            throw brokenOff(0, "at most " + DEEPEST + " parentheses and negations inside each other");
        }
        try {
            if (accept(both("!", "not"))) {
                return new Condition.Not(one());
            }
            if (accept("(")) {
                Condition inner = any();
                if (!accept(")")) {
                    throw brokenOff(position(), "')'");
                }
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Condition comparison() {
        Token field = take("a field's name");
        if (!field.kind().equals("word")) {
            throw brokenOff(field.position(), "a field's name");
        }
        Map<String, Comparison.Operator> operators = side == Side.FINOPS ? FINOPS_OPERATORS : DATAVERSE_OPERATORS;
        Token sign = take("one of " + both("== != < <= > >= like", "eq ne lt le gt ge"));
        Comparison.Operator operator = operators.get(sign.text().toLowerCase(Locale.ROOT));
        if (operator == null) {
            throw brokenOff(sign.position(), "one of " + both("== != < <= > >= like", "eq ne lt le gt ge"));
        }
        Object literal = literal(take("a value"));
        return new Comparison(field.text(), operator, literal, table.column(field.text()));
    }

    private Object literal(Token token) {
        String found = token.text();
        return switch (token.kind()) {
            case "number" -> new BigDecimal(found);
            case "date" -> found;
            case "text" -> unquoted(found);
            default ->
                word(found.toLowerCase(Locale.ROOT)).orElseThrow(() -> brokenOff(token.position(), "a value"))[0];
        };
    }

    private static String unquoted(String quoted) {
        String inside = quoted.substring(1, quoted.length() - 1);
        return quoted.charAt(0) == '"' ? inside.replaceAll("\\\\(.)", "$1") : inside.replace("''", "'");
    }

    /** In an array, for null is a value here. */
    private static Optional<Object[]> word(String word) {
        return switch (word) {
            case "null" -> Optional.of(new Object[] {null});
            case "true", "false" -> Optional.of(new Object[] {Boolean.valueOf(word)});
            default -> Optional.empty();
        };
    }

    private Token take(String expected) {
        if (next == tokens.size()) {
            throw brokenOff(text.length(), expected);
        }
        return tokens.get(next++);
    }

    private boolean accept(String word) {
        boolean there = next < tokens.size()
                && !tokens.get(next).kind().equals("text")
                && tokens.get(next).text().equalsIgnoreCase(word);
        next += there ? 1 : 0;
        return there;
    }

    private int position() {
        return next < tokens.size() ? tokens.get(next).position() : text.length();
    }

    private String both(String finops, String dataverse) {
        return side == Side.FINOPS ? finops : dataverse;
    }

    private IllegalArgumentException brokenOff(int position, String expected) {
        String rest = position >= text.length()
                ? "the end"
                : "'" + text.substring(position).strip() + "'";
        return new IllegalArgumentException(expected + " instead of " + rest);
    }
}
