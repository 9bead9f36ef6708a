package io.dualwrite.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a load on its way into the journal.
 *
 * @param place where it was read; it is added only if reading is to go on just there
 * @param read how many records it had
 * @param rows these, for every map that takes them
 * @param readAt when it was asked for: changes that came in since may be newer
 * @param nextPlace where reading goes on
 * @param last was it the last one?
 * @param changeLink by which Sales tells what changed since, where the last page names one
 */
public record LoadPage(
        String place,
        long read,
        List<Accepted> rows,
        Instant readAt,
        String nextPlace,
        boolean last,
        Optional<String> changeLink) {}
