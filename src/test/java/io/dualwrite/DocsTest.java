package io.dualwrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.rule.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there, and what is there is named. */
class DocsTest {
    private static final Path ARCHITECTURE = Path.of("docs/ARCHITECTURE.md");
    private static final Path README = Path.of("README.md");
    private static final Path SETTINGS = Path.of("application.properties");
    private static final Path DECISIONS = Path.of("docs/decisions");
    private static final Path MAIN = Path.of("src/main/java/io/dualwrite");

    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CLASS = Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([a-z]\\w*))?");
    private static final Pattern FILE = Pattern.compile("[\\w./-]*/[\\w./-]*|[\\w-]+\\.(md|xml|properties)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final Pattern RULE_IN_FLOW = Pattern.compile("process: \\{ ref: (\\w+) }");
    private static final Pattern SETTING = Pattern.compile("([\\w.-]+)[ \\t]*=.*");

    @Test
    void every_class_the_architecture_names_exists() {
        Map<String, String> sources = sources();
        for (String quoted : quoted(text(ARCHITECTURE))) {
            var name = CLASS.matcher(quoted);
            if (name.matches()) {
                assertThat(sources.keySet()).as(quoted).contains(name.group(1));
                if (name.group(2) != null) {
                    assertThat(sources.get(name.group(1))).as(quoted).contains(name.group(2) + "(");
                }
            }
        }
    }

    @Test
    void every_file_the_architecture_names_exists() {
        for (String quoted : quoted(text(ARCHITECTURE))) {
            if (FILE.matcher(quoted).matches()) {
                assertThat(Path.of(quoted)).exists();
            }
        }
    }

    @Test
    void the_package_table_names_every_package_and_no_other() throws IOException {
        try (Stream<Path> folders = Files.list(MAIN)) {
            Set<String> packages = folders.filter(DocsTest::hasClasses)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(new TreeSet<>(table(text(ARCHITECTURE), "| package |").keySet()))
                    .isEqualTo(packages);
        }
    }

    @Test
    void links_between_documents_lead_somewhere() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            for (Path doc : Stream.concat(docs, Stream.of(README, Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                LINK.matcher(text(doc))
                        .results()
                        .map(result -> result.group(1))
                        .filter(target -> !target.contains("://"))
                        .forEach(target -> assertThat(doc.resolveSibling(target))
                                .as("link in %s", doc)
                                .exists());
            }
        }
    }

    @Test
    void decisions_are_short_and_numbered_once() throws IOException {
        try (Stream<Path> files = Files.list(DECISIONS)) {
            List<Path> decisions = files.toList();
            assertThat(decisions.stream()
                            .map(file -> file.getFileName().toString().substring(0, 4)))
                    .doesNotHaveDuplicates();
            assertThat(decisions)
                    .allSatisfy(file -> assertThat(text(file).lines().count()).isLessThanOrEqualTo(40));
        }
    }

    @Test
    void every_setting_has_a_comment_above_it() {
        List<String> lines = text(SETTINGS).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (SETTING.matcher(lines.get(i)).matches()) {
                assertThat(i == 0 ? "" : lines.get(i - 1)).as(lines.get(i)).startsWith("#");
            }
        }
    }

    @Test
    void settings_the_readme_names_exist() {
        Set<String> settings = SETTING.matcher(text(SETTINGS))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        for (String cell : rows(text(README), "| setting |")) {
            String side = "";
            for (String name : quoted(cell)) {
                side = name.startsWith(".") ? side : name.replaceFirst("\\..*", "");
                String start = side;
                String end = name.startsWith(".") ? name : name.substring(side.length());
                assertThat(settings)
                        .as("%s in %s", name, cell)
                        .anyMatch(setting -> setting.startsWith(start) && setting.endsWith(end));
            }
        }
    }

    @Test
    void the_readme_describes_the_rules_as_the_program_does() {
        assertThat(table(text(README), "| rule |")).isEqualTo(Rules.descriptions());
    }

    @Test
    void rules_the_flows_name_exist() throws IOException {
        try (Stream<Path> flows = Files.walk(Path.of("routes"))) {
            List<Path> files = flows.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .toList();
            for (Path flow : files) {
                assertThat(RULE_IN_FLOW.matcher(text(flow)).results().map(result -> result.group(1)))
                        .as(flow.toString())
                        .isSubsetOf(Rules.descriptions().keySet());
            }
        }
    }

    private static boolean hasClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            DocsTest::text,
                            String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** First cell without its quotes to second cell, of the table whose header line starts so. */
    private static Map<String, String> table(String text, String header) {
        Map<String, String> table = new LinkedHashMap<>();
        for (String row : lines(text, header)) {
            String[] cells = row.split("\\|");
            table.put(cells[1].strip().replace("`", ""), cells[2].strip());
        }
        return table;
    }

    private static List<String> rows(String text, String header) {
        return lines(text, header).stream().map(row -> row.split("\\|")[1]).toList();
    }

    private static List<String> lines(String text, String header) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int start = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(header))
                .findFirst()
                .orElseThrow());
        return lines.subList(start + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .filter(word -> !word.endsWith("..."))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
