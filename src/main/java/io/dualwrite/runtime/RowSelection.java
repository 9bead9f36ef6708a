package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.journal.RetryFilter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows a command is about, as the command line gives it.
 *
 * @param file name of a dropped file; null narrows nothing, nor do the other nulls
 * @param cause reason, as reports name it
 * @param ids numbers of rows; empty narrows nothing
 */
public record RowSelection(String file, String map, String cause, List<Long> ids) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public RowSelection {
        ids = List.copyOf(ids);
    }

    public static RowSelection of(long id) {
        return new RowSelection(null, null, null, List.of(id));
    }

    /** Does it mean all rows? */
    public boolean isEverything() {
        return file == null && map == null && cause == null && ids.isEmpty();
    }

    ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("file", file).put("map", map).put("cause", cause);
        ids.forEach(json.withArray("ids")::add);
        return json;
    }

    static RowSelection of(JsonNode json) {
        Set<Long> ids = new LinkedHashSet<>();
        json.path("ids").forEach(id -> ids.add(id.asLong()));
        return new RowSelection(
                json.path("file").textValue(),
                json.path("map").textValue(),
                json.path("cause").textValue(),
                List.copyOf(ids));
    }

    RetryFilter filter() {
        RetryFilter filter = ids.isEmpty() ? RetryFilter.all() : RetryFilter.ofIds(Set.copyOf(ids));
        filter = file == null ? filter : filter.withFile(file);
        filter = map == null ? filter : filter.withMap(map);
        return cause == null ? filter : filter.withReason(cause);
    }
}
