package io.dualwrite.rule;

import static io.dualwrite.rule.LineDiscount.CHARGE;
import static io.dualwrite.rule.LineDiscount.LINE_AMOUNT;
import static io.dualwrite.rule.LineDiscount.OTHER_DISCOUNTS;
import static io.dualwrite.rule.LineDiscount.PRICE;
import static io.dualwrite.rule.LineDiscount.QUANTITY;
import static io.dualwrite.rule.LineDiscount.UNIT;
import static io.dualwrite.rule.LineDiscount.WHOLE;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** F&O's discount of a line as Sales shows it: one amount for the whole line. */
final class DiscountToSales {
    private static final List<String> INPUTS = Stream.concat(
                    Stream.of(QUANTITY, UNIT, CHARGE, PRICE, LINE_AMOUNT), OTHER_DISCOUNTS.stream())
            .toList();

    private final Money money;

    DiscountToSales(Money money) {
        this.money = money;
    }

    void apply(Change change) {
        if (INPUTS.stream().noneMatch(change.source()::has)) {
            return;
        }
        Figures line = new Figures(change.known());
        if (!OTHER_DISCOUNTS.stream().allMatch(line::isZero)) {
            decide(change, fromLineAmount(change, line));
        } else if (line.find(UNIT).isPresent() || chargeCounts(change, line)) {
            decide(change, fromUnit(line));
        }
    }

    /** A charge changes the discount also where nothing is known of a discount per unit, and so does its end. */
    private static boolean chargeCounts(Change change, Figures line) {
        Row before = change.link().map(Link::finops).orElse(Row.empty());
        return !line.isZero(CHARGE) || !new Figures(before).isZero(CHARGE);
    }

    private void decide(Change change, BigDecimal whole) {
        change.decide(WHOLE, money.fitting(change, WHOLE, whole));
    }

    private static BigDecimal fromUnit(Figures line) {
        BigDecimal unit = line.orZero(UNIT);
        BigDecimal charge = line.orZero(CHARGE);
        if (unit.signum() == 0) {
            return charge.negate();
        }
        BigDecimal quantity = line.required(QUANTITY, "the discount is per unit");
        if (quantity.signum() == 0) {
            throw LineDiscount.discountOnNothing(UNIT, QUANTITY);
        }
        return quantity.multiply(unit).subtract(charge);
    }

    /** Amounts and percentages combine in F&O; what they come to shows only in its line amount. */
    private static BigDecimal fromLineAmount(Change change, Figures line) {
        refuseOldLineAmount(change);
        String why = "with a percentage or multiline discount the whole discount is quantity x price - line amount";
        return line.required(QUANTITY, why)
                .multiply(line.required(PRICE, why))
                .subtract(line.required(LINE_AMOUNT, why));
    }

    /** A delta with a new quantity or price but the line amount of before would give a wrong discount. */
    private static void refuseOldLineAmount(Change change) {
        Row before = change.link().map(Link::finops).orElse(Row.empty());
        Figures now = new Figures(change.known());
        boolean same = Stream.concat(Stream.of(QUANTITY, PRICE, UNIT, CHARGE), OTHER_DISCOUNTS.stream())
                .allMatch(field -> now.same(field, before));
        if (!same && !change.source().has(LINE_AMOUNT)) {
            throw new Unfit(Outcome.rejected(
                    "line-discount",
                    LINE_AMOUNT,
                    "nothing",
                    "the line amount that belongs to this quantity, price and discount",
                    "drop the line with its column " + LINE_AMOUNT
                            + ": with a percentage or multiline discount the whole discount follows from it"));
        }
    }
}
