package io.dualwrite.cli;

import io.dualwrite.runtime.Drawing;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Pictures of maps, for a document or a wiki. */
@Command(
        name = "diagram",
        description = "Prints a picture as Mermaid text: of a map, of the order between maps, of the order status.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:printed", "1:a map does not check"},
        footer = {
            "",
            "It is drawn from the maps and rules in effect; no system is asked. GitHub, GitLab, Azure DevOps and many",
            "wikis show the text as a picture between ```mermaid and ```. docs/DIAGRAMS.md has some.",
            "",
            "Examples:",
            "  dual-write diagram map order-lines",
            "  dual-write diagram order --set maps.version=newest",
            "  dual-write diagram status --set rules.order-status=stay-active > status.mmd"
        })
final class DiagramCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "what", description = "map, order or status")
    private String what;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "name",
            completionCandidates = MapNames.class,
            description = "the map, where what is map")
    private String name;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (what.equals("map") != (name != null)) {
            throw wrong(
                    what.equals("map")
                            ? "diagram map: expected the name of a map"
                            : "found " + name + " after " + what + "; expected nothing there");
        }
        Drawing drawing = new Drawing(common.settings());
        PrintWriter out = spec.commandLine().getOut();
        out.print(drawn(drawing));
        out.flush();
        return 0;
    }

    private String drawn(Drawing drawing) {
        return switch (what) {
            case "map" -> map(drawing);
            case "order" -> drawing.order();
            case "status" -> drawing.status();
            default -> throw wrong("found " + what + "; expected map, order or status");
        };
    }

    private String map(Drawing drawing) {
        if (!drawing.maps().contains(name)) {
            throw wrong("no map is called " + name + "; the maps in effect are " + String.join(", ", drawing.maps()));
        }
        return drawing.map(name);
    }

    private ParameterException wrong(String found) {
        return new ParameterException(spec.commandLine(), found);
    }
}
