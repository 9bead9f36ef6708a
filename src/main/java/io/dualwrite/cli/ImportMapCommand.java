package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.check.CheckReport;
import io.dualwrite.check.Finding;
import io.dualwrite.exchange.Imported;
import io.dualwrite.runtime.Exchanging;
import io.dualwrite.runtime.Exchanging.Draft;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Maps of Microsoft's dual-write become maps of ours. */
@Command(
        name = "import-map",
        description = {
            "Reads a map that was exported from Microsoft's dual-write (a solution's zip, its customizations.xml, or the JSON"
                    + " of a mapping) and writes table map and flows.",
            "Fields that the program does not know are declared as columns of your own in routes/schema/columns.csv."
                    + " What has no place here is told, and then what check finds."
        },
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:the map can run", "1:check finds an error in it; it is written all the same"},
        footer = {
            "",
            "Nothing that exists is overwritten without --force.",
            "",
            "With --json: files (content by path), maps (map, told, columns) and check (as check --json).",
            "",
            "Examples:",
            "  dual-write import-map customizations.xml --dry-run",
            "  dual-write import-map solution.zip --only \"Customers V3\" --name my-customers",
            "  dual-write import-map mapping.json --out ../new/routes"
        })
final class ImportMapCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "file", description = "the export")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "folder",
            description = "the folder of flows to write into (default: the setting)")
    private Path folder;

    @Option(names = "--name", paramLabel = "map", description = "what to call the map (default: after its table)")
    private String name = "";

    @Option(names = "--only", paramLabel = "part", description = "only maps whose name has this in it")
    private String only;

    @Option(names = "--version-of-map", paramLabel = "version", description = "that version (default: the newest)")
    private String version;

    @Option(names = "--force", description = "overwrite map and flows of that name")
    private boolean force;

    @Option(
            names = {"--dry-run", "-"},
            description = "write nothing, print what would be written")
    private boolean dry;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (folder != null) {
            common.overrides().put("routes.directory", folder.toAbsolutePath().toString());
        }
        Exchanging exchanging = new Exchanging(common.settings());
        Draft draft = draft(exchanging);
        if (!dry && !force && !draft.existing().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.join(", ", draft.existing())
                            + " exists already; give the map another --name, or use --force");
        }
        if (!dry) {
            exchanging.write(draft);
        }
        PrintWriter out = spec.commandLine().getOut();
        CheckReport report = new CheckReport(draft.findings(), Map.of(), Optional.empty());
        if (json) {
            out.println(json(draft));
        } else {
            show(draft, out);
        }
        out.flush();
        return report.hasErrors() ? 1 : 0;
    }

    private Draft draft(Exchanging exchanging) {
        try {
            return exchanging.read(file, name, Optional.ofNullable(version), Optional.ofNullable(only));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private void show(Draft draft, PrintWriter out) {
        draft.files().forEach((path, text) -> {
            out.println((dry ? "would write " : "wrote ") + path);
            if (dry) {
                text.lines().forEach(line -> out.println("    " + line));
            }
        });
        for (Imported map : draft.maps()) {
            map.columns().forEach(line -> out.println(map.name() + ": a column of your own: " + line));
            map.told().forEach(line -> out.println(map.name() + ": " + line));
        }
        for (Finding finding : draft.findings()) {
            out.println(finding.code().severity().word() + " " + finding.code().word() + " " + finding.place());
            out.println("    found " + finding.found() + "; expected " + finding.expected());
            out.println("    " + finding.code().remedy());
        }
        if (!dry) {
            out.println("a running program takes maps and flows in by itself; new columns of your own want a restart");
        }
    }

    private static String json(Draft draft) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        draft.files().forEach(node.putObject("files")::put);
        draft.maps().forEach(map -> {
            ObjectNode each = node.withArray("maps").addObject().put("map", map.name());
            map.told().forEach(each.putArray("told")::add);
            map.columns().forEach(each.putArray("columns")::add);
        });
        CheckReport report = new CheckReport(draft.findings(), Map.of(), Optional.empty());
        node.putRawValue("check", new com.fasterxml.jackson.databind.util.RawValue(report.json()));
        return node.toString();
    }
}
