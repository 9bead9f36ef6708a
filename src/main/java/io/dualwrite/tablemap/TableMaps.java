package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.MapErrors.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The table maps of a folder. */
public final class TableMaps {
    private final Map<String, TableMap> byName;
    private final Schema schema;

    private TableMaps(Map<String, TableMap> byName, Schema schema) {
        this.byName = byName;
        this.schema = schema;
    }

    /**
     * Reads and checks every {@code *.map.yaml} of the folder.
     *
     * @throws MapErrors if one of them does not check; has the findings of all of them
     * @throws UncheckedIOException if the folder cannot be listed
     */
    public static TableMaps load(Path folder, Schema schema) {
        List<Finding> findings = new ArrayList<>();
        Map<String, TableMap> maps = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            new MapFile(file, schema, findings).read().ifPresent(map -> maps.put(map.name(), map));
        }
        if (!findings.isEmpty()) {
            throw new MapErrors(findings);
        }
        return new TableMaps(maps, schema);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(MapFile.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the table maps in " + folder, e);
        }
    }

    public Optional<TableMap> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<TableMap> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The maps that have this table on this side, also those that do not flow from there: they tell why not.
     *
     * @param anyName set name, public name or technical name, in any case
     */
    public List<TableMap> reading(Side side, String anyName) {
        Optional<String> set = schema.table(side, anyName).map(Table::set);
        return all().stream()
                .filter(map -> set.filter(map.table(side)::equals).isPresent())
                .toList();
    }

    /** The map of the headers, if this one's rows are lines: what the lookup in the Dataverse key points to. */
    public Optional<TableMap> parentOf(TableMap map) {
        return parentLookup(map)
                .flatMap(lookup -> map.dataverse().schema().column(lookup))
                .filter(column -> column.targets().size() == 1)
                .flatMap(column -> schema.table(Side.DATAVERSE, column.targets().get(0)))
                .flatMap(table -> all().stream()
                        .filter(other -> other.table(Side.DATAVERSE).equals(table.set()))
                        .findFirst());
    }

    /** The lookup column to the header: {@code salesorderid}. */
    static Optional<String> parentLookup(TableMap map) {
        return map.dataverse().keyWithoutCompany().stream()
                .map(LookupPath::of)
                .filter(LookupPath::isLookup)
                .map(LookupPath::root)
                .findFirst();
    }
}
