package io.dualwrite.compare;

import java.util.List;

/**
 * How the two sides of a map stand to each other. Every row of either side is in one of the counts.
 *
 * @param equal rows on both sides that the map would leave as they are
 * @param differ rows on both sides that it would change
 * @param filteredInFinops rows that the map's filter, or a rule, leaves in F&O
 * @param rows the first of those that differ or are missing, as many as were asked for
 * @param notCompared fields that are left out, with the reason, a line for each
 */
public record Compared(
        String map,
        long equal,
        long differ,
        long onlyInFinops,
        long onlyInDataverse,
        long filteredInFinops,
        long filteredInDataverse,
        List<RowDifference> rows,
        List<String> notCompared) {

    public boolean agrees() {
        return differ + onlyInFinops + onlyInDataverse == 0;
    }

    /** How many more rows differ or are missing than are listed. */
    public long more() {
        return differ + onlyInFinops + onlyInDataverse - rows.size();
    }
}
