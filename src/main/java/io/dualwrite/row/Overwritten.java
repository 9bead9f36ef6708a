package io.dualwrite.row;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a row that we wrote over something else, for each side, until that side changes them itself. A drop of
 * that side which has another value there may be older than our writing; only the system itself can tell.
 */
public record Overwritten(Set<String> finops, Set<String> dataverse) {
    private static final Overwritten NONE = new Overwritten(Set.of(), Set.of());

    public Overwritten {
        finops = folded(finops);
        dataverse = folded(dataverse);
    }

    public static Overwritten none() {
        return NONE;
    }

    public Set<String> on(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }

    public Overwritten with(Side side, Collection<String> fields) {
        Set<String> these = Set.copyOf(fields);
        return side == Side.FINOPS ? new Overwritten(these, dataverse) : new Overwritten(finops, these);
    }

    /** Names are found in any case. */
    private static Set<String> folded(Collection<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return java.util.Collections.unmodifiableSet(set);
    }
}
