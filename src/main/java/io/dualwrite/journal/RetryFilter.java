package io.dualwrite.journal;

import java.util.Optional;
import java.util.Set;

/**
 * Which rejected and held rows get another try; conditions that are absent do not narrow.
 *
 * @param file the name a file was dropped as, or has in its last folder
 * @param reason the short word of the outcome
 * @param ids numbers of changes; empty for any
 * @param waitingToo waiting rows are looked at again as well
 */
public record RetryFilter(
        Optional<String> file, Optional<String> map, Optional<String> reason, Set<Long> ids, boolean waitingToo) {

    public static RetryFilter all() {
        return new RetryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), false);
    }

    public static RetryFilter ofIds(Set<Long> ids) {
        return new RetryFilter(Optional.empty(), Optional.empty(), Optional.empty(), ids, false);
    }

    /** What was skipped at a resume was so on purpose: it is meant only if it is named. */
    boolean skippedToo() {
        return !ids.isEmpty() || reason.filter(Pauses.SKIPPED::equals).isPresent();
    }

    public RetryFilter withFile(String name) {
        return new RetryFilter(Optional.of(name), map, reason, ids, waitingToo);
    }

    public RetryFilter withMap(String name) {
        return new RetryFilter(file, Optional.of(name), reason, ids, waitingToo);
    }

    public RetryFilter withReason(String word) {
        return new RetryFilter(file, map, Optional.of(word), ids, waitingToo);
    }

    public RetryFilter andWaiting() {
        return new RetryFilter(file, map, reason, ids, true);
    }
}
