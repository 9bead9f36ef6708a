package io.dualwrite.cases;

import io.dualwrite.row.Change;
import java.util.ArrayList;
import java.util.List;

/** What a case says in sentences. */
final class CaseText {
    private CaseText() {}

    /** What a row does beside being written: to rows of other maps, and to its owner. */
    static List<String> also(Change change) {
        List<String> also = new ArrayList<>();
        change.consequences()
                .forEach(other -> also.add(other.map() + " " + other.key() + " " + other.fields()
                        + (other.unless().isEmpty() ? "" : " unless " + other.unless())));
        change.ownerFrom().ifPresent(lookup -> also.add("owner of " + lookup));
        return also;
    }

    /** In short: the outcome and why, or that the row goes and what it does beside. */
    static String became(CaseRun run) {
        return run.outcome()
                .map(outcome -> outcome.kind().word() + " (" + outcome.reason() + ") " + outcome.field())
                .orElseGet(() -> "written" + run.change().map(CaseText::also).orElse(List.of()));
    }
}
