package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.migration.GuideStep;
import io.dualwrite.migration.InputFiles;
import io.dualwrite.migration.MigrationReport;
import io.dualwrite.migration.WrongUse;
import io.dualwrite.runtime.Migrating;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The way from the older Data Integrator solution to dual-write. */
@Command(
        name = "migrate",
        description =
                "Fills what dual-write needs into rows of the older Data Integrator solution, from exports of Sales."
                        + " Without an export it names the steps of the move and what is done already.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:nothing left to mend", "1:problems, or open steps where no export is given; or it failed"},
        footer = {
            "",
            "It only looks and reports, unless --out (files to import) or --upsert (writes to Sales) is given.",
            "With --json: written, errors, warnings, tables, duplicateDetection, notes, problems; without an export: steps.",
            "",
            "Examples:",
            "  dual-write migrate",
            "  dual-write migrate exports --company USMF --locale de-DE",
            "  dual-write migrate exports --company USMF --upsert --disable-duplicate-detection",
            "  dual-write migrate --accounts \"Active Accounts 25-11-2026.xlsx\" --company USMF --out ready"
        })
final class MigrateCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private CommonOptions common;

    @Mixin
    private MigrateInput input;

    @Mixin
    private MigrateFilling filling;

    @Option(
            names = "--enable-duplicate-detection",
            description = "switch the duplicate detection rules on again that an earlier run left off, nothing else")
    private boolean duplicateDetectionOn;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        PrintWriter out = spec.commandLine().getOut();
        try {
            return duplicateDetectionOn
                    ? enable(settings, out)
                    : input.given() ? run(settings, out) : guide(settings, out);
        } catch (WrongUse wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        } finally {
            out.flush();
        }
    }

    private int run(Settings settings, PrintWriter out) throws IOException {
        Optional<String> usual = settings.optional("dataverse.company");
        InputFiles files = input.files();
        if (files.isEmpty()) {
            throw new WrongUse("no export found, expected CSV or xlsx files of accounts, contacts, orders ...");
        }
        MigrationReport report = Migrating.run(settings, filling.options(usual), files);
        if (json) {
            out.println(report.json());
        } else {
            new MigrateText(out).report(report);
        }
        return report.clean() ? 0 : 1;
    }

    private int enable(Settings settings, PrintWriter out) throws IOException {
        List<String> on = Migrating.enableDuplicateDetection(settings);
        if (json) {
            ObjectNode answer = JSON.createObjectNode();
            answer.set("switchedOn", JSON.valueToTree(on));
            out.println(answer);
        } else {
            out.println(
                    on.isEmpty()
                            ? "no duplicate detection rule is left off by us"
                            : "switched on again: " + String.join(", ", on));
        }
        return 0;
    }

    private int guide(Settings settings, PrintWriter out) {
        Optional<String> company = filling.company().or(() -> settings.optional("dataverse.company"));
        List<GuideStep> steps = Migrating.guide(settings, company);
        if (json) {
            ArrayNode list = JSON.createArrayNode();
            steps.forEach(step -> list.add(((ObjectNode) JSON.valueToTree(step))
                    .put("state", step.state().word())));
            out.println(JSON.createObjectNode().set("steps", list));
        } else {
            new MigrateText(out).guide(steps);
        }
        return steps.stream().allMatch(step -> step.state() != GuideStep.State.OPEN) ? 0 : 1;
    }
}
