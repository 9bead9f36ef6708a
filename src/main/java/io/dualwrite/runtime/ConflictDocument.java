package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.journal.FoundConflict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conflicts as JSON. */
final class ConflictDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConflictDocument() {}

    /**
     * @param more how many there are beside these
     * @param open how many of all wait for a person
     */
    static String of(List<FoundConflict> found, long more, long open) {
        ObjectNode document = JSON.createObjectNode();
        document.putArray("conflicts");
        for (FoundConflict conflict : found) {
            ObjectNode entry = document.withArray("conflicts").addObject();
            entry.put("id", conflict.row())
                    .put("file", conflict.file())
                    .put("line", conflict.line())
                    .put("map", conflict.map())
                    .put("key", conflict.key().toString());
            told(conflict).forEach(entry::put);
            entry.put("open", conflict.open());
        }
        return document.put("more", more).put("open", open).toString();
    }

    /** What happened, by name; a value that is not there is null. */
    static Map<String, String> told(FoundConflict conflict) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("direction", conflict.direction().word());
        told.put("finopsField", conflict.finopsField());
        told.put("finops", conflict.finops().orElse(null));
        told.put("dataverseField", conflict.dataverseField());
        told.put("dataverse", conflict.dataverse().orElse(null));
        told.put("agreed", conflict.agreed().orElse(null));
        told.put("policy", conflict.policy());
        told.put("winner", conflict.winner());
        told.put("at", conflict.found().toString());
        return told;
    }
}
