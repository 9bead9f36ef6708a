package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One side's {@code $metadata}: EDMX with types, keys, properties, navigation properties and sets. */
final class MetadataDocument {
    private static final String FUNCTIONS =
            """
            <ComplexType Name="WhoAmIResponse"><Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false"/>\
            <Property Name="UserId" Type="Edm.Guid" Nullable="false"/>\
            <Property Name="OrganizationId" Type="Edm.Guid" Nullable="false"/></ComplexType>
            <ComplexType Name="RetrieveVersionResponse"><Property Name="Version" Type="Edm.String"/></ComplexType>
            <Function Name="WhoAmI"><ReturnType Type="mscrm.WhoAmIResponse"/></Function>
            <Function Name="RetrieveVersion"><ReturnType Type="mscrm.RetrieveVersionResponse"/></Function>
            """;
    private static final String IMPORTS =
            """
            <FunctionImport Name="WhoAmI" Function="Microsoft.Dynamics.CRM.WhoAmI"/>
            <FunctionImport Name="RetrieveVersion" Function="Microsoft.Dynamics.CRM.RetrieveVersion"/>
            """;

    private final Schema schema;
    private final Side side;
    private final String namespace;
    private final Absent absent;
    private final Map<String, Map<String, String>> enums = new LinkedHashMap<>();

    MetadataDocument(Schema schema, Side side, Absent absent) {
        this.absent = absent;
        this.schema = schema;
        this.side = side;
        this.namespace = side == Side.FINOPS ? "Microsoft.Dynamics.DataEntities" : "Microsoft.Dynamics.CRM";
    }

    String text() {
        StringBuilder types = new StringBuilder();
        StringBuilder sets = new StringBuilder();
        for (Table table : schema.tables(side)) {
            if (!absent.table(table) && (side == Side.DATAVERSE || !table.key().isEmpty())) {
                type(table, types);
                set(table, sets);
            }
        }
        String alias = side == Side.DATAVERSE ? " Alias=\"mscrm\"" : "";
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>"
                + "<Schema Namespace=\"" + namespace + "\"" + alias
                + " xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n"
                + enumTypes() + (side == Side.DATAVERSE ? FUNCTIONS : "") + types
                + "<EntityContainer Name=\"" + (side == Side.FINOPS ? "Resources" : "System") + "\">\n" + sets
                + (side == Side.DATAVERSE ? IMPORTS : "")
                + "</EntityContainer>\n</Schema></edmx:DataServices></edmx:Edmx>\n";
    }

    private void type(Table table, StringBuilder xml) {
        xml.append("<EntityType Name=\"").append(typeName(table)).append("\">\n<Key>");
        for (String key : side == Side.FINOPS ? table.key() : List.of(table.primaryId())) {
            xml.append("<PropertyRef Name=\"").append(key).append("\"/>");
        }
        xml.append("</Key>\n");
        for (Column column : table.allColumns()) {
            if (!absent.column(table, column)) {
                property(table, column, xml);
            }
        }
        if (side == Side.DATAVERSE) {
            navigations(table, xml);
        }
        xml.append("</EntityType>\n");
    }

    private void property(Table table, Column column, StringBuilder xml) {
        boolean key = side == Side.FINOPS
                ? table.key().contains(column.name())
                : column.name().equals(table.primaryId());
        String name = side == Side.FINOPS ? column.name() : DataverseNames.property(column);
        xml.append("<Property Name=\"")
                .append(name)
                .append("\" Type=\"")
                .append(edmType(table, column))
                .append('"');
        if (key) {
            xml.append(" Nullable=\"false\"");
        }
        if (column.maxLength() > 0 && column.type() == ColumnType.TEXT) {
            xml.append(" MaxLength=\"").append(column.maxLength()).append('"');
        }
        if (Values.edmType(column).equals("Edm.Decimal")) {
            xml.append(" Scale=\"Variable\"");
        }
        xml.append("/>\n");
    }

    private String edmType(Table table, Column column) {
        if (column.type() != ColumnType.ENUM || column.options().isEmpty()) {
            return Values.edmType(column);
        }
        String name = column.options().keySet().equals(java.util.Set.of("No", "Yes")) ? "NoYes" : column.name();
        while (enums.containsKey(name) && !enums.get(name).equals(shown(table, column))) {
            name = name + "2";
        }
        enums.put(name, shown(table, column));
        return namespace + "." + name;
    }

    private Map<String, String> shown(Table table, Column column) {
        Map<String, String> options = new LinkedHashMap<>(column.options());
        options.keySet().removeIf(option -> absent.option(table, column, option));
        return options;
    }

    private String enumTypes() {
        StringBuilder xml = new StringBuilder();
        enums.forEach((name, members) -> {
            xml.append("<EnumType Name=\"").append(name).append("\">");
            members.forEach((member, number) -> xml.append("<Member Name=\"")
                    .append(member.replaceAll("\\W", "_"))
                    .append("\" Value=\"")
                    .append(number)
                    .append("\"/>"));
            xml.append("</EnumType>\n");
        });
        return xml.toString();
    }

    private void navigations(Table table, StringBuilder xml) {
        for (Navigation navigation : Navigation.of(table)) {
            schema.table(side, firstTarget(navigation)).ifPresent(target -> xml.append("<NavigationProperty Name=\"")
                    .append(navigation.name())
                    .append("\" Type=\"mscrm.")
                    .append(target.name())
                    .append("\"><ReferentialConstraint Property=\"_")
                    .append(navigation.column().name())
                    .append("_value\" ReferencedProperty=\"")
                    .append(target.primaryId())
                    .append("\"/></NavigationProperty>\n"));
        }
        for (Navigation.Collection collection : Navigation.collections(schema, table)) {
            xml.append("<NavigationProperty Name=\"")
                    .append(collection.name())
                    .append("\" Type=\"Collection(mscrm.")
                    .append(collection.table().name())
                    .append(")\"/>\n");
        }
    }

    private void set(Table table, StringBuilder xml) {
        xml.append("<EntitySet Name=\"").append(table.set()).append("\" EntityType=\"");
        xml.append(namespace).append('.').append(typeName(table)).append("\">");
        if (side == Side.DATAVERSE) {
            for (Navigation navigation : Navigation.of(table)) {
                schema.table(side, firstTarget(navigation))
                        .ifPresent(target -> binding(navigation.name(), target, xml));
            }
            Navigation.collections(schema, table)
                    .forEach(collection -> binding(collection.name(), collection.table(), xml));
        }
        xml.append("</EntitySet>\n");
    }

    private static void binding(String path, Table target, StringBuilder xml) {
        xml.append("<NavigationPropertyBinding Path=\"")
                .append(path)
                .append("\" Target=\"")
                .append(target.set())
                .append("\"/>");
    }

    private static String firstTarget(Navigation navigation) {
        return navigation.targets().isEmpty() ? "" : navigation.targets().get(0);
    }

    private String typeName(Table table) {
        return table.name();
    }

    /** A value as it stands in a URL's key. */
    static String literal(Column column, Object value) {
        return switch (column.type()) {
            case TEXT, ENUM -> "'" + String.valueOf(value).replace("'", "''") + "'";
            default -> Values.print(value).asText();
        };
    }
}
