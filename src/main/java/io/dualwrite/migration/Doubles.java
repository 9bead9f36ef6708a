package io.dualwrite.migration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows that are there twice: in the exports, or once the company makes their key. No row is ever merged into another. */
final class Doubles {
    private final Facts facts;

    Doubles(Facts facts) {
        this.facts = facts;
    }

    /** The same row in two exports, or twice in one: the first one counts. */
    void sameRow(List<Draft> drafts) {
        Map<String, Draft> first = new HashMap<>();
        for (Draft draft : drafts) {
            draft.row().text(Field.ID).map(SalesTable::folded).ifPresent(id -> {
                Draft other = first.putIfAbsent(id, draft);
                if (other != null) {
                    draft.error(
                            "row-twice",
                            Field.ID,
                            "the same row as " + other.row().place(),
                            "every row once",
                            "remove one of the two; the first one is taken");
                }
            });
        }
    }

    /** Rows that have the same key in dual-write: number and company. */
    void sameKey(ImportTable table, List<Draft> drafts) {
        Optional<Target> number = number(table);
        if (number.isEmpty() && table != ImportTable.ACCOUNTS) {
            return;
        }
        Map<Pair, List<Draft>> byKey = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            key(draft, number).filter(key -> !draft.failed()).ifPresent(key -> byKey.computeIfAbsent(
                            key, one -> new ArrayList<>())
                    .add(draft));
        }
        byKey.forEach((key, same) -> {
            List<Draft> left = table == ImportTable.QUOTES ? newest(same) : same;
            if (left.size() > 1) {
                left.forEach(draft -> collapse(draft, left));
            }
            left.forEach(draft -> inSales(draft, number, key));
        });
    }

    private static Optional<Target> number(ImportTable table) {
        return switch (table) {
            case CONTACTS -> Optional.of(Target.CONTACT_PERSON);
            case ORDERS -> Optional.of(Target.SALES_ORDER_NUMBER);
            case QUOTES -> Optional.of(Target.QUOTE_NUMBER);
            default -> Optional.empty();
        };
    }

    private static Optional<Pair> key(Draft draft, Optional<Target> number) {
        Optional<String> value = number.isPresent()
                ? draft.cell(number.get()).map(Cell::text)
                : draft.row().text(Field.NUMBER);
        return value.map(text -> new Pair(draft.companyCode(), text));
    }

    /** Revisions of a quote share its number; only the newest can go on under it. */
    private static List<Draft> newest(List<Draft> same) {
        List<Draft> left = new ArrayList<>(same);
        Optional<BigDecimal> highest =
                same.stream().flatMap(draft -> revision(draft).stream()).max(BigDecimal::compareTo);
        for (Draft draft : same) {
            Optional<BigDecimal> own = revision(draft);
            if (own.isPresent() && own.get().compareTo(highest.orElseThrow()) < 0) {
                left.remove(draft);
                draft.skip(
                        "older-revision",
                        Field.REVISION,
                        "revision " + own.get() + " of a quote that has a newer one",
                        "the newest revision",
                        "nothing to do: F&O knows the quote once; older revisions stay in Sales as they are");
            }
        }
        return left;
    }

    private static Optional<BigDecimal> revision(Draft draft) {
        return draft.row()
                .text(Field.REVISION)
                .or(() -> draft.current().map(row -> row.get("revisionnumber")))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(BigDecimal::new);
    }

    private static void collapse(Draft draft, List<Draft> same) {
        Draft other = same.get(same.get(0) == draft ? 1 : 0);
        draft.error(
                "rows-collapse",
                Field.NUMBER,
                "the row at " + other.row().place() + " has this number in " + draft.companyCode() + " too",
                "one row for a number and a company",
                "give each row its company in the export (column Company), or merge the two in Sales");
    }

    private void inSales(Draft draft, Optional<Target> number, Pair key) {
        if (draft.company().isEmpty() || draft.current().isEmpty()) {
            return;
        }
        String column = number.map(Target::property).orElse("accountnumber");
        facts.sales().table(draft.table()).named(key.number()).stream()
                .filter(row -> row.get(column).equalsIgnoreCase(key.number()))
                .filter(row -> row.company().equals(draft.company().get().id()))
                .filter(row -> !row.id().equals(draft.current().get().id()))
                .findFirst()
                .ifPresent(other -> draft.error(
                        "number-in-sales",
                        Field.NUMBER,
                        "another row of Sales, " + other.id() + ", has this number in " + draft.companyCode(),
                        "one row for a number and a company",
                        "merge the two in Sales: the other one came with the initial sync, or was made by hand"));
    }
}
