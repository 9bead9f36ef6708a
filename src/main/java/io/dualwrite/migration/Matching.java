package io.dualwrite.migration;

import java.util.List;
import java.util.Optional;

/** Finds the row of Sales that an exported row is: by its GUID, else by what people know it by. Nothing is created. */
final class Matching {
    private final SalesFacts sales;

    Matching(SalesFacts sales) {
        this.sales = sales;
    }

    void match(Draft draft) {
        SalesTable table = sales.table(draft.table());
        Optional<String> id = draft.row().text(Field.ID);
        if (id.isPresent()) {
            table.id(id.get()).ifPresentOrElse(row -> same(draft, row), () -> gone(draft, id.get()));
            return;
        }
        if (!draft.table().isLines() && draft.row().text(Field.NUMBER).isEmpty()) {
            return; // told when the row is filled
        }
        List<SalesRow> found = candidates(draft, table);
        if (found.size() == 1) {
            draft.current(found.get(0));
        } else {
            unclear(draft, found.size());
        }
    }

    /** Columns that were sorted each for itself in Excel put a GUID beside another row's number. */
    private static void same(Draft draft, SalesRow row) {
        draft.current(row);
        if (draft.table().isLines()) {
            return;
        }
        String now = row.get(numbers(draft.table()).get(0));
        draft.row()
                .text(Field.NUMBER)
                .filter(number -> !now.isBlank() && !numbered(draft.table(), row, number))
                .ifPresent(number -> draft.error(
                        "number-differs",
                        Field.NUMBER,
                        "'" + number + "', but the row " + row.id() + " is '" + now + "' in Sales",
                        "the number of this row",
                        "export again: the number was changed since, or the file's columns were mixed up"));
    }

    private List<SalesRow> candidates(Draft draft, SalesTable table) {
        if (draft.table().isLines()) {
            return lines(draft, table);
        }
        String number = draft.row().text(Field.NUMBER).orElse("");
        Optional<String> company =
                draft.row().text(Field.COMPANY).flatMap(sales::company).map(SalesFacts.Company::id);
        return table.named(number).stream()
                .filter(row -> company.isEmpty()
                        || row.company().isBlank()
                        || row.company().equals(company.get()))
                .filter(row -> draft.row()
                        .text(Field.REVISION)
                        .filter(revision -> !revision.equals(row.get("revisionnumber")))
                        .isEmpty())
                .filter(row -> numbered(draft.table(), row, number))
                .toList();
    }

    /** Not a row that merely has the number as its name. */
    private static boolean numbered(ImportTable table, SalesRow row, String number) {
        return numbers(table).stream().anyMatch(column -> row.get(column).equalsIgnoreCase(number));
    }

    /** The columns that hold a row's number, its own first. */
    private static List<String> numbers(ImportTable table) {
        return switch (table) {
            case ACCOUNTS -> List.of("accountnumber");
            case CONTACTS -> List.of("msdynce_contactnumber", "msdyn_contactnumber", "msdyn_contactpersonid");
            case QUOTES -> List.of("quotenumber", "msdyn_quotenumber");
            default -> List.of("ordernumber", "msdyn_salesordernumber");
        };
    }

    private List<SalesRow> lines(Draft draft, SalesTable table) {
        Optional<String> line = draft.row().text(Field.LINE_NUMBER);
        List<SalesRow> headers = draft.row()
                .text(Field.HEADER)
                .map(name -> sales.table(draft.table().headers().orElseThrow()).named(name))
                .orElse(List.of());
        if (line.isEmpty() || headers.size() != 1) {
            return List.of();
        }
        return table.named(headers.get(0).id()).stream()
                .filter(row -> line.get().equals(row.get("lineitemnumber"))
                        || line.get().equals(row.get("sequencenumber")))
                .toList();
    }

    private static void gone(Draft draft, String id) {
        draft.error(
                "row-gone",
                Field.ID,
                "no row " + id + " in Sales",
                "the row that was exported",
                "export again: it was deleted since, or the file is of another Sales");
    }

    private static void unclear(Draft draft, int found) {
        draft.error(
                found == 0 ? "row-not-found" : "row-ambiguous",
                Field.ID,
                found == 0 ? "no row of Sales with this number" : found + " rows of Sales with this number",
                "one row: by the hidden column '" + Headers.shown(draft.table(), Field.ID) + "', or by its number",
                "export to Excel from the view (the hidden columns name the row), or add the row's GUID as a column");
    }
}
