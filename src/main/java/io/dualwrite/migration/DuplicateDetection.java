package io.dualwrite.migration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The duplicate detection rules of Sales, which refuse rows that one number in two companies makes alike. Those that are
 * switched off are written down first, so that they are found again whatever happens in between.
 */
final class DuplicateDetection {
    private static final String TABLE = "duplicaterules";

    /** Statuses of a rule: 0 unpublished, 1 publishing, 2 published. */
    private static final int UNPUBLISHED = 0;

    private final LiveSystem sales;
    private final OffList offList;

    DuplicateDetection(LiveSystem sales, OffList offList) {
        this.sales = sales;
        this.offList = offList;
    }

    /** GUID to name of the rules that are published. */
    Map<String, String> published() throws IOException {
        Map<String, String> rules = new LinkedHashMap<>();
        for (JsonNode row :
                sales.rows(TABLE + "?$select=duplicateruleid,name,statuscode&$filter=statuscode%20eq%202")) {
            rules.put(row.path("duplicateruleid").asText(), row.path("name").asText());
        }
        return rules;
    }

    /** Names of the rules that are switched off and written down as such. */
    List<String> off() {
        return List.copyOf(offList.read(sales.root()).values());
    }

    /** Switches every published rule off. */
    List<String> disable() throws IOException {
        Map<String, String> published = published();
        Map<String, String> all = new LinkedHashMap<>(offList.read(sales.root()));
        all.putAll(published);
        offList.write(sales.root(), all);
        for (String id : published.keySet()) {
            sales.post("UnpublishDuplicateRule", "{\"DuplicateRuleId\":\"" + id + "\"}");
        }
        return List.copyOf(published.values());
    }

    /** Switches those on again that were written down; each is struck off the list when it is on. */
    List<String> enable() throws IOException {
        Map<String, String> left = new LinkedHashMap<>(offList.read(sales.root()));
        List<String> on = new ArrayList<>();
        for (Map.Entry<String, String> rule : Map.copyOf(left).entrySet()) {
            if (exists(rule.getKey())) {
                sales.post(TABLE + "(" + rule.getKey() + ")/Microsoft.Dynamics.CRM.PublishDuplicateRule", "{}");
                on.add(rule.getValue());
            }
            left.remove(rule.getKey());
            offList.write(sales.root(), left);
        }
        return on;
    }

    /** A rule that a person deleted or published meanwhile needs nothing. */
    private boolean exists(String id) throws IOException {
        return sales.rows(TABLE + "?$select=duplicateruleid,statuscode&$filter=duplicateruleid%20eq%20" + id).stream()
                .anyMatch(row -> row.path("statuscode").asInt() == UNPUBLISHED);
    }
}
