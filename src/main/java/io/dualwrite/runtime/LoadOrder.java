package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person wants loaded.
 *
 * @param from the side that is read
 * @param master the side whose values stay where both have a row
 * @param maps by name; all that flow that way if empty
 * @param files dropped files, or folders of them, instead of the system itself
 * @param company only rows of this one
 * @param withRelated also the maps whose rows these look up
 * @param whole read everything again, also where Sales could tell what changed
 */
public record LoadOrder(
        Side from,
        Side master,
        List<String> maps,
        List<Path> files,
        Optional<String> company,
        boolean withRelated,
        boolean whole) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public LoadOrder {
        maps = List.copyOf(maps);
        files = List.copyOf(files);
    }

    public LoadOrder andRelated() {
        return new LoadOrder(from, master, maps, files, company, true, whole);
    }

    String json() {
        ObjectNode order = JSON.createObjectNode()
                .put("from", from.word())
                .put("master", master.word())
                .put("company", company.orElse(""))
                .put("withRelated", withRelated)
                .put("whole", whole);
        maps.forEach(order.putArray("maps")::add);
        files.forEach(file ->
                order.withArray("files").add(file.toAbsolutePath().normalize().toString()));
        return order.toString();
    }

    static LoadOrder of(JsonNode order) {
        List<String> maps = new ArrayList<>();
        order.path("maps").forEach(map -> maps.add(map.asText()));
        List<Path> files = new ArrayList<>();
        order.path("files").forEach(file -> files.add(Path.of(file.asText())));
        return new LoadOrder(
                Side.of(order.path("from").asText()),
                Side.of(order.path("master").asText()),
                maps,
                files,
                Optional.of(order.path("company").asText()).filter(code -> !code.isBlank()),
                order.path("withRelated").asBoolean(),
                order.path("whole").asBoolean());
    }
}
