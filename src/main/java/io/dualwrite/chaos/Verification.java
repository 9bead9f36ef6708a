package io.dualwrite.chaos;

import io.dualwrite.compare.Compared;
import io.dualwrite.compare.FieldDifference;
import io.dualwrite.compare.RowDifference;
import io.dualwrite.runtime.Agreement;
import io.dualwrite.runtime.Comparing;
import io.dualwrite.runtime.Operating;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the promises held; asked when the runtime has stopped and both systems still answer. */
final class Verification {
    private static final int LIMIT = 20;

    private final Stage stage;
    private final Findings findings = new Findings();

    Verification(Stage stage) {
        this.stage = stage;
    }

    /**
     * @param expected every row that should be on both sides
     * @param dropped every file that was dropped
     */
    Findings of(List<Item> expected, List<DropFile> dropped) throws IOException {
        String status;
        try (Operating stopped = Operating.of(stage.settings())) {
            status = stopped.status();
        }
        new Account(stage, findings).audit(status, dropped);
        new Census(stage, findings).take(expected);
        compareSides(expected);
        Agreement.Finding agreed = Agreement.of(stage.settings());
        agreed.differences().forEach(difference -> findings.different("link: " + difference));
        for (Kind kind : Kind.values()) {
            long links = agreed.links().getOrDefault(kind.map(), 0L);
            if (links != rows(expected, kind.map())) {
                findings.different(
                        kind.map() + ": " + links + " rows are linked; expected are " + rows(expected, kind.map()));
            }
        }
        return findings;
    }

    private static long rows(List<Item> expected, String map) {
        return expected.stream().filter(item -> item.kind().map().equals(map)).count();
    }

    private void compareSides(List<Item> expected) throws IOException {
        List<String> maps = Arrays.stream(Kind.values()).map(Kind::map).toList();
        for (Compared compared : new Comparing(stage.settings()).of(maps, Optional.empty(), LIMIT)) {
            compared.rows().forEach(row -> findings.different(compared.map() + " " + told(row)));
            long rows = rows(expected, compared.map());
            if (compared.equal() != rows) {
                findings.different(compared.map() + ": " + compared.equal()
                        + " rows are equal on both sides; expected are " + rows);
            }
        }
    }

    private static String told(RowDifference row) {
        return row.key() + " " + row.kind().words() + " " + row.note()
                + row.fields().stream().map(Verification::told).collect(Collectors.joining(", "));
    }

    private static String told(FieldDifference field) {
        return field.dataverseField() + ": '" + field.finops() + "' in F&O, '" + field.dataverse()
                + "' in Sales, to be '" + field.expected() + "'";
    }
}
