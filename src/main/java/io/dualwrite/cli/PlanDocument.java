package io.dualwrite.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.plan.AlsoWritten;
import io.dualwrite.plan.MoneyTotal;
import io.dualwrite.plan.Plan;
import io.dualwrite.plan.PlanTotal;
import io.dualwrite.plan.PlannedField;
import io.dualwrite.plan.PlannedFile;
import io.dualwrite.plan.PlannedRow;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import java.math.BigDecimal;

/** A plan as JSON. */
final class PlanDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private PlanDocument() {}

    /** @param most rows to list */
    static String of(Plan plan, int most) {
        ObjectNode document = JSON.createObjectNode();
        document.put("changes", plan.changes());
        plan.files().forEach(file -> document.withArray("files").add(file(file)));
        document.putArray("rows");
        plan.rows().stream().limit(most).forEach(row -> document.withArray("rows")
                .add(row(row)));
        document.put("moreRows", Math.max(0, plan.rows().size() - most));
        document.putArray("also");
        plan.also().forEach(row -> document.withArray("also").add(also(row)));
        document.putArray("totals");
        plan.totals().forEach(total -> document.withArray("totals").add(total(total)));
        document.putArray("money");
        plan.money().forEach(total -> document.withArray("money").add(money(total)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and truths always make JSON", e);
        }
    }

    private static ObjectNode file(PlannedFile file) {
        return JSON.createObjectNode()
                .put("file", file.file().toString())
                .put("side", file.side().word())
                .put("name", file.name())
                .put("usable", file.usable())
                .put("note", file.note());
    }

    private static ObjectNode row(PlannedRow row) {
        ObjectNode node = JSON.createObjectNode()
                .put("file", row.file())
                .put("line", row.line())
                .put("older", row.older())
                .put("map", row.map())
                .put("direction", row.direction().word())
                .put("operation", row.operation().name().toLowerCase(java.util.Locale.ROOT))
                .put("key", row.key().map(RowKey::toString).orElse(""))
                .put("outcome", row.outcome().map(Outcome.Kind::word).orElse("queued"))
                .put("changes", row.changes())
                .put("reason", row.reason())
                .put("field", row.field())
                .put("found", row.found())
                .put("expected", row.expected())
                .put("remedy", row.remedy())
                .put("table", row.table())
                .put("equal", row.equal());
        row.warnings().forEach(node.withArray("warnings")::add);
        node.putArray("fields");
        row.fields().forEach(field -> node.withArray("fields").add(field(field)));
        return node;
    }

    private static ObjectNode field(PlannedField field) {
        ObjectNode node = JSON.createObjectNode().put("field", field.field());
        put(node, "old", field.old());
        put(node, "new", field.value());
        node.put("fate", field.fate().word());
        field.why()
                .ifPresent(why ->
                        node.put("why", why.toString()).put("map", why.map()).put("mapLine", why.line()));
        if (!field.decision().isEmpty()) {
            node.put("conflict", field.decision());
        }
        return node;
    }

    private static void put(ObjectNode node, String name, Object value) {
        if (value instanceof BigDecimal number) {
            node.put(name, number);
        } else if (value instanceof Boolean truth) {
            node.put(name, truth);
        } else {
            node.put(name, (String) value);
        }
    }

    private static ObjectNode also(AlsoWritten row) {
        ObjectNode node = JSON.createObjectNode()
                .put("side", row.side().word())
                .put("table", row.table())
                .put("row", row.row())
                .put("outcome", row.how())
                .put("why", row.why());
        node.putArray("fields");
        row.fields().forEach(field -> node.withArray("fields").add(field(field)));
        return node;
    }

    private static ObjectNode total(PlanTotal total) {
        ObjectNode node = JSON.createObjectNode()
                .put("map", total.map())
                .put("direction", total.direction().word());
        total.rows().forEach(node::put);
        return node;
    }

    private static ObjectNode money(MoneyTotal total) {
        return JSON.createObjectNode()
                .put("map", total.map())
                .put("direction", total.direction().word())
                .put("currency", total.currency())
                .put("field", total.field())
                .put("rows", total.rows())
                .put("before", total.before())
                .put("after", total.after())
                .put("difference", total.after().subtract(total.before()));
    }
}
