package io.dualwrite.cli;

import io.dualwrite.plan.AlsoWritten;
import io.dualwrite.plan.MoneyTotal;
import io.dualwrite.plan.Plan;
import io.dualwrite.plan.PlanTotal;
import io.dualwrite.plan.PlannedField;
import io.dualwrite.plan.PlannedFile;
import io.dualwrite.plan.PlannedRow;
import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan for a person: a block a row, as in a diff. */
final class PlanReport {
    private static final Set<Outcome.Kind> STOPPED =
            Set.of(Outcome.Kind.REJECTED, Outcome.Kind.REFUSED, Outcome.Kind.HELD);
    private static final int WIDEST = 40;

    private final Plan plan;
    private final boolean all;
    private final int most;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param all rows of which nothing would be written as well
     * @param most rows to list
     */
    PlanReport(Plan plan, boolean all, int most) {
        this.plan = plan;
        this.all = all;
        this.most = most;
    }

    String text(boolean summary) {
        plan.files().stream().filter(file -> !file.note().isEmpty()).forEach(this::file);
        if (!summary) {
            List<PlannedRow> listed =
                    plan.rows().stream().filter(this::worthTelling).toList();
            listed.stream().limit(most).forEach(this::row);
            if (listed.size() > most) {
                lines.add("... and " + (listed.size() - most) + " more rows; --rows lists more");
            }
            if (!plan.also().isEmpty()) {
                lines.add("");
                lines.add("Written as well:");
                plan.also().stream().limit(most).forEach(this::also);
                if (plan.also().size() > most) {
                    lines.add("... and " + (plan.also().size() - most) + " more");
                }
            }
            lines.add("");
        }
        plan.totals().forEach(this::total);
        money();
        lines.add(closing());
        return String.join(System.lineSeparator(), lines);
    }

    private boolean worthTelling(PlannedRow row) {
        return all
                || row.changes()
                || row.outcome().filter(kind -> kind.fine()).isEmpty()
                || !row.warnings().isEmpty();
    }

    private void file(PlannedFile file) {
        lines.add((file.usable() ? "? " : "! ")
                + file.file()
                + (file.usable() ? ": " : " cannot be used: ")
                + file.note());
    }

    private void row(PlannedRow row) {
        String kind = row.outcome().map(Outcome.Kind::word).orElse("queued, its map is paused");
        lines.add(sign(row) + " " + row.map() + " " + row.direction().word() + "  "
                + row.key().map(RowKey::toString).orElse("(no key)") + "  " + row.file() + ":" + row.line() + "  "
                + kind
                + (row.outcome().filter(Outcome.Kind::delivered).isPresent() ? " in " + row.table() : "")
                + (row.older() ? "  (was in the journal before)" : ""));
        boolean told = row.outcome().filter(outcome -> !outcome.fine()).isPresent();
        if (told) {
            lines.add("      " + row.reason()
                    + (row.field().isEmpty() ? "" : " " + row.field())
                    + (row.found().isEmpty() ? "" : ": found " + oneLine(row.found()))
                    + (row.expected().isEmpty() ? "" : ", expected " + oneLine(row.expected())));
        }
        if (told && !row.remedy().isEmpty()) {
            lines.add("      to do: " + oneLine(row.remedy()));
        }
        fields(row.fields().stream()
                .filter(field -> field.fate() != Fate.STOPPED)
                .toList());
        row.warnings().forEach(warning -> lines.add("      note: " + oneLine(warning)));
    }

    private static String sign(PlannedRow row) {
        Outcome.Kind kind = row.outcome().orElse(Outcome.Kind.WAITING);
        if (row.changes() && kind.delivered()) {
            return kind == Outcome.Kind.CREATED ? "+" : kind == Outcome.Kind.DELETED ? "-" : "~";
        }
        return STOPPED.contains(kind) ? "!" : kind.fine() || kind == Outcome.Kind.FILTERED ? "=" : "?";
    }

    private void also(AlsoWritten row) {
        String sign = row.how().equals("created") ? "+" : row.how().equals("deleted") ? "-" : "~";
        lines.add(sign + " " + row.side().word() + " " + row.table() + "  " + row.row() + "  " + row.how() + ": "
                + row.why());
        fields(row.fields());
    }

    private void fields(List<PlannedField> fields) {
        int name = width(fields.stream().map(PlannedField::field).toList());
        int values = width(fields.stream().map(PlanReport::values).toList());
        for (PlannedField field : fields) {
            String why = field.why().map(Reason::toString).orElse("");
            lines.add(("      " + padded(field.field(), name) + "  " + padded(values(field), values) + "  " + why
                            + (field.decision().isEmpty() ? "" : "; conflict: " + field.decision())
                            + remark(field.fate()))
                    .stripTrailing());
        }
    }

    private static String remark(Fate fate) {
        return switch (fate) {
            case LATER -> "; written after its lines";
            case KEPT -> "; the target's own value stays";
            case OPEN -> "; left out until the row it names is there";
            case BACK -> "; written into the row it came from";
            default -> "";
        };
    }

    private static String values(PlannedField field) {
        return field.old() == null ? shown(field.value()) : shown(field.old()) + " -> " + shown(field.value());
    }

    private static String shown(Object value) {
        return value == null ? "(none)" : value.equals("") ? "''" : oneLine(Row.asText(value));
    }

    private static int width(List<String> texts) {
        return texts.stream()
                .mapToInt(String::length)
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private void total(PlanTotal total) {
        lines.add(total.map() + " " + total.direction().word() + ": "
                + total.rows().entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", ")));
    }

    private void money() {
        Map<String, List<MoneyTotal>> flows = plan.money().stream()
                .collect(Collectors.groupingBy(
                        total -> total.map() + " " + total.direction().word(),
                        java.util.LinkedHashMap::new,
                        Collectors.toList()));
        flows.forEach((flow, totals) -> {
            lines.add("money, " + flow + ":");
            int width = width(totals.stream().map(MoneyTotal::field).toList());
            totals.forEach(total -> lines.add("      " + padded(total.field(), width) + "  "
                    + total.before().toPlainString() + " -> " + total.after().toPlainString() + " " + total.currency()
                    + "  (" + total.rows() + " rows)"));
        });
    }

    private String closing() {
        long rows = plan.rows().stream().filter(PlannedRow::changes).count()
                + plan.also().size();
        long stopped = plan.rows().stream()
                .filter(row -> row.outcome().filter(STOPPED::contains).isPresent())
                .count();
        String changes = rows == 0 ? "Nothing would change." : rows + " rows would change.";
        return changes + (stopped == 0 ? "" : " " + stopped + " would not go and need a person.");
    }
}
