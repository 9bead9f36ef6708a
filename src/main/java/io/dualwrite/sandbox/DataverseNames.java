package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dataverse: a lookup is read as {@code _primarycontactid_value}, its row's columns as {@code primarycontactid/fullname}. */
final class DataverseNames implements Names {
    private final Schema schema;
    private final RowStore store;

    DataverseNames(Schema schema, RowStore store) {
        this.schema = schema;
        this.store = store;
    }

    @Override
    public void check(Table table, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            if (column(table, path).isEmpty() && Navigation.of(table, path).isEmpty()) {
                throw unknown(table, path);
            }
            return;
        }
        Navigation navigation = Navigation.of(table, path.substring(0, slash)).orElseThrow(() -> unknown(table, path));
        for (String target : navigation.targets()) {
            schema.table(Side.DATAVERSE, target).ifPresent(found -> check(found, path.substring(slash + 1)));
        }
    }

    static Refusal unknown(Table table, String name) {
        return Refusal.badRequest(
                "0x80060888",
                "Could not find a property named '" + name + "' on type 'Microsoft.Dynamics.CRM." + table.name()
                        + "'.");
    }

    /** A column by its property name, {@code _x_value} for lookups. */
    static Optional<Column> column(Table table, String property) {
        boolean lookup = property.startsWith("_") && property.endsWith("_value") && property.length() > 7;
        String name = lookup ? property.substring(1, property.length() - 6) : property;
        return table.column(name)
                .filter(column -> column.name().equals(name))
                .filter(column -> !lookup || column.type() == ColumnType.LOOKUP);
    }

    static String property(Column column) {
        return column.type() == ColumnType.LOOKUP ? "_" + column.name() + "_value" : column.name();
    }

    @Override
    public Object value(Table table, StoredRow row, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            if (path.equals("versionnumber")) {
                return BigDecimal.valueOf(row.version());
            }
            Optional<Column> column = column(table, path);
            return column.isPresent()
                    ? row.get(column.get().name())
                    : row.get(Navigation.of(table, path).orElseThrow().column().name());
        }
        return Navigation.of(table, path.substring(0, slash))
                .flatMap(navigation -> pointedTo(row, navigation))
                .map(target -> value(target.table(), target.row(), path.substring(slash + 1)))
                .orElse(null);
    }

    record Target(Table table, StoredRow row) {}

    Optional<Target> pointedTo(StoredRow row, Navigation navigation) {
        if (row.get(navigation.column().name()) instanceof Reference reference
                && navigation.targets().contains(reference.table())) {
            Table table = schema.table(Side.DATAVERSE, reference.table()).orElseThrow();
            return store.rows(table).byId(reference.id()).map(found -> new Target(table, found));
        }
        return Optional.empty();
    }

    @Override
    public ObjectNode print(Table table, StoredRow row, Shape shape) {
        ObjectNode node = Json.object();
        node.put("@odata.etag", row.etag());
        for (Column column : table.allColumns()) {
            String property = property(column);
            boolean id = column.name().equals(table.primaryId());
            if (id || shape.wants(property) || (!property.equals(column.name()) && shape.wants(column.name()))) {
                Object value = column.name().equals("versionnumber")
                        ? BigDecimal.valueOf(row.version())
                        : row.get(column.name());
                node.set(property, Values.print(value));
                if (shape.annotations() && value != null) {
                    annotate(node, property, column, value);
                }
            }
        }
        shape.expand().forEach(item -> expand(node, table, row, item, shape.annotations()));
        return node;
    }

    private void annotate(ObjectNode node, String property, Column column, Object value) {
        String formatted = null;
        if (value instanceof Reference reference) {
            node.put(property + "@Microsoft.Dynamics.CRM.lookuplogicalname", reference.table());
            node.put(
                    property + "@Microsoft.Dynamics.CRM.associatednavigationproperty",
                    column.targets().size() < 2 ? column.name() : column.name() + "_" + reference.table());
            Table table = schema.table(Side.DATAVERSE, reference.table()).orElseThrow();
            formatted = store.rows(table)
                    .byId(reference.id())
                    .map(row -> row.get(table.primaryName()))
                    .map(Object::toString)
                    .orElse(null);
        } else if (column.type().isOption()) {
            String label = column.options().get(TableRows.fold(value));
            formatted = label == null ? null : label.replaceFirst("\\[state \\d+]$", "");
        } else if (value instanceof Boolean bool) {
            formatted = bool ? "Yes" : "No";
        }
        if (formatted != null) {
            node.put(property + "@OData.Community.Display.V1.FormattedValue", formatted);
        }
    }

    /** {@code primarycontactid($select=fullname;$expand=...)}, or a collection. */
    private void expand(ObjectNode node, Table table, StoredRow row, String item, boolean annotations) {
        int open = item.indexOf('(');
        String name = open < 0 ? item : item.substring(0, open);
        Map<String, String> options = new LinkedHashMap<>();
        if (open >= 0) {
            for (String option : Segment.split(item.substring(open + 1, item.length() - 1), ';')) {
                String[] sides = option.trim().split("=", 2);
                options.put(sides[0], sides.length < 2 ? "" : sides[1]);
            }
        }
        Shape shape = Shape.of(options, annotations);
        Optional<Navigation> navigation = Navigation.of(table, name);
        if (navigation.isPresent()) {
            Optional<Target> target = pointedTo(row, navigation.get());
            target.ifPresent(found -> shape.select().forEach(property -> check(found.table(), property)));
            node.set(
                    name,
                    target.map(found -> print(found.table(), found.row(), shape))
                            .orElse(null));
            return;
        }
        Navigation.Collection collection =
                Navigation.collection(schema, table, name).orElseThrow(() -> unknown(table, name));
        ArrayNode values = node.putArray(name);
        children(table, row, collection).forEach(child -> values.add(print(collection.table(), child, shape)));
    }

    List<StoredRow> children(Table table, StoredRow row, Navigation.Collection collection) {
        Reference parent = new Reference(table.name(), row.id());
        return store.rows(collection.table()).all().stream()
                .filter(child -> parent.equals(child.get(collection.column().name())))
                .toList();
    }
}
