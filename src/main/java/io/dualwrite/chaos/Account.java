package io.dualwrite.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.util.List;

/** Is every dropped row in the journal's account, with an outcome that asks nothing of anybody? */
final class Account {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SETTLED = List.of("delivered", "unchanged", "echo", "filtered", "discarded");
    private static final List<String> OPEN = List.of("waiting", "retrying", "held", "rejected", "refused", "queued");

    private final Stage stage;
    private final Findings findings;

    Account(Stage stage, Findings findings) {
        this.stage = stage;
        this.findings = findings;
    }

    void audit(String status, List<DropFile> dropped) throws IOException {
        JsonNode files = JSON.readTree(status).get("files");
        long useless = dropped.stream().filter(DropFile::isUseless).count();
        if (files.get("accepted").asLong() != dropped.size() - useless
                || files.get("rejected").asLong() != useless) {
            findings.different("the status has " + files + "; dropped were " + dropped.size() + ", " + useless
                    + " of them of no use");
        }
        for (JsonNode map : JSON.readTree(status).get("maps")) {
            String flow = map.get("map").asText() + "." + map.get("direction").asText();
            long settled =
                    SETTLED.stream().mapToLong(word -> map.get(word).asLong()).sum();
            if (settled != map.get("in").asLong()) {
                findings.lost(flow + ": of " + map.get("in") + " rows only " + settled + " are settled");
            }
            OPEN.stream()
                    .filter(word -> map.get(word).asLong() > 0)
                    .forEach(word -> findings.lost(flow + ": " + map.get(word) + " rows are " + word));
        }
        for (Side side : Side.values()) {
            for (DropFile file : new DropFolderLook(stage.dropFolder(side), findings).match(side, dropped)) {
                findings.lost(
                        side.word() + "/" + file.name() + " with " + file.rows().size() + " rows is nowhere");
            }
        }
    }
}
