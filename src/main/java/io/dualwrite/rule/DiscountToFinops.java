package io.dualwrite.rule;

import static io.dualwrite.rule.LineDiscount.CHARGE;
import static io.dualwrite.rule.LineDiscount.CHARGE_IN_SALES;
import static io.dualwrite.rule.LineDiscount.OTHER_DISCOUNTS;
import static io.dualwrite.rule.LineDiscount.OTHER_DISCOUNTS_IN_SALES;
import static io.dualwrite.rule.LineDiscount.QUANTITY_IN_SALES;
import static io.dualwrite.rule.LineDiscount.UNIT;
import static io.dualwrite.rule.LineDiscount.UNIT_IN_SALES;
import static io.dualwrite.rule.LineDiscount.WHOLE;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The whole discount of a line in Sales as F&O holds it: per unit, rounded to the currency, with the exact remainder in
 * the charge. F&O may have split it otherwise (a genuine charge, a percentage); its split stays until Sales really
 * changes the discount or one of the two parts against what it last was. A new quantity alone divides only a discount
 * that was divided like this before: F&O's own discount per unit and charge hold for the new quantity too.
 *
 * <p>A unit or charge that Sales changed itself is taken as it is. Where it changed the whole discount as well, the
 * whole discount counts and the charge is part of it, so that the way back is exact; unit and charge of Sales are both
 * taken if they come to just that discount.
 */
final class DiscountToFinops {
    private final Money money;

    DiscountToFinops(Money money) {
        this.money = money;
    }

    void apply(Change change) {
        Row before = change.link()
                .filter(link -> !link.deleted())
                .map(Link::dataverse)
                .orElse(Row.empty());
        Figures now = new Figures(change.known());
        boolean whole = !now.same(WHOLE, before);
        boolean unit = !now.same(UNIT_IN_SALES, before);
        boolean charge = !now.same(CHARGE_IN_SALES, before);
        boolean quantity = !now.same(QUANTITY_IN_SALES, before);
        if (whole || quantity) {
            refuseDiscountOnNothing(now);
        }
        if (whole) {
            split(change, now, charge);
            clearOtherDiscounts(change, before);
        } else if (quantity && !unit && !charge && now.find(WHOLE).isPresent() && dividedHere(change, before)) {
            split(change, now, false);
        } else {
            take(change, UNIT, UNIT_IN_SALES, unit);
            take(change, CHARGE, CHARGE_IN_SALES, charge);
        }
    }

    private static void refuseDiscountOnNothing(Figures now) {
        if (!now.isZero(WHOLE)
                && now.required(QUANTITY_IN_SALES, "F&O holds the discount per unit")
                                .signum()
                        == 0) {
            throw LineDiscount.discountOnNothing(WHOLE, QUANTITY_IN_SALES);
        }
    }

    private void split(Change change, Figures now, boolean chargeOfSales) {
        BigDecimal discount = money.fitting(change, WHOLE, now.orZero(WHOLE));
        BigDecimal charge = chargeOfSales ? now.orZero(CHARGE_IN_SALES) : BigDecimal.ZERO;
        if (discount.signum() == 0) {
            change.decide(UNIT, BigDecimal.ZERO);
            change.decide(CHARGE, charge);
            return;
        }
        BigDecimal quantity = now.orZero(QUANTITY_IN_SALES);
        BigDecimal unit = chargeOfSales && partsComeTo(discount, quantity, now)
                ? now.orZero(UNIT_IN_SALES)
                : perUnit(change, discount.add(charge), quantity);
        change.decide(UNIT, unit);
        change.decide(CHARGE, quantity.multiply(unit).subtract(discount));
    }

    /** Is what F&O has just what this rule makes of the discount? Then it is the discount of Sales, not F&O's own. */
    private boolean dividedHere(Change change, Row before) {
        Figures finops = new Figures(change.link().map(Link::finops).orElse(Row.empty()));
        Figures sales = new Figures(before);
        BigDecimal quantity = sales.orZero(QUANTITY_IN_SALES);
        BigDecimal discount = sales.orZero(WHOLE);
        if (!OTHER_DISCOUNTS.stream().allMatch(finops::isZero)) {
            return false; // F&O applies a percentage to the new quantity itself
        }
        if (quantity.signum() == 0 || discount.signum() == 0) {
            return finops.isZero(UNIT) && finops.isZero(CHARGE);
        }
        BigDecimal unit = perUnit(change, discount, quantity);
        return finops.orZero(UNIT).compareTo(unit) == 0
                && finops.orZero(CHARGE).compareTo(quantity.multiply(unit).subtract(discount)) == 0;
    }

    /** HALF_UP of BigDecimal rounds half away from zero, for negative amounts too. */
    private BigDecimal perUnit(Change change, BigDecimal discount, BigDecimal quantity) {
        return discount.divide(quantity, money.decimals(change), RoundingMode.HALF_UP);
    }

    private static boolean partsComeTo(BigDecimal discount, BigDecimal quantity, Figures now) {
        return now.find(UNIT_IN_SALES).isPresent()
                && quantity.multiply(now.orZero(UNIT_IN_SALES))
                                .subtract(now.orZero(CHARGE_IN_SALES))
                                .compareTo(discount)
                        == 0;
    }

    /** What Sales changed itself goes as it is; what it did not stays as F&O has it. */
    private static void take(Change change, String field, String inSales, boolean changed) {
        Row image =
                change.link().filter(link -> !link.deleted()).map(Link::finops).orElse(Row.empty());
        if (changed) {
            change.decide(field, new Figures(change.known()).orZero(inSales));
        } else if (image.has(field)) {
            change.decide(field, image.get(field));
        } else {
            change.setTarget(change.target().without(field));
        }
    }

    /** The new discount of Sales is the whole of it: a percentage left in F&O would be taken off once more. */
    private static void clearOtherDiscounts(Change change, Row before) {
        Figures now = new Figures(change.known());
        Figures finops = new Figures(change.link().map(Link::finops).orElse(Row.empty()));
        for (int i = 0; i < OTHER_DISCOUNTS.size(); i++) {
            String field = OTHER_DISCOUNTS.get(i);
            if (!finops.isZero(field) && now.same(OTHER_DISCOUNTS_IN_SALES.get(i), before)) {
                change.decide(field, BigDecimal.ZERO);
                change.warn(field + " was " + Row.asText(finops.row().get(field))
                        + " in F&O and is set to 0: Sales changed the whole discount of the line, which includes it");
            }
        }
    }
}
