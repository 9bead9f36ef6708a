package io.dualwrite.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a run did.
 *
 * @param written was anything written to Sales, or would have been had there been something?
 * @param notes what belongs to no row, in sentences
 * @param published duplicate detection rules that were published when the run began
 * @param switchedOff of them, those that the run switched off
 * @param switchedOn rules that the run switched on again
 * @param stillOff rules that are off now and remembered
 */
public record MigrationReport(
        boolean written,
        List<TableCount> tables,
        List<Problem> problems,
        List<String> notes,
        List<String> published,
        List<String> switchedOff,
        List<String> switchedOn,
        List<String> stillOff) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public long count(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** Is there nothing left for a person to mend? */
    public boolean clean() {
        return count(Severity.ERROR) == 0 && count(Severity.WARNING) == 0;
    }

    /** The whole of it. */
    public String json() {
        ObjectNode report = JSON.createObjectNode()
                .put("written", written)
                .put("errors", count(Severity.ERROR))
                .put("warnings", count(Severity.WARNING));
        report.set("tables", JSON.valueToTree(tables));
        ObjectNode rules = report.putObject("duplicateDetection");
        rules.set("published", JSON.valueToTree(published));
        rules.set("switchedOff", JSON.valueToTree(switchedOff));
        rules.set("switchedOn", JSON.valueToTree(switchedOn));
        rules.set("stillOff", JSON.valueToTree(stillOff));
        report.set("notes", JSON.valueToTree(notes));
        var list = report.putArray("problems");
        problems.forEach(problem -> list.add(json(problem)));
        return report.toString();
    }

    private static ObjectNode json(Problem problem) {
        ObjectNode node = JSON.valueToTree(problem);
        return node.put("severity", problem.severity().word());
    }
}
