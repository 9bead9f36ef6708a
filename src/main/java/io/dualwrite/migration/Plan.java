package io.dualwrite.migration;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every row with what it gets, all checks made, nothing written yet. */
final class Plan {
    private final Map<ImportTable, List<Draft>> drafts = new EnumMap<>(ImportTable.class);

    private Plan() {}

    /** @throws WrongUse if an option does not fit */
    static Plan of(Map<ImportTable, List<ExportRow>> rows, Facts facts, Problems problems) {
        Plan plan = new Plan();
        Matching matching = new Matching(facts.sales());
        Doubles doubles = new Doubles(facts);
        for (ImportTable table : ImportTable.values()) {
            if (!rows.containsKey(table)) {
                continue;
            }
            List<Draft> all = rows.get(table).stream()
                    .map(row -> new Draft(row, problems))
                    .toList();
            plan.drafts.put(table, all);
            doubles.sameRow(all);
            Filling filling = plan.filling(table, facts);
            all.stream().filter(draft -> !draft.failed()).forEach(draft -> {
                matching.match(draft);
                filling.fill(draft);
            });
            doubles.sameKey(table, all);
            all.stream().filter(Draft::writable).forEach(Draft::clashes);
            all.stream().filter(Draft::writable).forEach(Draft::replaced);
        }
        return plan;
    }

    private Filling filling(ImportTable table, Facts facts) {
        return switch (table) {
            case ACCOUNTS -> new AccountFilling(facts, Customers.of(facts.options()));
            case CONTACTS -> new ContactFilling(facts);
            case ORDERS, QUOTES -> new DocumentFilling(facts, table, of(ImportTable.ACCOUNTS));
            case ORDER_PRODUCTS, QUOTE_PRODUCTS -> {
                ImportTable headers = table.headers().orElseThrow();
                yield new LineFilling(facts, headers, drafts.getOrDefault(headers, List.of()));
            }
        };
    }

    List<Draft> of(ImportTable table) {
        return drafts.getOrDefault(table, List.of());
    }

    Map<ImportTable, List<Draft>> all() {
        return drafts;
    }

    /** Rows that Sales does not have so yet. */
    Map<ImportTable, List<Draft>> open() {
        Map<ImportTable, List<Draft>> open = new LinkedHashMap<>();
        drafts.forEach((table, all) -> {
            List<Draft> left = new ArrayList<>(all.stream()
                    .filter(draft -> draft.writable() && !draft.changes().isEmpty())
                    .toList());
            if (!left.isEmpty()) {
                open.put(table, left);
            }
        });
        return open;
    }
}
