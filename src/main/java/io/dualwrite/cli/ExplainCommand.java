package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.Operating;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why is this value there? */
@Command(
        name = "explain",
        description =
                "The history of a row and of each of its values: where it came from, what was done with it and why.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:told", "1:there is no such map, row or field, or it failed"},
        footer = {
            "",
            "The key is the one that errors and reports show: the company, then the values of",
            "the F&O key; in any case, and without the company if one company only has it.",
            "Both directions are told, oldest first. Works with a running program and without",
            "one; it tells what the journal keeps (journal.keep-days). Personal data is in it.",
            "",
            "A field was: sent; equal (the target had it); untouched (the source did not change",
            "it); kept (the target's own value won); later (after its lines); open (until the",
            "row it names is there); back (written into the row it came from); stopped.",
            "",
            "",
            "With --json: map, key, finopsEntity, dataverseTable, changes (id, file, line, direction, operation, received,",
            "outcome, reason, field, found, expected, and each field with its old and new value and why).",
            "",
            "Examples:",
            "  dual-write explain orders 'usmf F1001'",
            "  dual-write explain orders 'usmf F1001' shipto_country",
            "  dual-write explain order-lines 'usmf F1001 1' LineDiscountAmount --json"
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "map", completionCandidates = MapNames.class, description = "the map's name")
    private String map;

    @Parameters(index = "1", paramLabel = "key", description = "the row's key, quoted: 'usmf F1001'")
    private String key;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "field",
            description = "only this field: its F&O name or its Dataverse path")
    private String field;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Operating operating = Operating.of(common.settings())) {
            String told = operating.explain(map, key, field);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? told : new Story(new ObjectMapper().readTree(told)).text());
            out.flush();
            return 0;
        }
    }
}
