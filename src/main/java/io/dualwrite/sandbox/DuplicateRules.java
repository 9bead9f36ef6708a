package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Duplicate detection rules are switched on and off by actions only. The real system does it in the background and shows
 * a rule as publishing for a while; here it is done when the answer goes out. Nothing is looked for by the rules.
 */
final class DuplicateRules {
    static final String PUBLISH = "Microsoft.Dynamics.CRM.PublishDuplicateRule";
    static final String UNPUBLISH = "UnpublishDuplicateRule";
    private static final String TABLE = "duplicaterules";

    private final DataverseKeys keys;
    private final DataverseRows rows;
    private final PlatformDefaults defaults;

    DuplicateRules(DataverseKeys keys, DataverseRows rows, PlatformDefaults defaults) {
        this.keys = keys;
        this.rows = rows;
        this.defaults = defaults;
    }

    /** {@code POST duplicaterules(<id>)/Microsoft.Dynamics.CRM.PublishDuplicateRule}. */
    Answer publish(DataverseKeys.Address address, String context) {
        if (!address.table().set().equals(TABLE)) {
            throw Refusal.notFound("0x80060888", "Resource not found for the segment '" + PUBLISH + "'.");
        }
        set(address, 1, 2);
        ObjectNode job = Json.object();
        job.put("@odata.context", context + "#asyncoperations/$entity");
        job.put("asyncoperationid", defaults.newId());
        return Answer.json(200, job.put("name", "Publish Duplicate Rule"));
    }

    /** {@code POST UnpublishDuplicateRule} with the rule's id in the body. */
    Answer unpublish(Request request) {
        String id = Json.readObject(request.body()).path("DuplicateRuleId").asText();
        Table table = keys.table(TABLE);
        set(keys.address(table, Map.of("", id)), 0, 0);
        return Answer.empty(204);
    }

    private void set(DataverseKeys.Address address, int state, int status) {
        Map<String, Object> changes = new HashMap<>();
        changes.put("statecode", BigDecimal.valueOf(state));
        changes.put("statuscode", BigDecimal.valueOf(status));
        rows.change(address.table(), keys.existing(address), changes);
    }
}
