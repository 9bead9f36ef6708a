package io.dualwrite.compare;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.tablemap.Expansion;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A query for the rows of one table, as some maps need them; relative to the service root. */
public final class RowsQuery {
    /** By which conflicts may be decided; rows of F&O do not have it. */
    private static final String MODIFIED = "modifiedon";

    private final List<TableMap> maps;
    private final Side side;
    private Optional<String> company = Optional.empty();
    private List<String> ids = List.of();
    private boolean mappedOnly;
    private List<LookupPath> lookups;

    /** @param maps of one table of the side */
    public RowsQuery(List<TableMap> maps, Side side) {
        this.maps = List.copyOf(maps);
        this.side = side;
    }

    /** Only rows of this company, as far as the system can tell them apart. */
    public RowsQuery company(Optional<String> code) {
        company = code;
        return this;
    }

    /** Only these rows of Dataverse, by GUID. */
    public RowsQuery ids(List<String> guids) {
        ids = List.copyOf(guids);
        return this;
    }

    /** Only the columns that the maps name: what a rule looks at beside them is not among these. */
    public RowsQuery mappedOnly() {
        mappedOnly = true;
        return this;
    }

    /**
     * A row that was read, as one that was dropped: without what is about the answer. A lookup that points nowhere has no
     * row to expand, and says that nothing is there.
     */
    public Row asDropped(Row read) {
        Map<String, Object> values = new LinkedHashMap<>(read.toMap());
        values.keySet().removeIf(name -> name.contains("@"));
        Row row = Row.of(values);
        for (LookupPath path : side == Side.FINOPS ? List.<LookupPath>of() : lookups()) {
            row = path.nameIn(row).isPresent() ? row : row.with(path.text(), null);
        }
        return row;
    }

    private List<LookupPath> lookups() {
        if (lookups == null) {
            lookups = maps.stream()
                    .flatMap(map -> map.fields().stream())
                    .flatMap(field -> field.dataverse().stream())
                    .filter(LookupPath::isLookup)
                    .distinct()
                    .toList();
        }
        return lookups;
    }

    public String text() {
        return maps.get(0).table(side) + "?" + options();
    }

    /** Without the table. */
    public String options() {
        List<String> options = new ArrayList<>();
        if (side == Side.FINOPS) {
            options.add("cross-company=true");
        }
        if (mappedOnly) {
            options.add("$select=" + String.join(",", columns()));
        }
        filter().map(text -> "$filter=" + encoded(text)).ifPresent(options::add);
        if (side == Side.DATAVERSE) {
            Expansion.of(maps).ifPresent(options::add);
        }
        return String.join("&", options);
    }

    private Optional<String> filter() {
        List<String> all = new ArrayList<>();
        companyPath().ifPresent(path -> all.add(path + " eq '" + code() + "'"));
        String id = maps.get(0).dataverse().schema().primaryId();
        if (!ids.isEmpty()) {
            all.add(ids.stream()
                    .map(guid -> id + " eq " + guid)
                    .reduce((one, other) -> one + " or " + other)
                    .orElseThrow());
        }
        return all.stream()
                .map(one -> all.size() > 1 ? "(" + one + ")" : one)
                .reduce((one, other) -> one + " and " + other);
    }

    private String code() {
        String code = company.orElseThrow().replace("'", "''");
        return side == Side.FINOPS ? code.toLowerCase(Locale.ROOT) : code;
    }

    /** Where a row says which company it is of: only if all the maps look there. */
    private Optional<String> companyPath() {
        List<Optional<String>> paths = maps.stream()
                .map(map -> map.side(side).companyField())
                .distinct()
                .toList();
        return company.isEmpty() || paths.size() > 1
                ? Optional.empty()
                : paths.get(0).map(path -> side == Side.FINOPS ? "dataAreaId" : path.replace('.', '/'));
    }

    private Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        for (TableMap map : maps) {
            Stream<String> mapped = map.fields().stream()
                    .map((FieldMapping field) -> field.name(side))
                    .flatMap(Optional::stream);
            Stream<String> filtered = map.side(side).filter().map(RowFilter::fields).orElse(Set.of()).stream();
            Stream<String> derived = side == Side.DATAVERSE
                    ? map.derive().values().stream()
                    : Stream.of(map.finops().schema().key()).flatMap(List::stream);
            Stream.of(map.side(side).key().stream(), mapped, filtered, derived, Stream.of(MODIFIED))
                    .flatMap(names -> names)
                    .forEach(name -> column(map, name).ifPresent(columns::add));
        }
        return columns;
    }

    /** As the system spells it; none for what is expanded. */
    private Optional<String> column(TableMap map, String name) {
        if (side == Side.DATAVERSE && LookupPath.of(name).isLookup()) {
            return Optional.empty();
        }
        return map.side(side)
                .schema()
                .column(name)
                .map(column -> side == Side.DATAVERSE && column.type() == ColumnType.LOOKUP
                        ? "_" + column.name() + "_value"
                        : column.name());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
