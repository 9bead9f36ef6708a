package io.dualwrite.chaos;

import java.util.ArrayList;
import java.util.List;

/** What is not as it was promised, in sentences that name the row. */
public final class Findings {
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> different = new ArrayList<>();

    void lost(String what) {
        lost.add(what);
    }

    void doubled(String what) {
        doubled.add(what);
    }

    void different(String what) {
        different.add(what);
    }

    /** Rows or files that are nowhere, or that no account mentions. */
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /** Rows or files that are there more than once. */
    public List<String> doubled() {
        return List.copyOf(doubled);
    }

    /** Rows that are not the same on both sides, not the newest, or linked to another row. */
    public List<String> different() {
        return List.copyOf(different);
    }

    public boolean none() {
        return lost.isEmpty() && doubled.isEmpty() && different.isEmpty();
    }
}
