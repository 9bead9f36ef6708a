package io.dualwrite.chaos;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of one run.
 *
 * @param folder with everything of the run; removed if it held
 * @param rows that were dropped
 * @param trouble why the run could not be judged, or empty
 */
public record RunOutcome(
        long seed, List<Death> deaths, Findings findings, Path folder, int rows, long millis, String trouble) {
    /** Were all promises kept, and did every death land where it was meant to? */
    public boolean held() {
        return trouble.isEmpty() && findings.none() && deaths.stream().allMatch(Death::landed);
    }
}
