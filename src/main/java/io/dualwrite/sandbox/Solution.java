package io.dualwrite.sandbox;

import io.dualwrite.schema.Schema;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What Sales has installed to keep in step with F&O: never both in one system. */
enum Solution {
    DUAL_WRITE("dual-write"),
    DATA_INTEGRATOR("data-integrator");

    private final String word;

    Solution(String word) {
        this.word = word;
    }

    /** @throws IllegalArgumentException if there is no solution of that name */
    static Solution of(String word) {
        return Arrays.stream(values())
                .filter(solution -> solution.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is not a solution of the sandbox; expected one of: " + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(Solution::word).collect(Collectors.joining(", "));
    }

    String word() {
        return word;
    }

    Schema schema() {
        return this == DUAL_WRITE ? Schema.shipped() : Schema.dataIntegrator();
    }
}
