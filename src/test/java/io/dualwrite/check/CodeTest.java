package io.dualwrite.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for operators and the program tell the same. */
class CodeTest {
    @Test
    void the_page_on_checks_has_every_code_in_the_same_words_and_no_other() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("docs/CHECKS.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(Code.values())
                        .map(code -> "| `" + code.word() + "` | "
                                + code.severity().word() + " | " + code.meaning() + " | " + code.remedy() + " |"
                                + (code.ofSystems() ? "" : " " + code.dipv() + " |"))
                        .toList());
    }
}
