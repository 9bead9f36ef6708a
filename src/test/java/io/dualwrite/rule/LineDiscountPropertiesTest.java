package io.dualwrite.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every discount, quantity and currency. */
class LineDiscountPropertiesTest {
    private static final Map<String, Integer> DECIMALS = Map.of("USD", 2, "JPY", 0, "KWD", 3);
    private static final RowKey LINE = RowKey.of("USMF", "C1", "1");
    private final Rule rule = Rules.named(Fixture.ports(), OrderStatusPolicy.STATUS_CODE, ProductStart.ACTIVE)
            .get("lineDiscount");

    @Property
    void a_discount_comes_back_exactly_as_it_left(
            @ForAll("discounts") BigDecimal wide,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("codes") String code) {
        BigDecimal discount = wide.movePointLeft(DECIMALS.get(code));
        Change there = toFinops(quantity, discount, code);
        rule.apply(there);
        Change back = toSales(quantity, there.target(), code);
        rule.apply(back);

        assertThat(there.outcome()).isEmpty();
        assertThat(back.outcome()).isEmpty();
        assertThat((BigDecimal) back.target().get("manualdiscountamount")).isEqualByComparingTo(discount);
    }

    @Property
    void the_unit_is_the_nearest_amount_of_the_currency(
            @ForAll("discounts") BigDecimal wide,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("codes") String code) {
        int decimals = DECIMALS.get(code);
        Change there = toFinops(quantity, wide.movePointLeft(decimals), code);
        rule.apply(there);

        BigDecimal unit = (BigDecimal) there.target().get("LineDiscountAmount");
        BigDecimal charge = (BigDecimal) there.target().get("FixedPriceCharges");
        BigDecimal halfStep = new BigDecimal("0.5").movePointLeft(decimals);
        assertThat(Money.scaleOf(unit)).isLessThanOrEqualTo(decimals);
        assertThat(charge.abs()).isLessThanOrEqualTo(quantity.abs().multiply(halfStep));
    }

    @Property
    void a_discount_that_sales_did_not_change_leaves_any_split_of_finops_as_it_is(
            @ForAll("discounts") BigDecimal unit,
            @ForAll("discounts") BigDecimal charge,
            @ForAll("quantities") BigDecimal quantity) {
        Row finops = Row.of(Map.of("LineDiscountAmount", unit, "FixedPriceCharges", charge));
        BigDecimal whole = quantity.multiply(unit).subtract(charge);
        Row sales = Row.of(Map.of("quantity", quantity, "manualdiscountamount", whole));
        Change back = change(Direction.TO_FINOPS, sales, Optional.of(link(finops, sales)));
        rule.apply(back);

        assertThat(back.outcome()).isEmpty();
        assertThat(back.target()).isEqualTo(finops);
    }

    @Provide
    Arbitrary<BigDecimal> discounts() {
        return Arbitraries.bigIntegers().map(BigDecimal::new).filter(number -> number.precision() < 30);
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Arbitraries.bigDecimals().ofScale(5).filter(number -> number.signum() != 0);
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of("USD", "JPY", "KWD");
    }

    private static Change toFinops(BigDecimal quantity, BigDecimal discount, String code) {
        return change(
                Direction.TO_FINOPS,
                Row.of(Map.of(
                        "quantity",
                        quantity,
                        "manualdiscountamount",
                        discount,
                        "transactioncurrencyid.isocurrencycode",
                        code)));
    }

    private static Change toSales(BigDecimal quantity, Row split, String code) {
        return change(
                Direction.TO_DATAVERSE,
                split.with("OrderedSalesQuantity", quantity).with("CurrencyCode", code));
    }

    private static Link link(Row finops, Row sales) {
        return new Link("order-lines", LINE, Optional.empty(), finops, sales, Side.FINOPS, "1", Row.empty(), false);
    }

    private static Change change(Direction direction, Row source) {
        return change(direction, source, Optional.empty());
    }

    private static Change change(Direction direction, Row source, Optional<Link> link) {
        return new Change(
                1,
                "order-lines",
                direction,
                Operation.UPSERT,
                LINE,
                new Place("lines.csv", 2),
                source,
                link,
                Optional.empty(),
                0);
    }
}
