package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.compare.Finds;
import io.dualwrite.compare.RowDifference;
import io.dualwrite.journal.JournalUnavailable;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.Settings;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journal has not brought through yet: why rows differ that nobody needs to look for. */
final class OpenRows implements Finds {
    private final Map<String, String> open = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    private String unknown = "";

    /** Nothing where there is no journal that can be asked. */
    static OpenRows of(Settings settings, List<String> maps) throws IOException {
        OpenRows rows = new OpenRows();
        try (Operating operating = Operating.of(settings)) {
            for (JsonNode row : new ObjectMapper().readTree(operating.openRows(String.join(",", maps)))) {
                String state = row.path("state").asText();
                String reason = row.path("reason").asText();
                rows.open.put(
                        row.path("map").asText() + " " + row.path("key").asText(),
                        reason.isEmpty() || reason.equals(state) ? state : state + ", " + reason);
            }
        } catch (JournalUnavailable | IllegalStateException none) {
            // both systems can be compared all the same
            rows.unknown = "rows that are on their way are not told apart: " + none.getMessage();
        }
        return rows;
    }

    @Override
    public void found(
            TableMap map, RowKey key, RowDifference difference, Optional<Row> finops, Optional<Row> dataverse) {
        if (why(map.name(), key.toString()).isPresent()) {
            counts.merge(map.name(), 1L, Long::sum);
        }
    }

    /** Why nobody knows, or empty. */
    String unknown() {
        return unknown;
    }

    /** How the row stands in the journal, if it is not through: {@code rejected, value-unlisted}. */
    Optional<String> why(String map, String key) {
        return Optional.ofNullable(open.get(map + " " + key));
    }

    /** How many of a map's rows that are not the same are not through. */
    long of(String map) {
        return counts.getOrDefault(map, 0L);
    }
}
