package io.dualwrite.cases;

import io.dualwrite.row.RowRef;
import io.dualwrite.rule.ActiveCustomers;
import io.dualwrite.rule.MapTables;
import io.dualwrite.rule.OrderLines.KnownLine;
import io.dualwrite.rule.RulePorts;
import io.dualwrite.rule.ShippingDefaults;
import io.dualwrite.rule.ShippingDefaults.Place;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What rules would ask the two systems and the journal, as a case says it. What it does not say is asked in vain, save
 * that currencies have the decimals of ISO 4217 and documents no lines.
 *
 * @param currencies code to decimals
 * @param lines of the document, as Sales sent them last
 * @param priceLists currency to the GUID of its list
 * @param products number to where it usually leaves from
 * @param customers likewise
 * @param accounts numbers that are accounts in Sales
 * @param contacts numbers that are contacts there
 */
record Answers(
        Map<String, String> currencies,
        List<KnownLine> lines,
        Map<String, String> priceLists,
        Map<String, Place> products,
        Map<String, Place> customers,
        List<String> accounts,
        List<String> contacts) {

    static Answers none() {
        return new Answers(Map.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of());
    }

    Answers withPriceList(String currency, String list) {
        return new Answers(
                currencies, lines, plus(priceLists, currency, list), products, customers, accounts, contacts);
    }

    Answers withProduct(String number, Place place) {
        return new Answers(currencies, lines, priceLists, plus(products, number, place), customers, accounts, contacts);
    }

    Answers withCustomer(String number, Place place) {
        return new Answers(currencies, lines, priceLists, products, plus(customers, number, place), accounts, contacts);
    }

    Answers withAccount(String number) {
        List<String> more = new ArrayList<>(accounts);
        more.add(number);
        return new Answers(currencies, lines, priceLists, products, customers, List.copyOf(more), contacts);
    }

    private static <T> Map<String, T> plus(Map<String, T> known, String name, T value) {
        Map<String, T> more = new TreeMap<>(known);
        more.put(name, value);
        return more;
    }

    RulePorts ports(MapTables tables) {
        return new RulePorts(
                this::decimals, (map, header) -> lines, tables, this::priceList, new Places(), new Customers());
    }

    private OptionalInt decimals(String code) {
        if (currencies.containsKey(code)) {
            return OptionalInt.of(Integer.parseInt(currencies.get(code)));
        }
        return Currency.getAvailableCurrencies().stream()
                .filter(currency ->
                        currency.getCurrencyCode().equals(code.strip().toUpperCase(Locale.ROOT)))
                .mapToInt(Currency::getDefaultFractionDigits)
                .filter(decimals -> decimals >= 0)
                .findFirst();
    }

    private Optional<String> priceList(String code) {
        return Optional.of(stated(priceLists, Unstated.Subject.PRICE_LIST, code))
                .filter(list -> !list.isBlank());
    }

    private static <T> T stated(Map<String, T> all, Unstated.Subject subject, String key) {
        T found = all.get(key);
        if (found == null) {
            throw new Unstated(subject, key);
        }
        return found;
    }

    private final class Places implements ShippingDefaults {
        @Override
        public Place ofProduct(String company, String productNumber) {
            return stated(products, Unstated.Subject.PRODUCT, productNumber);
        }

        @Override
        public Place ofCustomer(String company, String account) {
            return stated(customers, Unstated.Subject.CUSTOMER, account);
        }
    }

    private final class Customers implements ActiveCustomers {
        @Override
        public boolean isAccount(String number) {
            if (!accounts.contains(number) && !contacts.contains(number)) {
                throw new Unstated(Unstated.Subject.NUMBER, number);
            }
            return accounts.contains(number);
        }

        /** The contact's own row is another case. */
        @Override
        public Optional<RowRef> hasActivity(String number, Optional<String> company) {
            isAccount(number);
            return Optional.empty();
        }
    }
}
