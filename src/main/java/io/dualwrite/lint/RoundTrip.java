package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.lint.Trip.Arrival;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.Sameness;
import io.dualwrite.tablemap.TableMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Runs a map there and back, on rows that are made for it, and tells the smallest row of which a value does not come
 * back as it went. The rows are the same each time.
 */
final class RoundTrip {
    private static final int MOST_ATTEMPTS = 300;

    private final TableMap map;
    private final Side start;
    private final Trip there;
    private final Trip back;
    private final int rows;
    private final Map<String, List<Object>> samples = new LinkedHashMap<>();
    private final Map<String, FieldMapping> returning = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();

    /** @param rows how many beside those that vary one field */
    RoundTrip(TableMap map, Side start, Trip there, Trip back, Schema schema, int rows) {
        this.map = map;
        this.start = start;
        this.there = there;
        this.back = back;
        this.rows = rows;
        Direction out = Direction.from(start);
        Direction home = Direction.from(start.other());
        Samples values = new Samples(map, schema);
        Set<String> written = new HashSet<>();
        for (FieldMapping field : map.fields()) {
            Optional<String> name = field.name(start);
            if (name.isPresent() && !field.constant()) {
                // Of several lines for one target the first counts; others say the same in another way.
                boolean first =
                        written.add(field.name(start.other()).orElseThrow().toLowerCase(Locale.ROOT));
                if (field.flows(out) && first) {
                    samples.merge(name.get(), values.of(field, start), RoundTrip::common);
                }
                if (field.flows(home) && field.flows(out) && first) {
                    returning.putIfAbsent(name.get(), field);
                }
            }
        }
        filterFirst();
        // A value map that cannot be turned round has no value for this direction; that is a finding of its own.
        samples.values().removeIf(List::isEmpty);
    }

    /** One source of two targets may have the values that both can hold. */
    private static List<Object> common(List<Object> one, List<Object> other) {
        List<Object> common = new ArrayList<>(one);
        common.retainAll(other);
        return common.isEmpty() ? one : common;
    }

    /** What the filter compares with is more likely to pass it. */
    private void filterFirst() {
        map.side(start)
                .filter()
                .ifPresent(filter -> filter.literals((field, literal) -> {
                    String name = named(field).orElse(field);
                    List<Object> values = new ArrayList<>(samples.getOrDefault(name, List.of()));
                    if (values.isEmpty()) {
                        map.side(start).schema().column(field).ifPresent(column -> values.addAll(Samples.of(column)));
                    }
                    if (literal != null && !Row.asText(literal).isEmpty()) {
                        values.remove(literal);
                        values.add(0, literal);
                    }
                    samples.put(name, values.isEmpty() ? List.of("A1") : values);
                }));
    }

    /** Fields that are explained are left out, so that they do not hide others; and looked at by themselves. */
    void check(Findings found) {
        Set<String> explained = returning.keySet().stream()
                .filter(name -> found.explains(Code.ROUND_TRIP, name))
                .collect(Collectors.toSet());
        Map<String, List<Object>> all = new LinkedHashMap<>(samples);
        samples.keySet().removeAll(explained);
        run(found);
        if (!explained.isEmpty()) {
            samples.putAll(all);
            returning.keySet().retainAll(explained);
            run(found);
        }
    }

    private void run(Findings found) {
        Row plain = returning(plainest());
        if (plain.isEmpty()) {
            return;
        }
        judge(plain, found);
        if (rows == 0) {
            return;
        }
        int most = samples.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 1; i < most; i++) {
            judge(repaired(everyOther(plain, i), plain), found);
        }
        for (int i = 0; i < rows; i++) {
            judge(repaired(mixed(plain, i), plain), found);
        }
    }

    /** Each field with its value of that number. */
    private Row everyOther(Row plain, int number) {
        return changed(plain, (place, values) -> values.get(number % values.size()));
    }

    /** The plain row with what is chosen for each of its fields. */
    private Row changed(Row plain, BiFunction<Integer, List<Object>, Object> choice) {
        Map<String, Object> row = new LinkedHashMap<>(plain.toMap());
        int place = 0;
        for (Map.Entry<String, List<Object>> field : samples.entrySet()) {
            place++;
            if (plain.has(field.getKey())) {
                row.put(field.getKey(), choice.apply(place, field.getValue()));
            }
        }
        return Row.of(row);
    }

    /** Values that do not go are the plain ones again; a row that does not pass the filter gets what the plain one has. */
    private Row repaired(Row made, Row plain) {
        Row row = made;
        for (String field : map.side(start).filter().map(RowFilter::fields).orElse(Set.of())) {
            row = plain.has(field) ? row.with(field, plain.get(field)) : row;
        }
        for (int attempt = 0; attempt < plain.names().size(); attempt++) {
            Optional<Outcome> refusal = there.go(row).refusal();
            Optional<String> field = refusal.flatMap(outcome -> named(outcome.field()));
            if (refusal.isEmpty()) {
                return goes(row) ? row : raised(plain, row);
            }
            if (field.isEmpty() || Row.same(row.get(field.get()), plain.get(field.get()))) {
                return plain;
            }
            row = row.with(field.get(), plain.get(field.get()));
        }
        return plain;
    }

    /** A row that goes there and back: where the plain one does not, as many of its fields as can beside numbers of 0. */
    private Row returning(Row plain) {
        if (plain.isEmpty() || goes(plain)) {
            return plain;
        }
        Map<String, Object> quiet = new LinkedHashMap<>(plain.toMap());
        quiet.replaceAll((name, value) -> value instanceof BigDecimal ? BigDecimal.ZERO : value);
        Row row = Row.of(quiet);
        return goes(row) ? raised(row, plain) : Row.empty();
    }

    /** The row with each field of the other one with which it still goes there and back. */
    private Row raised(Row quiet, Row other) {
        Row row = quiet;
        for (String name : other.names()) {
            Row more = row.with(name, other.get(name));
            if (!Row.same(row.get(name), other.get(name)) && goes(more)) {
                row = more;
            }
        }
        return row;
    }

    private boolean goes(Row row) {
        return there.go(row)
                .target()
                .flatMap(target -> back.go(target).target())
                .isPresent();
    }

    /** A row of which every field goes; a field of which no value goes is left out. */
    private Row plainest() {
        Map<String, Object> first = new LinkedHashMap<>();
        samples.forEach((name, values) -> first.put(name, values.get(0)));
        Row row = passing(withCompany(Row.of(first)));
        Map<String, Integer> tried = new LinkedHashMap<>();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Outcome> refusal = there.go(row).refusal();
            if (refusal.isEmpty()) {
                return row;
            }
            Optional<String> field = named(refusal.get().field());
            if (field.isEmpty()) {
                return Row.empty();
            }
            int next = tried.merge(field.get(), 1, Integer::sum);
            List<Object> values = samples.get(field.get());
            row = next < values.size() ? row.with(field.get(), values.get(next)) : row.without(field.get());
            if (next > values.size()) {
                return Row.empty();
            }
        }
        return Row.empty();
    }

    /** The row with those values of up to two fields that the filter looks at with which it passes. */
    private Row passing(Row row) {
        Optional<RowFilter> filter = map.side(start).filter();
        if (filter.isEmpty() || filter.get().passes(row)) {
            return row;
        }
        List<String> fields = filter.get().fields().stream()
                .flatMap(field -> named(field).stream())
                .sorted()
                .toList();
        List<Row> once = new ArrayList<>(List.of(row));
        for (int round = 0; round < 2; round++) {
            List<Row> more = new ArrayList<>();
            for (Row each : once) {
                fields.forEach(field -> samples.get(field).forEach(value -> more.add(each.with(field, value))));
            }
            Optional<Row> passing = more.stream().filter(filter.get()::passes).findFirst();
            if (passing.isPresent()) {
                return passing.get();
            }
            once = more;
        }
        return row;
    }

    private Row withCompany(Row row) {
        return map.side(start)
                .companyField()
                .map(company -> row.with(company, "usmf"))
                .orElse(row);
    }

    private Optional<String> named(String field) {
        return samples.keySet().stream().filter(field::equalsIgnoreCase).findFirst();
    }

    /** By chance, as it were, but the same each time. */
    private Row mixed(Row plain, int number) {
        return changed(plain, (place, values) -> {
            int mixed = ((number + 1) * 0x9E3779B1 + place * 0x85EBCA6B) >>> 7;
            return values.get(Math.floorMod(mixed, values.size()));
        });
    }

    private void judge(Row row, Findings found) {
        for (String name : broken(row)) {
            if (told.add(name) && !found.explained(Code.ROUND_TRIP, name)) {
                tell(name, smallest(row, name), found);
            }
        }
    }

    /** The fields that do not come back as they went; none if the row does not go at all, there or back. */
    private List<String> broken(Row row) {
        Arrival arrived = there.go(row);
        Optional<Row> home = arrived.target().flatMap(target -> back.go(target).target());
        return home.map(returned -> returning.keySet().stream()
                        .filter(name -> arrived.source().has(name) && returned.has(name))
                        .filter(name -> !same(name, arrived.source().get(name), returned.get(name)))
                        .toList())
                .orElse(List.of());
    }

    private boolean same(String name, Object before, Object after) {
        FieldMapping field = returning.get(name);
        boolean filledIn = field.otherwise().isPresent()
                && (before == null || Row.asText(before).isBlank());
        return filledIn || Sameness.of(map, field).equalOn(start, before, after);
    }

    /** Fields that do not matter are left out, then each of the others gets the plainest value that still breaks. */
    private Row smallest(Row broken, String name) {
        Row row = broken;
        for (String other : List.copyOf(broken.names())) {
            Row less = row.without(other);
            if (!other.equalsIgnoreCase(name) && broken(less).contains(name)) {
                row = less;
            }
        }
        for (String other : List.copyOf(row.names())) {
            for (Object plainer : samples.getOrDefault(other, List.of())) {
                if (Row.same(plainer, row.get(other))) {
                    break;
                }
                if (broken(row.with(other, plainer)).contains(name)) {
                    row = row.with(other, plainer);
                    break;
                }
            }
        }
        return row;
    }

    private void tell(String name, Row row, Findings found) {
        Arrival arrived = there.go(row);
        Row target = arrived.target().orElseThrow();
        Row home = back.go(target).target().orElseThrow();
        FieldMapping field = returning.get(name);
        String other = field.name(start.other()).orElseThrow();
        found.add(
                Code.ROUND_TRIP,
                field,
                name,
                name + " " + Samples.told(row.get(name)) + context(row, name) + " -> " + other + " "
                        + Samples.told(target.get(other)) + " -> " + Samples.told(home.get(name)),
                name + " " + Samples.told(row.get(name)) + " again");
    }

    /** The fields without which it would not break, as far as they are of the map's lines and no key. */
    private String context(Row row, String name) {
        List<String> others = row.names().stream()
                .filter(other -> !other.equalsIgnoreCase(name))
                .filter(other -> map.side(start).key().stream().noneMatch(other::equalsIgnoreCase))
                .map(other -> other + " " + Samples.told(row.get(other)))
                .toList();
        return others.isEmpty() ? "" : " (with " + String.join(", ", others) + ")";
    }
}
