package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import java.util.List;

/**
 * Sales holds the whole discount of an order line; F&O holds a discount per unit and keeps what does not divide evenly
 * in the sales charge: whole discount = quantity x unit - charge. 10.00 off 3 pieces is 3.33 per piece and a charge of
 * -0.01.
 */
final class LineDiscount implements Rule {
    static final String WHOLE = "manualdiscountamount";
    static final String UNIT = "LineDiscountAmount";
    static final String CHARGE = "FixedPriceCharges";
    static final String QUANTITY = "OrderedSalesQuantity";
    static final String PRICE = "SalesPrice";
    static final String LINE_AMOUNT = "LineAmount";

    /** Discounts that F&O adds to the one per unit, and their columns in Sales, in the same order. */
    static final List<String> OTHER_DISCOUNTS =
            List.of("LineDiscountPercentage", "MultilineDiscountAmount", "MultilineDiscountPercentage");

    static final List<String> OTHER_DISCOUNTS_IN_SALES = List.of(
            "msdyn_linediscountpercentage", "msdyn_multilinediscountamount", "msdyn_multilinediscountpercentage");

    static final String UNIT_IN_SALES = "msdyn_linediscountamount";
    static final String CHARGE_IN_SALES = "msdyn_fixedpricecharges";
    static final String QUANTITY_IN_SALES = "quantity";

    private final MapTables tables;
    private final DiscountToSales toSales;
    private final DiscountToFinops toFinops;

    LineDiscount(Money money, MapTables tables) {
        this.tables = tables;
        toSales = new DiscountToSales(money);
        toFinops = new DiscountToFinops(money);
    }

    @Override
    public void apply(Change change) {
        if (!tables.pairs(change.map(), UNIT, WHOLE)) {
            return; // the map carries the whole discount as it is, and F&O splits it itself: the newest set
        }
        if (change.direction() == Direction.TO_DATAVERSE) {
            toSales.apply(change);
        } else {
            toFinops.apply(change);
        }
    }

    static Unfit discountOnNothing(String discountField, String quantityField) {
        return new Unfit(Outcome.rejected(
                "discount-without-quantity",
                discountField,
                "a discount on quantity 0",
                "a quantity other than 0, or no discount",
                "correct " + quantityField + " or remove the discount in the system the line came from"));
    }
}
