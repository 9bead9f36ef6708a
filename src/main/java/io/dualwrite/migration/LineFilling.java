package io.dualwrite.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines of orders and quotes: the company of their header. */
final class LineFilling implements Filling {
    private final Facts facts;
    private final ImportTable headers;
    private final Companies companies;
    private final Map<String, Draft> byId = new HashMap<>();
    private final Map<String, Draft> byName = new HashMap<>();

    LineFilling(Facts facts, ImportTable headers, List<Draft> drafts) {
        this.facts = facts;
        this.headers = headers;
        this.companies = new Companies(facts);
        drafts.forEach(draft -> {
            draft.current().ifPresent(row -> byId.put(row.id(), draft));
            draft.row().text(Field.NAME).ifPresent(name -> byName.putIfAbsent(SalesTable.folded(name), draft));
            draft.row().text(Field.NUMBER).ifPresent(number -> byName.put(SalesTable.folded(number), draft));
        });
    }

    @Override
    public void fill(Draft draft) {
        Optional<SalesRow> inSales = headerInSales(draft);
        // A header that Sales told is not sought by its name: another one may be called the same.
        Optional<Draft> inFiles = inSales.isPresent()
                ? inSales.map(row -> byId.get(row.id()))
                : draft.row().text(Field.HEADER).map(SalesTable::folded).map(byName::get);
        if (inFiles.filter(Draft::failed).isPresent()) {
            draft.error(
                    "header-failed",
                    Field.HEADER,
                    "its " + word() + " " + inFiles.get().row().key() + " has an error",
                    "a header that can be filled",
                    "mend the header, and run again");
        } else if (inFiles.isPresent()) {
            companies.fill(draft, inFiles.get().companyCode());
        } else {
            bootstrapped(draft, inSales);
        }
        inSales.filter(row -> !row.get("statecode").equals("0")).ifPresent(row -> closed(draft));
        writeIn(draft);
    }

    private Optional<SalesRow> headerInSales(Draft draft) {
        SalesTable table = facts.sales().table(headers);
        Optional<SalesRow> byLine = draft.current()
                .map(row -> row.get(SalesTable.parent(draft.table())))
                .flatMap(table::id);
        return byLine.or(() -> draft.row().text(Field.HEADER).flatMap(name -> {
            List<SalesRow> found = table.named(name);
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }));
    }

    /** Its header was filled on another day. */
    private void bootstrapped(Draft draft, Optional<SalesRow> header) {
        Optional<String> company = header.flatMap(row -> facts.sales().companyWithId(row.company()))
                .map(SalesFacts.Company::code);
        if (company.isPresent()) {
            companies.fill(draft, company.get());
        } else {
            draft.error(
                    "header-missing",
                    Field.HEADER,
                    "its " + word() + " is neither in the files nor filled in Sales: "
                            + draft.row().text(Field.HEADER).orElse("not named"),
                    "the header of every line",
                    "export the " + headers.word() + " with their lines");
        }
    }

    private void closed(Draft draft) {
        if (draft.writable()) {
            draft.skip(
                    "header-closed",
                    Field.HEADER,
                    "its " + word() + " is not " + (headers == ImportTable.ORDERS ? "active" : "a draft") + " any more",
                    "a line that can be written",
                    "nothing to do: Sales does not let anybody write such a line, and what F&O has comes with the"
                            + " initial sync");
        }
    }

    private void writeIn(Draft draft) {
        Optional<SalesRow> row = draft.current();
        boolean writeIn = row.isPresent()
                ? row.get().get("_productid_value").isBlank()
                : draft.row().text(Field.PRODUCT).isEmpty()
                        && draft.row().text(Field.WRITE_IN).isPresent();
        if (writeIn) {
            String name = draft.row()
                    .text(Field.WRITE_IN)
                    .or(() -> row.map(line -> line.get("productdescription")))
                    .orElse("");
            draft.warning(
                    "write-in",
                    Field.WRITE_IN,
                    "the write-in line '" + name + "', which is no product of F&O",
                    "a product that came from F&O",
                    "choose a product in Sales: until then the " + word() + " stays in Sales with all its lines");
        }
    }

    private String word() {
        return headers == ImportTable.ORDERS ? "order" : "quote";
    }
}
