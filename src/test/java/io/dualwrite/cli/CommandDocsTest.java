package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/COMMANDS.md has every command with every option, as the program has them now. */
class CommandDocsTest {
    private static final Path DOCS = Path.of("docs/COMMANDS.md");
    private static final String START = "<!-- from here on: dual-write COMMAND --help -->\n";

    @Test
    void the_page_says_what_the_help_says_now() throws IOException {
        String before = Files.readString(DOCS);
        String now = before.substring(0, before.indexOf(START) + START.length()) + helps();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCS, now);
        }
        assertThat(Files.readString(DOCS))
                .as("docs/COMMANDS.md; write it anew: mvn test -Dtest=CommandDocsTest -Ddocs.write=true")
                .isEqualTo(now);
    }

    @Test
    void every_command_and_every_option_is_on_the_page() throws IOException {
        String page = Files.readString(DOCS);
        for (Map.Entry<String, CommandLine> command :
                DualWrite.commandLine().getSubcommands().entrySet()) {
            int begin = page.indexOf("\n## " + command.getKey() + "\n");
            assertThat(begin).as(command.getKey()).isPositive();
            String section = page.substring(begin).split("\n## ", 3)[1];
            command.getValue().getCommandSpec().options().forEach(option -> assertThat(section)
                    .as(command.getKey())
                    .contains(option.longestName()));
        }
    }

    private static String helps() {
        List<String> sections = new ArrayList<>();
        DualWrite.commandLine().getSubcommands().forEach((name, command) -> {
            command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
            String help = command.getUsageMessage(Ansi.OFF)
                    .replaceAll(" +\\R", "\n")
                    .replaceAll("\\R", "\n")
                    .strip();
            sections.add("\n## " + name + "\n\n```\n" + help + "\n```\n");
        });
        return String.join("", sections);
    }
}
