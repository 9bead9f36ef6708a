package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The diagrams of the documents are what the command prints now, and what Mermaid reads. */
class DiagramDocsTest {
    private static final Path DOCS = Path.of("docs/DIAGRAMS.md");
    private static final Pattern DRAWN =
            Pattern.compile("<!-- dual-write (diagram [^\n]*?) -->\n```mermaid\n(.*?)```", Pattern.DOTALL);

    /** What these diagrams use of Mermaid's grammar: each line is one of these. */
    private static final Pattern FLOWCHART = Pattern.compile("flowchart LR|subgraph \\w+\\[\"[^\"]+\"]|end"
            + "|\\w+\\[\"[^\"<>`]+\"]|\\w+(\\(\\[\"[^\"<>`]+\"]\\))? (-->|<-->|==>|-\\.->) (\\|\"[^\"|]+\"\\| )?"
            + "\\w+(\\(\\[\"[^\"<>`]+\"]\\)|\\{\\{\"[^\"<>`]+\"}})?");

    private static final Pattern STATES = Pattern.compile(
            "stateDiagram-v2|state \"[^\"]+\" as \\w+|state \\w+ <<choice>>|(\\[\\*]|\\w+) --> \\w+( : [^:;\"]+)?");

    static Stream<String> commands() {
        return Stream.concat(
                Stream.of(
                        "diagram status --set rules.order-status=stay-active",
                        "diagram order --set maps.version=newest"),
                Stream.concat(Stream.of("accounts", "orders", "companies"), Stream.of("released-products"))
                        .map(map -> "diagram map " + map));
    }

    @Test
    void the_documents_show_what_the_command_draws_now() throws IOException {
        String before = Files.readString(DOCS);
        String now = DRAWN.matcher(before)
                .replaceAll(drawing -> Matcher.quoteReplacement("<!-- dual-write " + drawing.group(1)
                        + " -->\n```mermaid\n" + run(drawing.group(1).split(" ")) + "```"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCS, now);
        }
        assertThat(Files.readString(DOCS))
                .as("docs/DIAGRAMS.md; draw anew: mvn test -Dtest=DiagramDocsTest -Ddocs.write=true")
                .isEqualTo(now);
        assertThat(DRAWN.matcher(now).results().map(MatchResult::group)).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_line_is_one_that_mermaid_knows_and_every_arrow_joins_things_that_are_there(String command) {
        List<String> lines = run(command.split(" ")).lines().map(String::strip).toList();
        Pattern grammar = lines.get(0).startsWith("flowchart") ? FLOWCHART : STATES;

        assertThat(lines).allSatisfy(line -> assertThat(line).matches(grammar));
        Set<String> declared = lines.stream()
                .filter(line -> !line.matches("flowchart.*|subgraph.*|end|stateDiagram.*"))
                .flatMap(line -> Stream.of(
                                line.replaceAll(".* as (\\w+)$", "$1[").replaceAll("^state (\\w+) <<.*", "$1["))
                        .flatMap(text -> Pattern.compile("(\\w+)[\\[({]")
                                .matcher(text)
                                .results()
                                .map(r -> r.group(1))))
                .collect(Collectors.toSet());
        assertThat(lines.stream()
                        .filter(line -> line.matches(".*(-->|==>|-\\.->).*"))
                        .flatMap(line -> Stream.of(line.replaceAll(" : .*|\"[^\"]*\"|[|\\[\\](){}*]", " ")
                                .split("<?(-->|==>|-\\.->)")))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty()))
                .isSubsetOf(declared);
    }

    @Test
    void wrong_words_are_told_with_the_right_ones() {
        assertThat(fails("diagram", "maps")).contains("expected map, order or status");
        assertThat(fails("diagram", "map")).contains("expected the name of a map");
        assertThat(fails("diagram", "map", "ordres")).contains("no map is called ordres", "orders");
        assertThat(fails("diagram", "order", "orders")).contains("found orders after order");
    }

    private static String run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(commandLine(out, err).execute(words)).as(err.toString()).isZero();
        return out.toString();
    }

    private static String fails(String... words) {
        StringWriter err = new StringWriter();
        assertThat(commandLine(new StringWriter(), err).execute(words)).isNotZero();
        return err.toString();
    }

    private static CommandLine commandLine(StringWriter out, StringWriter err) {
        return DualWrite.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }
}
