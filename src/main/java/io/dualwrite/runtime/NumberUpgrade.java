package io.dualwrite.runtime;

import io.dualwrite.compare.SystemRows;
import io.dualwrite.journal.Journal;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.NumberDocument.Result;
import io.dualwrite.runtime.NumberDocument.Wanted;
import io.dualwrite.runtime.NumberWrites.Written;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives numbers to rows of Sales that have none, as the older solution's own upgrade does, and marks the contacts that
 * buy. The numbers are those that a flow would give to the same rows. What was read is kept in memory: a short row for
 * each account or contact.
 */
final class NumberUpgrade {
    private static final List<String> ACTIVITIES = List.of("quotes", "salesorders", "invoices");
    private static final String SEQUENCES = "msdynce_p2cautonumbers";

    private final Settings settings;
    private final Journal journal;
    private final PatientTransport sales;
    private final SystemRows rows;

    /** @param sales to Dataverse */
    NumberUpgrade(Settings settings, Journal journal, Transport sales, Clock clock) {
        this.settings = settings;
        this.journal = journal;
        this.sales = new PatientTransport(sales, clock);
        this.rows = new SystemRows(
                Map.of(Side.DATAVERSE, this.sales), Map.of(Side.DATAVERSE, Wiring.root(settings, Side.DATAVERSE)));
    }

    /**
     * @param apply false: nothing is written, it is only told what would be
     * @return the document that {@link NumberDocument} describes
     * @throws IOException if Sales does not answer, or refuses
     */
    String run(NumberedTable table, boolean apply) throws IOException {
        List<Row> all = new ArrayList<>();
        rows.each(Side.DATAVERSE, table.table().set() + table.query(), all::add);
        NumberDocument document = new NumberDocument(table, apply);
        duplicates(table, all).forEach(same -> document.duplicate(table, same));
        Map<Wanted, Written> results = results(table, wanted(table, all, apply), apply);
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        results.forEach((row, written) -> {
            document.add(row, written.result(), written.why());
            counts.merge(written.result(), 1, Integer::sum);
        });
        return document.text(all.size(), counts);
    }

    private static List<List<Row>> duplicates(NumberedTable table, List<Row> all) {
        Map<String, List<Row>> byKey = new LinkedHashMap<>();
        all.forEach(row -> table.key(row).ifPresent(key -> byKey.computeIfAbsent(key, first -> new ArrayList<>(1))
                .add(row)));
        return byKey.values().stream().filter(same -> same.size() > 1).toList();
    }

    private List<Wanted> wanted(NumberedTable table, List<Row> all, boolean apply) throws IOException {
        List<String> blank =
                all.stream().filter(table::needsNumber).map(table::id).toList();
        long first = blank.isEmpty() ? 0 : highest(table, all) + 1;
        String set = table.table().set();
        String prefix = table.numbering().prefix();
        Map<String, String> numbers =
                apply ? journal.numbersFor(set, prefix, blank, first) : journal.numbersToBe(set, prefix, blank, first);
        Set<String> buyers = table.active().isPresent() ? buyers() : Set.of();
        return all.stream()
                .map(row -> new Wanted(
                        table.id(row),
                        table.name(row),
                        row.text("@odata.etag").orElse("*"),
                        Optional.ofNullable(numbers.get(table.id(row))),
                        buyers.contains(table.id(row)) && !table.isActive(row)))
                .filter(row -> row.number().isPresent() || row.activate())
                .toList();
    }

    private Map<Wanted, Written> results(NumberedTable table, List<Wanted> wanted, boolean apply) throws IOException {
        if (apply) {
            return new NumberWrites(
                            sales, Wiring.root(settings, Side.DATAVERSE), table, settings.number("delivery.batch-size"))
                    .write(wanted);
        }
        Map<Wanted, Written> toDo = new LinkedHashMap<>();
        wanted.forEach(row -> toDo.put(row, new Written(Result.TO_DO, "")));
        return toDo;
    }

    /** How far the sequence of this prefix has come: in the rows themselves, and in the older solution's own counter. */
    private long highest(NumberedTable table, List<Row> all) throws IOException {
        String prefix = table.numbering().prefix();
        Pattern form = Pattern.compile(Pattern.quote(prefix) + "-(\\d{5,9})-\\w{4,6}", Pattern.CASE_INSENSITIVE);
        long highest = all.stream()
                .flatMap(row -> table.number(row).stream())
                .map(form::matcher)
                .filter(Matcher::matches)
                .mapToLong(number -> Long.parseLong(number.group(1)))
                .max()
                .orElse(0);
        List<Long> counters = new ArrayList<>();
        try {
            rows.each(Side.DATAVERSE, SEQUENCES + "?$select=msdynce_prefix,msdynce_numbersequence", row -> row.text(
                            "msdynce_numbersequence")
                    .filter(counter -> row.text("msdynce_prefix")
                            .filter(prefix::equalsIgnoreCase)
                            .isPresent())
                    .ifPresent(counter -> counters.add(Long.parseLong(counter))));
        } catch (SystemRows.NoSuchTable neverInstalled) {
            return highest;
        }
        return counters.stream().reduce(highest, Math::max);
    }

    /** Whoever is the customer of a quote, an order or an invoice; accounts are among them, whose GUIDs are others. */
    private Set<String> buyers() throws IOException {
        Set<String> buyers = new HashSet<>();
        for (String documents : ACTIVITIES) {
            rows.each(Side.DATAVERSE, documents + "?$select=_customerid_value", row -> row.text("_customerid_value")
                    .ifPresent(buyers::add));
        }
        return buyers;
    }
}
