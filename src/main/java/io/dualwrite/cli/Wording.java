package io.dualwrite.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the help of all commands has in common: version, exit codes, and text that fits the width it is shown in. */
final class Wording {
    /** Other than every code that says something about data: plan answers 2 where something would change. */
    static final int WRONG_USE = 64;

    /** How the paragraph on what --json prints begins. */
    static final String JSON = "With --json: ";

    private Wording() {}

    static CommandLine common(CommandLine root) {
        root.setUsageHelpAutoWidth(true);
        each(root.getCommandSpec());
        return root;
    }

    private static void each(CommandSpec command) {
        command.versionProvider(new DualWrite.Version());
        command.exitCodeOnInvalidInput(WRONG_USE);
        UsageMessageSpec help = command.usageMessage();
        help.footer(paragraphs(help.footer()));
        Map<String, String> codes = new LinkedHashMap<>(help.exitCodeList());
        codes.put(String.valueOf(WRONG_USE), "wrong use, or wrong settings");
        help.exitCodeListHeading("%nExit codes:%n");
        help.exitCodeList(codes);
        command.subcommands().values().forEach(one -> each(one.getCommandSpec()));
    }

    /** Lines that follow one another are one paragraph; an indented line stays one. */
    private static String[] paragraphs(String[] lines) {
        List<String> paragraphs = new ArrayList<>();
        boolean open = false;
        for (String line : lines) {
            boolean text = !line.isBlank() && !line.startsWith(" ");
            boolean json = line.startsWith(JSON);
            if (json && open) {
                paragraphs.add("");
            }
            if (text && open && !json) {
                paragraphs.set(paragraphs.size() - 1, paragraphs.get(paragraphs.size() - 1) + " " + line);
            } else {
                paragraphs.add(line);
            }
            open = text;
        }
        return paragraphs.toArray(String[]::new);
    }
}
