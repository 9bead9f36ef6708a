package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Operation;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules by the names they have in the flows. */
public final class Rules {
    private Rules() {}

    /** Every rule, ready to run, by name. */
    public static Map<String, Rule> named(RulePorts ports, OrderStatusPolicy orderStatus) {
        Money money = new Money(ports);
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("lineDiscount", new LineDiscount(money));
        rules.put("orderStatus", new OrderStatus(orderStatus));
        rules.put("readOnlyInSales", new ReadOnlyInSales(ports.tables()));
        rules.put("writeInGuard", new WriteInGuard(ports));
        rules.put("moneyScale", new MoneyScale(money, ports.tables()));
        rules.replaceAll((name, rule) -> change -> applyTo(change, rule));
        return rules;
    }

    /** What each rule does, in a line for the person who reads the flows; the README's table says the same. */
    public static Map<String, String> descriptions() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("lineDiscount", "discount of a line: per unit and charge in F&O, whole in Sales");
        text.put("orderStatus", "processing status of F&O to state and status of the order in Sales");
        text.put("writeInGuard", "holds back orders from Sales that have a line without product");
        text.put("readOnlyInSales", "drops what must never flow from Sales");
        text.put("moneyScale", "rejects amounts with more decimals than the currency has");
        return text;
    }

    private static void applyTo(Change change, Rule rule) {
        if (change.settled() || change.operation() == Operation.DELETE) {
            return;
        }
        try {
            rule.apply(change);
        } catch (Unfit unfit) {
            change.settle(unfit.outcome());
        }
    }
}
