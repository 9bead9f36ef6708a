package io.dualwrite.tablemap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * Where somebody slipped who wrote a file that is no YAML. The parser tells where it could not go on; a quote or a
 * bracket that was forgotten stands before that.
 *
 * @param line counted from 1
 */
public record YamlSlip(int line, String found, String expected) {
    private static final String YAML = "YAML";
    private static final Pattern COLON = Pattern.compile(":(\\s|$)");
    private static final Pattern BEGINNING = Pattern.compile("\\s*([^\\s:#]++:(\\s.*)?|- .*)");

    /** What is wrong with the file that the parser refused so. */
    public static YamlSlip of(Path file, MarkedYAMLException refused) {
        try {
            return of(Files.readString(file), refused);
        } catch (IOException e) {
            return new YamlSlip(line(refused.getProblemMark()), refused.getProblem(), YAML);
        }
    }

    static YamlSlip of(String text, MarkedYAMLException refused) {
        int stopped = line(refused.getProblemMark());
        String problem = String.valueOf(refused.getProblem());
        if (problem.contains("\\t")) {
            return new YamlSlip(stopped, "a tab where the line is indented", "blanks: YAML does not know tabs there");
        }
        Optional<Integer> quote = openQuote(text, refused);
        if (quote.isPresent()) {
            return new YamlSlip(quote.get(), "a quote that is not closed on its line", "the closing quote");
        }
        List<String> lines = text.lines().toList();
        Optional<Integer> colon = missingColon(lines, refused, problem);
        if (colon.isPresent()) {
            return new YamlSlip(colon.get(), "a line without ': '", "a key, a colon and a blank: key: value");
        }
        boolean inBrackets = String.valueOf(refused.getContext()).contains("while parsing a flow");
        if (inBrackets && refused.getContextMark() != null) {
            return bracket(lines, line(refused.getContextMark()), stopped, problem);
        }
        return new YamlSlip(stopped, problem, YAML);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    /** The line of a quoted text that goes on over the end of its line, if one does before the parser stopped. */
    private static Optional<Integer> openQuote(String text, MarkedYAMLException refused) {
        boolean scanning = String.valueOf(refused.getContext()).contains("quoted scalar");
        if (scanning && refused.getContextMark() != null) {
            return Optional.of(line(refused.getContextMark()));
        }
        Optional<Integer> last = Optional.empty();
        Scanner scanner = new ScannerImpl(new StreamReader(text), new LoaderOptions());
        try {
            while (scanner.checkToken()) {
                Token token = scanner.getToken();
                if (line(token.getStartMark()) > line(refused.getProblemMark())) {
                    break;
                }
                if (token instanceof ScalarToken scalar
                        && !scalar.getPlain()
                        && line(token.getEndMark()) > line(token.getStartMark())) {
                    last = Optional.of(line(token.getStartMark()));
                }
            }
        } catch (YAMLException stopped) {
            return last;
        }
        return last;
    }

    /** Without its colon a key is taken for a text that goes on in the next line. */
    private static Optional<Integer> missingColon(List<String> lines, MarkedYAMLException refused, String problem) {
        if (String.valueOf(refused.getContext()).contains("simple key") && refused.getContextMark() != null) {
            return Optional.of(line(refused.getContextMark()));
        }
        int before = lastWritten(lines, line(refused.getProblemMark()) - 1);
        boolean taken = problem.contains("mapping values are not allowed") && before > 0;
        return Optional.of(before)
                .filter(line -> taken && !COLON.matcher(lines.get(line - 1)).find());
    }

    /** A bracket that was forgotten is missed on a later line, where something new begins. */
    private static YamlSlip bracket(List<String> lines, int opened, int stopped, String problem) {
        int last = Math.min(stopped, lines.size());
        int line = last;
        for (int i = opened; i < last; i++) {
            boolean newKey = BEGINNING.matcher(lines.get(i)).matches();
            if (newKey && indent(lines.get(i)) <= indent(lines.get(opened - 1))) {
                line = lastWritten(lines, i);
                break;
            }
        }
        return line == stopped
                ? new YamlSlip(stopped, problem, "YAML: a comma, or the closing ] or }")
                : new YamlSlip(line, "a [ or { that is not closed", "the closing ] or }");
    }

    /** The line before this one that is neither blank nor a comment; both counted as people and lists do. */
    private static int lastWritten(List<String> lines, int next) {
        int line = next;
        while (line > 1
                && (lines.get(line - 1).isBlank() || lines.get(line - 1).strip().startsWith("#"))) {
            line--;
        }
        return line;
    }
}
