package io.dualwrite.migration;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Orders and quotes. */
final class DocumentFilling implements Filling {
    /** Where the date comes from, the best one first. */
    private static final List<Field> DATES =
            List.of(Field.RECEIPT_DATE, Field.DELIVERY_DATE, Field.FULFILLED, Field.SUBMITTED);

    private final Facts facts;
    private final Companies companies;
    private final InvoiceCustomers customers;
    private final Target number;
    private final String language;
    private final String orderType;

    /** @throws WrongUse if language or order type are none of Sales */
    DocumentFilling(Facts facts, ImportTable table, List<Draft> accounts) {
        this.facts = facts;
        this.companies = new Companies(facts);
        this.customers = new InvoiceCustomers(facts.sales(), accounts);
        this.number = table == ImportTable.ORDERS ? Target.SALES_ORDER_NUMBER : Target.QUOTE_NUMBER;
        this.language = option(table, Target.LANGUAGE, facts.options().language(), "--language");
        this.orderType = option(table, Target.ORDER_TYPE, facts.options().orderType(), "--order-type");
    }

    private static String option(ImportTable table, Target target, String label, String name) {
        Map<String, String> options = Schema.shipped()
                .table(Side.DATAVERSE, table.set())
                .flatMap(schema -> schema.column(target.column()))
                .orElseThrow()
                .options();
        return options.entrySet().stream()
                .filter(option -> letters(option.getValue()).equals(letters(label)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new WrongUse(name + ": found '" + label + "', expected one of "
                        + options.values().stream().collect(Collectors.joining(", "))));
    }

    /** The documents write Item-based, the option's label is Item based. */
    private static String letters(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    @Override
    public void fill(Draft draft) {
        Optional<String> own = draft.row().text(Field.NUMBER);
        if (own.isEmpty()) {
            draft.error(
                    "number-missing",
                    Field.NUMBER,
                    "a blank cell",
                    "the number by which both systems know it",
                    "export the column " + Headers.shown(draft.table(), Field.NUMBER)
                            + " filled; Sales numbers every row");
            return;
        }
        companies.fill(draft);
        draft.put(number, own.get());
        customers.fill(draft);
        draft.row().text(Field.COUNTRY).ifPresent(country -> country(draft, country));
        date(draft);
        draft.put(Target.LANGUAGE, facts.options().language(), language);
        draft.put(Target.ORDER_TYPE, facts.options().orderType(), orderType);
        workBased(draft);
    }

    private void country(Draft draft, String country) {
        draft.put(Target.SHIP_TO_COUNTRY, country);
        if (!facts.knownCountry().test(country)) {
            draft.warning(
                    "country-unknown",
                    Field.COUNTRY,
                    "'" + country + "', which no value map knows: it goes to F&O as it is",
                    "a code such as US, or a name that the value map country lists, such as United States",
                    "correct it in Sales, or add it to the value map country of the maps orders and quotes");
        }
    }

    private void date(Draft draft) {
        Optional<Field> first = DATES.stream()
                .filter(field -> draft.row().text(field).isPresent())
                .findFirst();
        if (first.isEmpty()) {
            draft.info(
                    "date-missing",
                    Field.RECEIPT_DATE,
                    "no date in any of " + shown(draft.table()),
                    "one of them",
                    "nothing to do: the date stays blank, and F&O's comes with the initial sync");
            return;
        }
        try {
            LocalDate day = facts.days().read(draft.row().text(first.get()).orElseThrow());
            draft.put(Target.RECEIPT_DATE, day + "T00:00:00Z", day.toString());
        } catch (Days.Unclear unclear) {
            draft.error(
                    "date-unclear",
                    first.get(),
                    unclear.getMessage(),
                    facts.days().expected(),
                    "say how dates are written with --date-format (dd.MM.yyyy) or --locale (de-DE)");
        }
    }

    private static String shown(ImportTable table) {
        return DATES.stream().map(field -> Headers.shown(table, field)).collect(Collectors.joining(", "));
    }

    private void workBased(Draft draft) {
        String now = draft.current()
                .map(row -> row.get(Target.ORDER_TYPE.property()))
                .orElse("");
        if (!now.isBlank() && !now.equals(orderType)) {
            draft.warning(
                    "order-type-kept",
                    Field.NUMBER,
                    "another order type (" + now + ") in Sales already",
                    facts.options().orderType(),
                    "change it in Sales if it is to flow: dual-write leaves other types in Sales");
        }
    }
}
