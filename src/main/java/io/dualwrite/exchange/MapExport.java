package io.dualwrite.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.ValueMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a map as Microsoft's dual-write has it, and tells what it has no place for. */
public final class MapExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TableMap map;
    private final List<String> told = new ArrayList<>();

    public MapExport(TableMap map) {
        this.map = map;
    }

    /** What the written map does not say, by name. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** The mapping, in several lines. */
    public String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(mapping());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always JSON", e);
        }
    }

    /** The mapping as a row of a solution's {@code customizations.xml}, which holds nothing else. */
    public String xml() {
        String display = map.finops().schema().display() + " - " + map.table(Side.DATAVERSE);
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ImportExportXml>\n  <msdyn_dualwriteentitymaps>\n"
                + "    <msdyn_dualwriteentitymap>\n"
                + element("msdyn_displayname", display)
                + element("msdyn_mapping", mapping().toString())
                + element("msdyn_name", map.name())
                + element("msdyn_version", map.version())
                + "    </msdyn_dualwriteentitymap>\n  </msdyn_dualwriteentitymaps>\n</ImportExportXml>\n";
    }

    private static String element(String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "      <" + name + ">" + escaped + "</" + name + ">\n";
    }

    private ObjectNode mapping() {
        told.clear();
        unsaid();
        ObjectNode mapping = JSON.createObjectNode();
        mapping.put("name", "[" + map.finops().schema().display() + "] - [" + map.table(Side.DATAVERSE) + "]");
        mapping.put("leftEnvironmentType", "AX")
                .put("centerEnvironmentType", "CRM")
                .put("rightEnvironmentType", "UNDEFINED");
        ObjectNode leg = mapping.putArray("legs").addObject();
        leg.put("id", "001").put("sourceSchema", map.finops().schema().display());
        leg.put("sourceFilter", filter(Side.FINOPS)).put("destinationSchema", map.table(Side.DATAVERSE));
        leg.put("reversedSourceFilter", filter(Side.DATAVERSE));
        ArrayNode fields = leg.putArray("fieldMappings");
        map.fields().forEach(field -> field(field, fields.addObject()));
        leg.put("entityFileFormat", "CSV").put("deleteNonMatchingData", false);
        return mapping;
    }

    private String filter(Side side) {
        return map.side(side).filter().map(RowFilter::text).orElse("");
    }

    private void field(FieldMapping field, ObjectNode node) {
        boolean both = field.flows(Direction.TO_DATAVERSE) && field.flows(Direction.TO_FINOPS);
        node.put("syncDirection", both ? 3 : field.flows(Direction.TO_DATAVERSE) ? 1 : 2);
        node.put(
                "sourceField",
                field.finops().map(name -> name.toUpperCase(Locale.ROOT)).orElse(""));
        node.put("destinationField", field.name(Side.DATAVERSE).orElse(""));
        field.dataverse()
                .flatMap(this::related)
                .ifPresent(name -> node.put("destinationLookupFieldRelatedEntity", name));
        if (field.type().transformed()) {
            ArrayNode transforms = node.putArray("valueTransforms");
            field.values().ifPresent(values -> values(values, field, transforms.addObject()));
            field.otherwise().ifPresent(value -> transforms
                    .addObject()
                    .put("transformType", "Default")
                    .put("defaultValue", value));
        }
        if (field.optional()) {
            told.add(field + ": optional");
        }
        if (field.ifFits()) {
            told.add(field + ": if-fits");
        }
    }

    /** A choice of tables; {@code Customer} where it is both kinds of customers. */
    private Optional<String> related(LookupPath path) {
        if (!path.isPolymorphic()) {
            return Optional.empty();
        }
        if (path.branches().size() > 1) {
            return Optional.of("Customer");
        }
        List<String> targets = map.dataverse()
                .schema()
                .column(path.root())
                .map(Column::targets)
                .orElse(List.of());
        return targets.size() > 1
                ? Optional.of(path.branches().get(0).table().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private void values(ValueMap values, FieldMapping field, ObjectNode transform) {
        transform.put("transformType", "ValueMap");
        ObjectNode entries = transform.putObject("valueMap");
        values.entries().forEach((finops, dataverse) -> {
            if (dataverse.isEmpty()) {
                entries.putNull(finops);
            } else {
                entries.put(finops, dataverse.get(0));
            }
            if (dataverse.size() > 1) {
                told.add(field + ": " + String.join(", ", dataverse.subList(1, dataverse.size())) + " understood as "
                        + finops);
            }
        });
        transform.put("createValuesOnDestination", false);
        if (values.keepsUnlisted() || values.defaultsUnlisted()) {
            told.add(field + ": otherwise: " + (values.keepsUnlisted() ? "keep" : "default") + " of the value map "
                    + values.name());
        }
        if (!values.winners().isEmpty()) {
            told.add(field + ": reverse of the value map " + values.name());
        }
    }

    private void unsaid() {
        told.add("key: " + map.finops().key() + " and " + map.dataverse().key()
                + ", which Microsoft's dual-write keeps beside its maps (integration key)");
        map.only().ifPresent(only -> told.add("direction: " + only.word()));
        list("last", map.lastFields());
        list("derive", map.derive().keySet().stream().sorted().toList());
        list("identity", map.identity());
        map.numbering().ifPresent(numbering -> told.add("numbering: " + numbering.column() + " " + numbering.prefix()));
        map.instead().ifPresent(other -> told.add("instead: " + other));
        if (map.deletePolicies().values().stream()
                .anyMatch(policy -> !policy.name().equals("DELETE"))) {
            told.add("delete: " + map.deletePolicies());
        }
    }

    private void list(String key, List<String> names) {
        if (!names.isEmpty()) {
            told.add(key + ": " + String.join(", ", names));
        }
    }
}
