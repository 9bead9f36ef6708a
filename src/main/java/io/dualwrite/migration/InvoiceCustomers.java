package io.dualwrite.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account that the column Customer means: Sales shows its name there, or its number where that is the name. */
final class InvoiceCustomers {
    private final SalesFacts sales;
    private final Map<String, String> planned = new HashMap<>();

    /** @param accounts those of the exports, which get their company in this run */
    InvoiceCustomers(SalesFacts sales, List<Draft> accounts) {
        this.sales = sales;
        accounts.forEach(draft -> draft.current().ifPresent(row -> planned.putIfAbsent(row.id(), draft.companyCode())));
    }

    void fill(Draft draft) {
        Optional<String> customer = draft.row().text(Field.CUSTOMER);
        if (customer.isEmpty()) {
            draft.error(
                    "customer-missing",
                    Field.CUSTOMER,
                    "a blank cell",
                    "the customer of the document",
                    "add the column to the view in Sales, and export again");
            return;
        }
        SalesTable accounts = sales.table(ImportTable.ACCOUNTS);
        Optional<String> own =
                draft.current().map(row -> row.get("_customerid_value")).filter(id -> !id.isBlank());
        if (own.isPresent()) {
            Optional<SalesRow> account = accounts.id(own.get());
            draft.put(
                    Target.INVOICE_CUSTOMER,
                    customer.get(),
                    account.map(SalesRow::id).orElse(""));
            account.ifPresentOrElse(row -> company(draft, row), () -> person(draft, customer.get()));
        } else {
            named(draft, customer.get(), accounts.named(customer.get()));
        }
    }

    private void named(Draft draft, String customer, List<SalesRow> found) {
        List<SalesRow> fitting =
                found.stream().filter(row -> other(draft, row).isEmpty()).toList();
        draft.put(
                Target.INVOICE_CUSTOMER,
                customer,
                fitting.size() == 1 ? fitting.get(0).id() : "");
        if (fitting.size() > 1) {
            draft.error(
                    "customer-ambiguous",
                    Field.CUSTOMER,
                    "'" + customer + "', which " + fitting.size() + " accounts of Sales are named",
                    "one account",
                    "write the account number into this column of the export");
        } else if (fitting.isEmpty()) {
            person(draft, customer);
        }
    }

    private static void person(Draft draft, String customer) {
        draft.warning(
                "customer-no-account",
                Field.CUSTOMER,
                "'" + customer + "' is no account of Sales in " + draft.companyCode(),
                "an account: the invoice customer can be nothing else",
                "if it is a contact, nothing: the column stays blank, and F&O's comes with the initial sync");
    }

    private void company(Draft draft, SalesRow account) {
        other(draft, account)
                .ifPresent(company -> draft.error(
                        "customer-of-other-company",
                        Field.CUSTOMER,
                        "the customer is an account of " + company + ", the document is to be of "
                                + draft.companyCode(),
                        "both of one company",
                        "give the row its company in the export (column Company)"));
    }

    /** The account's company, now or after this run, if it is not the document's. */
    private Optional<String> other(Draft draft, SalesRow account) {
        return sales.companyWithId(account.company())
                .map(SalesFacts.Company::code)
                .or(() -> Optional.ofNullable(planned.get(account.id())))
                .filter(code -> !code.isBlank() && !code.equalsIgnoreCase(draft.companyCode()));
    }
}
