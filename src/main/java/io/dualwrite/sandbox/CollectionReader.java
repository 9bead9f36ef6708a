package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers a collection: {@code $filter $orderby $skip $top $count $select $expand}, page by page. */
final class CollectionReader {
    private final Names names;

    CollectionReader(Names names) {
        this.names = names;
    }

    /**
     * @param pageSize most rows in one answer; the rest is behind {@code @odata.nextLink}
     * @param context the URL of the metadata
     */
    ObjectNode read(Request request, Candidates rows, int pageSize, String context) {
        return read(request, rows.table(), filtered(rows, request), pageSize, context);
    }

    /** The same of some rows. */
    ObjectNode readOf(Request request, Table table, Collection<StoredRow> rows, int pageSize, String context) {
        return read(request, table, filtered(table, rows, request), pageSize, context);
    }

    private ObjectNode read(Request request, Table table, List<StoredRow> filtered, int pageSize, String context) {
        Map<String, String> parameters = request.parameters();
        Shape shape = Shape.of(
                parameters, request.preference("odata.include-annotations").isPresent());
        shape.select().forEach(name -> names.check(table, name));
        List<StoredRow> found = sorted(table, filtered, parameters);
        int from = number(parameters, "$skiptoken", number(parameters, "$skip", 0));
        int top = number(parameters, "$top", Integer.MAX_VALUE);
        int asked = top - (parameters.containsKey("$skiptoken") ? from - number(parameters, "$skip", 0) : 0);
        int upTo = (int) Math.min(found.size(), (long) from + Math.min(pageSize, Math.max(asked, 0)));
        ObjectNode answer = Json.object();
        answer.put("@odata.context", context + "#" + table.set());
        if ("true".equalsIgnoreCase(parameters.get("$count"))) {
            answer.put("@odata.count", found.size());
        }
        ArrayNode values = answer.putArray("value");
        for (StoredRow row : found.subList(Math.min(from, upTo), upTo)) {
            values.add(names.print(table, row, shape));
        }
        if (upTo < found.size() && upTo - from < asked) {
            answer.put("@odata.nextLink", nextLink(request, upTo));
        }
        return answer;
    }

    int count(Request request, Candidates rows) {
        return filtered(rows, request).size();
    }

    private List<StoredRow> filtered(Candidates rows, Request request) {
        Optional<FilterExpression> filter = filter(request, rows.table());
        return filter.isEmpty() ? rows.all() : passing(rows.table(), rows.of(filter.get()), filter.get());
    }

    private List<StoredRow> filtered(Table table, Collection<StoredRow> rows, Request request) {
        return filter(request, table)
                .map(filter -> passing(table, rows, filter))
                .orElseGet(() -> new ArrayList<>(rows));
    }

    private Optional<FilterExpression> filter(Request request, Table table) {
        return Optional.ofNullable(request.parameters().get("$filter"))
                .filter(text -> !text.isBlank())
                .map(text -> FilterParser.parse(text, path -> names.check(table, path)));
    }

    private List<StoredRow> passing(Table table, Collection<StoredRow> rows, FilterExpression expression) {
        Predicate<StoredRow> passes = row -> FilterExpression.truth(expression, path -> names.value(table, row, path));
        return new ArrayList<>(rows.stream().filter(passes).toList());
    }

    private List<StoredRow> sorted(Table table, List<StoredRow> rows, Map<String, String> parameters) {
        List<String> orders = Shape.list(parameters.get("$orderby"));
        Comparator<StoredRow> comparator = null;
        for (String order : orders) {
            String[] words = order.split("\\s+");
            names.check(table, words[0]);
            Comparator<StoredRow> next = Comparator.comparing(
                    row -> names.value(table, row, words[0]), Comparator.nullsFirst(FilterExpression::compare));
            next = words.length > 1 && words[1].equalsIgnoreCase("desc") ? next.reversed() : next;
            comparator = comparator == null ? next : comparator.thenComparing(next);
        }
        if (comparator != null) {
            rows.sort(comparator);
        }
        return rows;
    }

    private static int number(Map<String, String> parameters, String name, int otherwise) {
        String text = parameters.get(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("0x80060888", "Invalid value '" + text + "' for " + name + " query option found.");
        }
    }

    private static String nextLink(Request request, int from) {
        StringBuilder query = new StringBuilder();
        for (String pair : request.query().split("&")) {
            if (!pair.isEmpty() && !pair.matches("(?i)(\\$|%24)skiptoken=.*")) {
                query.append(pair).append('&');
            }
        }
        return request.base() + request.path() + "?" + query + "$skiptoken=" + from;
    }
}
