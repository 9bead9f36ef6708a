package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules by the names they have in the flows. */
public final class Rules {
    private Rules() {}

    /** Every rule, ready to run, by name. */
    public static Map<String, Rule> named(RulePorts ports, OrderStatusPolicy orderStatus, ProductStart products) {
        Money money = new Money(ports);
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("lineDiscount", new LineDiscount(money, ports.tables()));
        rules.put("orderStatus", new OrderStatus(orderStatus, ports.tables()));
        rules.put("orderInvoiced", new OrderInvoiced(orderStatus));
        rules.put("invoiceOwner", new InvoiceOwner());
        rules.put("readOnlyInSales", new ReadOnlyInSales(ports.tables()));
        rules.put("writeInGuard", new WriteInGuard(ports));
        rules.put("productState", new ProductState(products));
        rules.put("priceList", new PriceList(ports.priceLists(), ports.tables()));
        rules.put("siteAndWarehouse", new SiteAndWarehouse(ports.shippingDefaults()));
        rules.put("contactRouting", new ContactRouting(ports.activeCustomers(), ports.tables()));
        rules.put("activeCustomer", new ActiveCustomer(ports.activeCustomers(), ports.tables()));
        rules.put("externallyMaintained", new ExternallyMaintained());
        rules.put("freightTax", new FreightTax(ports.tables()));
        rules.put("moneyScale", new MoneyScale(money, ports.tables()));
        rules.replaceAll((name, rule) -> change -> applyTo(change, name, rule));
        return rules;
    }

    /**
     * What the rule orderStatus does, step by step.
     *
     * @param newest is the map of orders of the newest published set?
     */
    public static List<OrderStatusStep> orderStatus(OrderStatusPolicy policy, MapTables tables, boolean newest) {
        return new OrderStatus(policy, tables).steps(newest);
    }

    /** Is it a field of a header that Sales shows and F&O owns, so that no change of it comes back? */
    public static boolean ownedByFinops(String finopsField) {
        return ReadOnlyInSales.owned(finopsField);
    }

    /** What each rule does, in a line for the person who reads the flows; the README's table says the same. */
    public static Map<String, String> descriptions() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("lineDiscount", "discount of a line: per unit and charge in F&O, whole in Sales");
        text.put("orderStatus", "processing status of F&O to state and status of the order in Sales");
        text.put("orderInvoiced", "an invoice makes its order in Sales Invoiced, whichever of the two comes first");
        text.put("invoiceOwner", "whoever owns the order in Sales owns its invoice");
        text.put("writeInGuard", "holds back orders and quotes from Sales that have a line without product");
        text.put("readOnlyInSales", "drops what must never flow from Sales");
        text.put("productState", "products that are new in Sales: draft or active");
        text.put("priceList", "prices of products to a price list of Sales; the price list of new orders and quotes");
        text.put("siteAndWarehouse", "site and warehouse of lines from Sales that have none");
        text.put("contactRouting", "contacts of Sales: to customers, to contact persons, or not at all");
        text.put("activeCustomer", "a quote, order or invoice makes its contact an active customer");
        text.put("externallyMaintained", "documents that F&O maintains do not flow back from Sales");
        text.put("freightTax", "tax on F&O's header: a line of its own in Sales, if there is any");
        text.put("moneyScale", "rejects amounts with more decimals than the currency has");
        return text;
    }

    private static void applyTo(Change change, String name, Rule rule) {
        if (change.settled() || change.operation() == Operation.DELETE) {
            return;
        }
        Row target = change.target();
        Row last = change.last();
        try {
            rule.apply(change);
            change.account().edited(name, target, last, change);
        } catch (Unfit unfit) {
            change.settle(unfit.outcome());
        } catch (Unanswered unanswered) {
            change.settle(unanswered.outcome(change));
        }
    }
}
