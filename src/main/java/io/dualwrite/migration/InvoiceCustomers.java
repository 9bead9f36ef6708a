package io.dualwrite.migration;

import java.util.List;
import java.util.Optional;

/** The account that the column Customer means: Sales shows its name there, or its number where that is the name. */
final class InvoiceCustomers {
    private final SalesFacts sales;

    InvoiceCustomers(SalesFacts sales) {
        this.sales = sales;
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
        List<SalesRow> fitting = found.stream()
                .filter(row -> row.company().isBlank()
                        || row.company()
                                .equals(draft.company()
                                        .map(SalesFacts.Company::id)
                                        .orElse("")))
                .toList();
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
        Optional<SalesFacts.Company> other = sales.companyWithId(account.company())
                .filter(company -> draft.company().filter(company::equals).isEmpty());
        other.ifPresent(company -> draft.error(
                "customer-of-other-company",
                Field.CUSTOMER,
                "the customer is an account of " + company.code() + ", the document is to be of " + draft.companyCode(),
                "both of one company",
                "give the row its company in the export (column Company)"));
    }
}
