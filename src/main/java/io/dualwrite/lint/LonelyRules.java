package io.dualwrite.lint;

import io.dualwrite.rule.ActiveCustomers;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.ProductStart;
import io.dualwrite.rule.Rule;
import io.dualwrite.rule.RulePorts;
import io.dualwrite.rule.Rules;
import io.dualwrite.rule.ShippingDefaults;
import io.dualwrite.tablemap.TableMaps;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The rules that can run without either system: those that compute fields of the row from others of it. */
final class LonelyRules {
    private static final Set<String> ALONE = Set.of("lineDiscount", "orderStatus", "readOnlyInSales", "moneyScale");

    /** What turns one side's fields into the other's must turn them back. */
    static final Set<String> BOTH_WAYS = Set.of("lineDiscount");

    private final Map<String, Rule> rules;

    LonelyRules(TableMaps maps) {
        rules = Rules.named(
                new RulePorts(
                        LonelyRules::decimals,
                        (map, header) -> List.of(),
                        new RuleTables(() -> maps),
                        currency -> Optional.empty(),
                        ShippingDefaults.none(),
                        ActiveCustomers.nobody()),
                OrderStatusPolicy.STATUS_CODE,
                ProductStart.ACTIVE);
    }

    /** The rules of a flow, in its order, without those that need to ask. */
    List<Rule> of(List<String> steps) {
        return steps.stream().filter(ALONE::contains).map(rules::get).toList();
    }

    private static OptionalInt decimals(String isoCode) {
        try {
            return OptionalInt.of(Currency.getInstance(isoCode).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return OptionalInt.empty();
        }
    }
}
