package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.runtime.Reconciling;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** A plan of repairs, told and applied. */
final class RepairRun {
    private static final String END = System.lineSeparator();
    private static final int MOST_LEFT = 50;

    private final CommonOptions common;
    private final CommandSpec spec;
    private final boolean json;

    RepairRun(CommonOptions common, CommandSpec spec, boolean json) {
        this.common = common;
        this.spec = spec;
        this.json = json;
    }

    static String told(Reconciling.Planned plan, Path folder) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> file : new TreeMap<>(plan.rows()).entrySet()) {
            text.append(folder.resolve(file.getKey()))
                    .append(": ")
                    .append(file.getValue())
                    .append(" rows")
                    .append(END);
        }
        plan.left().stream()
                .limit(MOST_LEFT)
                .forEach(row -> text.append("left: ").append(row).append(END));
        if (plan.left().size() > MOST_LEFT) {
            text.append("left: ")
                    .append(plan.left().size() - MOST_LEFT)
                    .append(" more")
                    .append(END);
        }
        return plan.rows().isEmpty()
                ? text + "nothing to repair"
                : text + "look at it: dual-write plan " + folder + "; then: dual-write reconcile --apply " + folder;
    }

    /** @return 0 if all of it was applied */
    int apply(Path folder) throws Exception {
        Reconciling.Applied applied = new Reconciling(common.settings()).apply(folder);
        if (!applied.files().isEmpty()) {
            try (FlowProgram program = FlowProgram.of(common.home(), common.overrides())) {
                program.untilIdle();
            }
        }
        ObjectNode document = new ObjectMapper()
                .createObjectNode()
                .put("rows", applied.rows())
                .put("changedSince", applied.changed());
        applied.files().forEach(document.withArray("files")::add);
        spec.commandLine().getOut().println(json ? document.toString() : text(applied));
        spec.commandLine().getOut().flush();
        return applied.changed() == 0 ? 0 : 1;
    }

    private static String text(Reconciling.Applied applied) {
        return applied.rows() + " rows went through the flows, as "
                + (applied.files().isEmpty() ? "no file" : String.join(", ", applied.files()))
                + (applied.changed() == 0
                        ? ""
                        : END + applied.changed()
                                + " rows of the plan are not as they were when it was made, and were left out: make a new"
                                + " plan")
                + END + "what became of them: dual-write errors; then reconcile again";
    }
}
