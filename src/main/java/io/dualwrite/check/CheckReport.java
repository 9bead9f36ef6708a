package io.dualwrite.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param changes what another set of maps would change, by name of the map; empty if that was not asked for
 * @param left what was asked for and not done, and why
 */
public record CheckReport(List<Finding> findings, Map<String, List<String>> changes, Optional<String> left) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public long count(Code.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.code().severity() == severity)
                .count();
    }

    public boolean hasErrors() {
        return count(Code.Severity.ERROR) > 0;
    }

    /** {@code {"errors":1,"warnings":0,"findings":[...],"changes":{...}}}. */
    public String json() {
        ObjectNode report = JSON.createObjectNode()
                .put("errors", count(Code.Severity.ERROR))
                .put("warnings", count(Code.Severity.WARNING));
        ArrayNode list = report.putArray("findings");
        findings.forEach(finding -> list.add(json(finding)));
        ObjectNode maps = report.putObject("changes");
        changes.forEach((map, lines) -> lines.forEach(maps.putArray(map)::add));
        left.ifPresent(what -> report.put("left", what));
        return report.toString();
    }

    private static ObjectNode json(Finding finding) {
        Place place = finding.place();
        return JSON.createObjectNode()
                .put("code", finding.code().word())
                .put("severity", finding.code().severity().word())
                .put("system", place.system())
                .put("file", place.file())
                .put("line", place.line())
                .put("map", place.map())
                .put("field", place.field())
                .put("found", finding.found())
                .put("expected", finding.expected())
                .put("remedy", finding.code().remedy())
                .put("microsoft", finding.code().dipv());
    }
}
