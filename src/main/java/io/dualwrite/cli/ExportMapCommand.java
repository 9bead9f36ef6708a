package io.dualwrite.cli;

import io.dualwrite.exchange.MapExport;
import io.dualwrite.runtime.Exchanging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Maps of ours as Microsoft's dual-write has them. */
@Command(
        name = "export-map",
        description = {
            "Writes a table map as the mapping of Microsoft's dual-write: the JSON, or with --xml a customizations.xml.",
            "What that has no place for (keys, numbering, what a deletion does ...) is told on the error output."
        },
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:written"},
        footer = {
            "",
            "With --json: the mapping (name, legs), which is also what is printed without --xml.",
            "",
            "Examples:",
            "  dual-write export-map orders",
            "  dual-write export-map accounts --xml --out customizations.xml"
        })
final class ExportMapCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "1..*",
            paramLabel = "map",
            completionCandidates = MapNames.class,
            description = "maps in effect")
    private List<String> maps;

    @Option(names = "--out", paramLabel = "file", description = "write it there; for several maps a folder")
    private Path target;

    @Option(names = "--json", description = "print JSON, as without --xml")
    private boolean json;

    @Option(names = "--xml", description = "as customizations.xml")
    private boolean xml;

    @Option(names = "--force", description = "overwrite the file")
    private boolean force;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Exchanging exchanging = new Exchanging(common.settings());
        for (String name : maps) {
            MapExport export = export(exchanging, name);
            String text = xml && !json ? export.xml() : export.json() + "\n";
            if (target == null) {
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
            } else {
                write(name, text);
            }
            PrintWriter err = spec.commandLine().getErr();
            export.told().forEach(line -> err.println(name + ": not said by the export: " + line));
            err.flush();
        }
        return 0;
    }

    private MapExport export(Exchanging exchanging, String name) {
        try {
            return exchanging.export(name);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
    }

    private void write(String name, String text) throws IOException {
        boolean folder = maps.size() > 1 || Files.isDirectory(target);
        Path file = folder ? target.resolve(name + (xml ? ".customizations.xml" : ".json")) : target;
        if (Files.exists(file) && !force) {
            throw new ParameterException(spec.commandLine(), file + " exists already; use another --out, or --force");
        }
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, text);
    }
}
