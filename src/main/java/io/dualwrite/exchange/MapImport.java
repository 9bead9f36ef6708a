package io.dualwrite.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes a map of ours, with its flows, of each leg of an exported one. */
public final class MapImport {
    /** Keys that say nothing about rows. */
    private static final Set<String> OF_LEG = Set.of(
            "id",
            "sourceSchema",
            "destinationSchema",
            "sourceFilter",
            "reversedSourceFilter",
            "fieldMappings",
            "deleteNonMatchingData",
            "entityFileFormat");

    private final Schema schema;
    private final ExportedMap exported;
    private final List<String> told = new ArrayList<>();

    public MapImport(Schema schema, ExportedMap exported) {
        this.schema = schema;
        this.exported = exported;
    }

    /**
     * @param wanted the name of the map; empty: after its Dataverse table
     * @throws IllegalArgumentException if the name is none
     */
    public List<Imported> all(String wanted) {
        List<Imported> all = new ArrayList<>();
        int number = 0;
        for (JsonNode leg : exported.mapping().path("legs")) {
            number++;
            told.clear();
            String base = wanted.isEmpty() ? named(leg.path("destinationSchema").asText()) : wanted;
            if (!base.matches("[a-z0-9][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "found the name '" + base + "'; expected small letters, digits and hyphens");
            }
            all.add(of(leg, number == 1 ? base : base + "-" + number, "legs[" + (number - 1) + "]"));
        }
        return all;
    }

    private static String named(String table) {
        String name = table.toLowerCase(Locale.ROOT).replaceFirst("^msdyn_", "").replaceAll("[^a-z0-9]+", "-");
        return name.replaceAll("^-|-$", "");
    }

    private Imported of(JsonNode leg, String name, String place) {
        Table finops = table(Side.FINOPS, leg.path("sourceSchema").asText(), place);
        Table dataverse = table(Side.DATAVERSE, leg.path("destinationSchema").asText(), place);
        FieldImport fields = new FieldImport(schema, finops, dataverse, told);
        int number = 0;
        for (JsonNode field : leg.path("fieldMappings")) {
            fields.read(field, place + ".fieldMappings[" + number++ + "]");
        }
        leftOut(leg, place);
        if (leg.path("deleteNonMatchingData").asBoolean()) {
            told.add(place + ".deleteNonMatchingData: rows that only the other side has are never deleted by a map; see"
                    + " dual-write compare");
        }
        Keys keys = new Keys(schema, finops, dataverse, fields.pairs());
        keys.guessed().forEach(text -> told.add(place + ": " + text));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("maps/" + name + ".map.yaml", map(leg, name, finops, dataverse, keys, fields));
        files.put(
                name + ".camel.yaml",
                new FlowText(name, finops, dataverse).of(fields.toDataverse(), fields.toFinops()));
        List<String> allTables = new ArrayList<>(keys.tables());
        allTables.addAll(fields.own().tables());
        return new Imported(name, files, allTables, fields.own().lines(), List.copyOf(told));
    }

    /** Those of the mapping and the leg that have a value and no place in a map of ours. */
    private void leftOut(JsonNode leg, String place) {
        Set<String> keys = new TreeSet<>();
        exported.mapping().properties().forEach(entry -> {
            if (!Set.of("name", "legs").contains(entry.getKey()) && says(entry.getValue())) {
                keys.add(entry.getKey());
            }
        });
        leg.properties().forEach(entry -> {
            if (!OF_LEG.contains(entry.getKey()) && says(entry.getValue())) {
                keys.add(place + "." + entry.getKey());
            }
        });
        if (!keys.isEmpty()) {
            told.add("left out, as it says nothing about rows: " + String.join(", ", keys));
        }
    }

    private static boolean says(JsonNode value) {
        return !value.isNull()
                && !value.isMissingNode()
                && !value.asText(value.isContainerNode() ? "x" : "").isEmpty()
                && !(value.isContainerNode() && value.isEmpty());
    }

    /** A table that the schema does not have is one of the customer's own. */
    private Table table(Side side, String name, String place) {
        return schema.table(side, name).orElseGet(() -> {
            String set = side == Side.FINOPS ? name.replaceAll("[^A-Za-z0-9]", "") : name;
            String logical = side == Side.FINOPS ? set : name.replaceFirst("s$", "");
            String id = side == Side.FINOPS ? "" : logical + "id";
            told.add(place + ": the schema has no " + name + "; it is declared in schema/tables.csv as " + set
                    + ": see that set name, key and company are right");
            return new Table(
                    side, set, logical, name, id, "", List.of(), side == Side.FINOPS ? "dataAreaId" : "", Map.of());
        });
    }

    private String map(JsonNode leg, String name, Table finops, Table dataverse, Keys keys, FieldImport fields) {
        String version = exported.version().isEmpty() ? "1.0.0.0" : exported.version();
        return "# " + exported.name().replace("\n", " ") + ", as exported from Microsoft's dual-write.\n"
                + "map: " + name + "\n"
                + "version: " + version + "\n"
                + "finops:    { entity: " + finops.set() + ", key: [" + String.join(", ", keys.finops()) + "]"
                + filter(leg.path("sourceFilter")) + " }\n"
                + "dataverse: { table: " + dataverse.set() + ", key: [" + String.join(", ", keys.dataverse()) + "]"
                + filter(leg.path("reversedSourceFilter")) + " }\n"
                + "fields:\n" + fields.yaml() + fields.values().yaml();
    }

    private static String filter(JsonNode text) {
        String filter = text.isNull() ? "" : text.asText("").strip();
        return filter.isEmpty() ? "" : ",\n             filter: " + Quoted.always(filter);
    }
}
