package io.dualwrite.cases;

import io.dualwrite.tablemap.MapErrors.Finding;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What came of a case.
 *
 * @param map empty if the file is no case
 * @param findings why the file is no case
 * @param faults where the case does not hold
 * @param warnings what the map and the rules would warn of
 */
public record CaseResult(
        Path file,
        String map,
        String direction,
        List<Finding> findings,
        List<CaseFault> faults,
        List<String> warnings) {

    static CaseResult unreadable(Path file, List<Finding> findings) {
        List<Finding> byLine =
                findings.stream().sorted(Comparator.comparingInt(Finding::line)).toList();
        return new CaseResult(file, "", "", byLine, List.of(), List.of());
    }

    static CaseResult failed(CaseFile one, CaseFault fault) {
        return new CaseResult(one.file(), one.map(), one.direction().word(), List.of(), List.of(fault), List.of());
    }

    public boolean holds() {
        return findings.isEmpty() && faults.isEmpty();
    }
}
