package io.dualwrite.schema;

import io.dualwrite.row.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tables and columns of both systems, as far as the shipped maps touch them: made once from Microsoft's published
 * tables and kept as {@code schema/tables.csv} and {@code schema/columns.csv}. Column types that are not published are
 * inferred; each says so in its source.
 */
public final class Schema {
    private static final Schema SHIPPED = new Schema(SchemaFiles.read(""));
    private static final Schema DATA_INTEGRATOR = new Schema(SchemaFiles.read("", "data-integrator-"));
    private static final Map<Side, List<Table>> CDS = Map.of(
            Side.FINOPS, SchemaFiles.standingAt(Side.FINOPS, "cds-"),
            Side.DATAVERSE, SchemaFiles.standingAt(Side.DATAVERSE, "cds-"));

    private final Map<Side, Map<String, Table>> byAnyName;
    private final List<Table> tables;

    private Schema(List<Table> tables) {
        this.tables = List.copyOf(tables);
        this.byAnyName = Map.of(Side.FINOPS, names(Side.FINOPS), Side.DATAVERSE, names(Side.DATAVERSE));
    }

    public static Schema shipped() {
        return SHIPPED;
    }

    /**
     * Both systems with the solution of the older Data Integrator templates instead of dual-write's: its {@code
     * msdynce_} columns, its alternate keys without a company, and the F&O entities of those templates. The columns of
     * dual-write stay, asked for by nobody.
     */
    public static Schema dataIntegrator() {
        return DATA_INTEGRATOR;
    }

    /**
     * With the tables and columns that a customer has of his own: {@code tables.csv} and {@code columns.csv} of a folder,
     * each of the same form as the program's own. A column of a table that is here already is added to it, or replaces.
     *
     * @throws SchemaError naming file, line, what was found and what is expected
     */
    public Schema with(Path folder) {
        return Files.isDirectory(folder) ? new Schema(OwnSchema.read(folder, tables)) : this;
    }

    /**
     * An entity of the Common Data Service that stood between the two systems in the older contact templates.
     *
     * @param place the side whose place in a table map it takes
     * @param entity {@code Contact} or {@code Account}, in any case
     */
    public static Optional<Table> cds(Side place, String entity) {
        return CDS.get(place).stream()
                .filter(table -> table.set().equalsIgnoreCase(entity))
                .findFirst();
    }

    /** A table by its set name, its public name or its technical (logical) name, in any case. */
    public Optional<Table> table(Side side, String anyName) {
        return Optional.ofNullable(byAnyName.get(side).get(anyName.toLowerCase(Locale.ROOT)));
    }

    public Collection<Table> tables(Side side) {
        return tables.stream().filter(table -> table.side() == side).toList();
    }

    private Map<String, Table> names(Side side) {
        Map<String, Table> names = new LinkedHashMap<>();
        for (Table table : tables(side)) {
            for (String name : List.of(table.display(), table.name(), table.set())) {
                names.put(name.toLowerCase(Locale.ROOT), table);
            }
        }
        return names;
    }
}
