package io.dualwrite.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.LookupPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the field mappings of a leg, one after the other, and gives them as lines of a map. */
final class FieldImport {
    private static final Set<String> KNOWN = Set.of(
            "syncDirection",
            "sourceField",
            "destinationField",
            "destinationLookupFieldRelatedEntity",
            "valueTransforms",
            "isSystemGenerated");
    private static final Map<Integer, String> PLAIN = Map.of(1, ">", 2, "<", 3, "=");
    private static final Map<Integer, String> TRANSFORMED = Map.of(1, ">>", 2, "<<", 3, "><");

    private final Schema schema;
    private final Table dataverse;
    private final List<String> told;
    private final List<String[]> lines = new ArrayList<>();
    private final ValueMaps values = new ValueMaps();
    private final OwnColumns own;
    private final Map<String, String> pairs = new LinkedHashMap<>();
    private boolean toDataverse;
    private boolean toFinops;

    FieldImport(Schema schema, Table finops, Table dataverse, List<String> told) {
        this.schema = schema;
        this.dataverse = dataverse;
        this.told = told;
        this.own = new OwnColumns(schema, finops, dataverse);
    }

    void read(JsonNode field, String place) {
        String source = text(field, "sourceField");
        String destination = text(field, "destinationField");
        String where = place + " " + (source.isEmpty() ? "none" : source) + " - "
                + (destination.isEmpty() ? "none" : destination);
        if (source.equalsIgnoreCase("DATAAREAID")) {
            told.add(where + ": left out, the company is part of the key and travels with every row");
            return;
        }
        int direction = direction(field, where);
        Optional<LookupPath> path = destination.isEmpty() ? Optional.empty() : path(field, destination, where);
        if (direction == 0
                || (path.isEmpty() && !destination.isEmpty())
                || (source.isEmpty() && destination.isEmpty())) {
            told.add(where + ": left out, it is no line of a map");
            return;
        }
        add(field, direction, source, path, where);
        field.properties().forEach(entry -> {
            if (!KNOWN.contains(entry.getKey()) && !entry.getValue().isNull()) {
                told.add(where + ": left out " + entry.getKey() + ": " + entry.getValue());
            }
        });
    }

    private void add(JsonNode field, int direction, String source, Optional<LookupPath> path, String where) {
        Transforms transforms = new Transforms(told, where).read(field.path("valueTransforms"));
        boolean constant = source.isEmpty() || path.isEmpty();
        boolean transformed = constant || transforms.present();
        int flows = constant ? (source.isEmpty() ? 1 : 2) : direction;
        if (flows != direction) {
            told.add(where + ": a constant flows one way only");
        }
        String text = path.map(LookupPath::text).orElse("none");
        StringBuilder more = new StringBuilder();
        if (!transforms.entries().isEmpty() && !constant) {
            more.append(" via ").append(values.named(transforms.entries(), path.isPresent() ? text : source));
        }
        transforms.otherwise().ifPresent(value -> more.append(" default ").append(Quoted.onLine(value)));
        lines.add(new String[] {
            source.isEmpty() ? "none" : source, (transformed ? TRANSFORMED : PLAIN).get(flows), text, more.toString()
        });
        own.see(Optional.of(source).filter(name -> !name.isEmpty()), path, transforms.entries());
        if (!constant) {
            pairs.putIfAbsent(source.toLowerCase(Locale.ROOT), text);
            toDataverse |= flows != 2;
            toFinops |= flows != 1;
        }
    }

    /** 1, 2 or 3, as number or as text; 0 if it is none of them. */
    private int direction(JsonNode field, String where) {
        String text = field.path("syncDirection").asText("").strip();
        if (!text.matches("[123]")) {
            told.add(where + ": found syncDirection '" + text + "', expected 1, 2 or 3");
            return 0;
        }
        return Integer.parseInt(text);
    }

    private static String text(JsonNode field, String name) {
        return field.path(name).isNull() ? "" : field.path(name).asText("").strip();
    }

    /** A reference that may point to several tables names them: {@code customerid.Account(accountnumber)}. */
    private Optional<LookupPath> path(JsonNode field, String destination, String where) {
        try {
            LookupPath path = LookupPath.of(destination);
            String related = text(field, "destinationLookupFieldRelatedEntity");
            List<String> targets =
                    dataverse.column(path.root()).map(Column::targets).orElse(List.of());
            boolean choose = path.steps().size() == 1 && targets.size() > 1 && !related.isEmpty();
            return Optional.of(choose ? chosen(path, related, targets, where) : path);
        } catch (IllegalArgumentException e) {
            told.add(where + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private LookupPath chosen(LookupPath path, String related, List<String> targets, String where) {
        String column = path.steps().get(0);
        List<String> tables = related.equalsIgnoreCase("Customer")
                ? targets
                : List.of(schema.table(Side.DATAVERSE, related).map(Table::name).orElse(related));
        StringBuilder text = new StringBuilder(path.root());
        for (String table : tables) {
            Optional<Table> known = schema.table(Side.DATAVERSE, table);
            boolean has = known.filter(found -> found.column(column).isEmpty()).isEmpty();
            String key = has ? column : known.get().key().get(0);
            text.append('.')
                    .append(table.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(table.substring(1));
            text.append('(').append(key).append(')');
        }
        told.add(where + ": " + related + " is written as " + text);
        return LookupPath.of(text.toString());
    }

    String yaml() {
        int[] widths = new int[3];
        lines.forEach(line -> {
            for (int i = 0; i < 3; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        });
        StringBuilder yaml = new StringBuilder();
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder("  - ");
            for (int i = 0; i < 3; i++) {
                boolean last = i == 2 && line[3].isEmpty();
                text.append(line[i]).append(last ? "" : " ".repeat(widths[i] - line[i].length() + (i == 2 ? 0 : 1)));
            }
            yaml.append(text).append(line[3]).append('\n');
        }
        return yaml.toString();
    }

    ValueMaps values() {
        return values;
    }

    OwnColumns own() {
        return own;
    }

    Map<String, String> pairs() {
        return pairs;
    }

    boolean toDataverse() {
        return toDataverse;
    }

    boolean toFinops() {
        return toFinops;
    }
}
