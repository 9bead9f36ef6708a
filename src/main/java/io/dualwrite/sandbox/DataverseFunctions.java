package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The functions and definitions that client libraries ask for when they connect. */
final class DataverseFunctions {
    private final Schema schema;

    private final Absent absent;

    DataverseFunctions(Schema schema, Absent absent) {
        this.absent = absent;
        this.schema = schema;
    }

    Optional<Answer> answer(Request request, List<Segment> path, String context) {
        Segment first = path.get(0);
        ObjectNode node = Json.object();
        switch (first.name()) {
            case "WhoAmI" ->
                node.put("@odata.context", context + "#Microsoft.Dynamics.CRM.WhoAmIResponse")
                        .put("BusinessUnitId", PlatformDefaults.BUSINESS_UNIT)
                        .put("UserId", PlatformDefaults.USER)
                        .put("OrganizationId", PlatformDefaults.ORGANIZATION);
            case "RetrieveVersion" ->
                node.put("@odata.context", context + "#Microsoft.Dynamics.CRM.RetrieveVersionResponse")
                        .put("Version", "9.2.24091.00193");
            case "EntityDefinitions" -> definitions(request, path, context, node);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(Answer.json(200, node));
    }

    private void definitions(Request request, List<Segment> path, String context, ObjectNode node) {
        List<String> select = Shape.list(request.parameters().get("$select"));
        if (!path.get(0).hasKey()) {
            String filter = request.parameters().get("$filter");
            FilterExpression passes = filter == null ? null : FilterParser.parse(filter, property -> {});
            node.put("@odata.context", context + "#EntityDefinitions");
            ArrayNode values = node.putArray("value");
            for (Table table : schema.tables(Side.DATAVERSE)) {
                if (absent.table(table)) {
                    continue;
                }
                ObjectNode definition = definition(table);
                if (passes == null
                        || FilterExpression.truth(
                                passes, name -> definition.path(name).asText(null))) {
                    ObjectNode shown = select.isEmpty() ? definition : definition.retain(select);
                    if (request.parameters().getOrDefault("$expand", "").contains("Keys")) {
                        shown.set("Keys", keys(table));
                    }
                    values.add(shown);
                }
            }
            return;
        }
        Table table = table(path.get(0).key());
        if (path.size() > 1 && path.get(1).name().equals("Attributes")) {
            String cast = path.size() > 2 ? path.get(2).name() : "";
            if (path.get(1).hasKey()) {
                Column column = table.column(path.get(1).key().getOrDefault("LogicalName", ""))
                        .orElseThrow(() -> Refusal.notFound("0x80060888", "Could not find an attribute of that name."));
                node.setAll(attribute(table, column));
                return;
            }
            ArrayNode values = node.putArray("value");
            table.allColumns().stream()
                    .filter(column -> !absent.column(table, column))
                    .filter(column -> cast.isEmpty()
                            || cast.equals("Microsoft.Dynamics.CRM." + attributeType(column) + "AttributeMetadata"))
                    .forEach(column -> values.add(attribute(table, column)));
            return;
        }
        node.put("@odata.context", context + "#EntityDefinitions/$entity");
        ObjectNode definition = definition(table);
        node.setAll(select.isEmpty() ? definition : definition.retain(select));
    }

    /** By {@code LogicalName='account'}, or by MetadataId. */
    private Table table(Map<String, String> key) {
        String name = key.getOrDefault("LogicalName", "");
        String id = key.getOrDefault("", key.getOrDefault("MetadataId", ""));
        return schema.tables(Side.DATAVERSE).stream()
                .filter(table ->
                        table.name().equals(name) || metadataId(table.name()).equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "0x80060888", "Could not find an entity with name " + name + id + " in the metadata."));
    }

    private static ObjectNode definition(Table table) {
        return Json.object()
                .put("MetadataId", metadataId(table.name()))
                .put("LogicalName", table.name())
                .put("SchemaName", table.name())
                .put("EntitySetName", table.set())
                .put("LogicalCollectionName", table.set())
                .put("CollectionSchemaName", table.set())
                .put("PrimaryIdAttribute", table.primaryId())
                .put("PrimaryNameAttribute", table.primaryName().isEmpty() ? null : table.primaryName())
                .put(
                        "IsCustomEntity",
                        table.name().startsWith("msdyn") || table.name().startsWith("cdm_"));
    }

    private ArrayNode keys(Table table) {
        ArrayNode keys = Json.object().putArray("Keys");
        if (!table.key().isEmpty() && !absent.key(table)) {
            ArrayNode columns = keys.addObject()
                    .put("LogicalName", table.name() + "_key")
                    .put("EntityKeyIndexStatus", "Active")
                    .putArray("KeyAttributes");
            table.key().forEach(columns::add);
        }
        return keys;
    }

    private ObjectNode attribute(Table table, Column column) {
        ObjectNode attribute = Json.object()
                .put("MetadataId", metadataId(table.name() + "." + column.name()))
                .put("LogicalName", column.name())
                .put("SchemaName", column.name())
                .put("EntityLogicalName", table.name())
                .put("AttributeType", attributeType(column))
                .put("IsPrimaryId", column.name().equals(table.primaryId()))
                .put("IsPrimaryName", column.name().equals(table.primaryName()))
                .put("AutoNumberFormat", "");
        if (column.type().isOption()) {
            ArrayNode options = attribute.putObject("OptionSet").putArray("Options");
            column.options().keySet().stream()
                    .filter(option -> !absent.option(table, column, option))
                    .forEach(option -> options.addObject().put("Value", Integer.parseInt(option)));
        }
        return attribute;
    }

    private static String attributeType(Column column) {
        return switch (column.type()) {
            case TEXT, ENUM -> "String";
            case INTEGER -> "Integer";
            case BIG_INTEGER -> "BigInt";
            case DECIMAL -> "Decimal";
            case MONEY -> "Money";
            case DOUBLE -> "Double";
            case BOOLEAN -> "Boolean";
            case DATE, DATE_TIME -> "DateTime";
            case PICKLIST -> "Picklist";
            case STATE -> "State";
            case STATUS -> "Status";
            case LOOKUP -> column.targets().size() > 1 ? "Customer" : "Lookup";
            case GUID -> "Uniqueidentifier";
        };
    }

    private static String metadataId(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }
}
