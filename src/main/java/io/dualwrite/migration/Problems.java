package io.dualwrite.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found on the way; what is wrong with many rows for one reason is told once. */
final class Problems {
    private final List<Problem> all = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    void add(Problem problem) {
        all.add(problem);
    }

    void once(Problem problem) {
        if (told.add(problem.code() + problem.table() + problem.found() + problem.expected())) {
            add(problem);
        }
    }

    List<Problem> all() {
        return List.copyOf(all);
    }
}
