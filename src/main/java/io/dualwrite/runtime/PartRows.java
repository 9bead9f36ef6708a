package io.dualwrite.runtime;

import io.dualwrite.intake.Dropped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of one part of a load, page by page; where a page stands is a text that outlives the process. */
interface PartRows extends AutoCloseable {
    /** Most rows of a page: they are one transaction of the journal. */
    int PAGE = 1_000;

    /**
     * Where reading begins.
     *
     * @param changeLink by which Sales will tell what changed since now; or empty
     * @param note a sentence for who looks, or empty
     */
    record Start(String place, String changeLink, OptionalLong all, String note) {}

    /**
     * What stands at a place.
     *
     * @param nextPlace behind it
     * @param last is there nothing behind it?
     * @param changeLink by which Sales tells what changed since, where this page names one
     */
    record Page(List<Dropped> rows, String nextPlace, boolean last, Optional<String> changeLink) {}

    /** @throws IOException if the system does not answer, or refuses; or a file is not what it was */
    Start start() throws IOException;

    /**
     * @param before how many rows the pages before it had
     * @throws IOException likewise
     */
    Page page(String place, long before) throws IOException;

    @Override
    default void close() {}
}
