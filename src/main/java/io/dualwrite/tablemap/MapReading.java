package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map file as far as it could be read.
 *
 * @param map also one with faults: of what could be read; nothing if it is no map at all
 * @param findings what the parser has against it; none if the map may run
 */
public record MapReading(
        Path file,
        Optional<TableMap> map,
        List<MapErrors.Finding> findings,
        List<Explanation> explanations,
        MapLines lines) {

    /** Reads and checks one file by itself. */
    public static MapReading of(Path file, Schema schema) {
        return new MapFile(file, schema, new ArrayList<>()).reading();
    }

    /** What the file is called; a map has the same name. */
    public String name() {
        return file.getFileName().toString().replace(MapFile.SUFFIX, "");
    }

    /** The map with those of its lines alone that could carry a value; nothing if a table is not known. */
    public Optional<TableMap> runnable(Schema schema) {
        return map.filter(known -> isKnown(known.finops().schema())
                        && isKnown(known.dataverse().schema()))
                .map(known -> known.with(known.fields().stream()
                        .filter(field -> resolves(field, known, schema))
                        .toList()));
    }

    /** Is it a table of the schema, not the name of one that the schema does not have? */
    public static boolean isKnown(Table table) {
        return !table.columns().isEmpty();
    }

    private static boolean resolves(FieldMapping field, TableMap map, Schema schema) {
        boolean finops = field.finops()
                .map(name -> map.side(Side.FINOPS).schema().column(name).isPresent())
                .orElse(true);
        boolean dataverse = field.dataverse()
                .map(path -> map.dataverse().schema().column(path.root()).isPresent()
                        && (path.isLookup()
                                || path.end(map.dataverse().schema(), schema).isPresent()))
                .orElse(true);
        boolean constant = !field.constant() || field.otherwise().isPresent();
        return finops
                && dataverse
                && constant
                && (field.finops().isPresent() || field.dataverse().isPresent());
    }
}
