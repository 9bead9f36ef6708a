package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * F&O has prices, Sales has price lists. A product's price becomes an item of the list of its currency, and an order or
 * quote that is new in Sales gets that list. Once chosen, a list stays: lists that come or expire later move nothing.
 */
final class PriceList implements Rule {
    static final String LIST = "pricelevelid.pricelevelid";
    private static final String ITEMS = "productpricelevels";
    private static final String CURRENCY = "CurrencyCode";
    private static final String CURRENCY_IN_SALES = "transactioncurrencyid.isocurrencycode";

    private final PriceLists lists;
    private final MapTables tables;

    PriceList(PriceLists lists, MapTables tables) {
        this.lists = lists;
        this.tables = tables;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() != Direction.TO_DATAVERSE) {
            return;
        }
        boolean item = tables.table(change.map(), Side.DATAVERSE)
                .filter(table -> table.set().equals(ITEMS))
                .isPresent();
        if (item) {
            price(change);
        } else if (link(change).isEmpty() && change.target().isBlank(LIST)) {
            currency(change.target(), CURRENCY_IN_SALES)
                    .flatMap(lists::of)
                    .ifPresent(list -> change.decide(LIST, list));
        }
    }

    private void price(Change change) {
        Optional<String> currency = currency(change.known(), CURRENCY);
        // The item is in the currency of its list.
        change.setTarget(change.target().without(CURRENCY_IN_SALES));
        if (currency.isEmpty() || change.known().isBlank("SalesPrice")) {
            change.settle(Outcome.filtered("no-price", "a sales price and its currency"));
        } else if (!hasListOf(currency.get(), change)) {
            lists.of(currency.get())
                    .ifPresentOrElse(list -> change.decide(LIST, list), () -> change.settle(early(currency.get())));
        }
    }

    private static boolean hasListOf(String currency, Change change) {
        return link(change)
                .filter(link -> !link.dataverse().isBlank(LIST))
                .flatMap(link -> currency(link.finops(), CURRENCY))
                .filter(currency::equals)
                .isPresent();
    }

    private static Optional<Link> link(Change change) {
        return change.link().filter(link -> !link.deleted());
    }

    private static Optional<String> currency(Row row, String field) {
        return row.text(field).map(code -> code.strip().toUpperCase(Locale.ROOT));
    }

    private static Outcome early(String currency) {
        RowRef row = new RowRef(Side.DATAVERSE, "transactioncurrencies", RowKey.global(currency));
        return Outcome.waiting("lookup-missing", CURRENCY, currency, List.of(row));
    }
}
