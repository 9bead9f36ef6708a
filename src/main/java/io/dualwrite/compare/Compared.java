package io.dualwrite.compare;

import java.util.List;

/**
 * How the two sides of a map stand to each other. Every row of either side is in one of the counts.
 *
 * @param equal rows on both sides that the map would leave as they are
 * @param differ rows on both sides that it would change
 * @param orphaned lines whose header their own system does not have
 * @param doubles rows beyond the first of a key
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
        long orphaned,
        long doubles,
        long filteredInFinops,
        long filteredInDataverse,
        List<RowDifference> rows,
        List<String> notCompared) {

    private long unequal() {
        return differ + onlyInFinops + onlyInDataverse + orphaned + doubles;
    }

    public boolean agrees() {
        return unequal() == 0;
    }

    /** How many more rows differ or are missing than are listed. */
    public long more() {
        return unequal() - rows.size();
    }
}
