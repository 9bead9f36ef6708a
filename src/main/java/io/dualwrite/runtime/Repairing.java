package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dualwrite.intake.DroppedRow;
import io.dualwrite.journal.Accepted;
import io.dualwrite.journal.Discarded;
import io.dualwrite.journal.FailedRow;
import io.dualwrite.journal.FailureCause;
import io.dualwrite.journal.FoundConflict;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.ReportRow;
import io.dualwrite.journal.RetryFilter;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a person can do about rows that failed; requests and answers are JSON, for the control port takes them too. */
final class Repairing {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MOST_OPEN = 20_000;

    private final Journal journal;
    private final Supplier<LiveMaps> maps;

    Repairing(Journal journal, Supplier<LiveMaps> maps) {
        this.journal = journal;
        this.maps = maps;
    }

    /** By cause; with {@code rows} row by row, at most {@code limit}. */
    String errors(String request) {
        JsonNode wanted = read(request);
        RowSelection which = RowSelection.of(wanted.path("which"));
        List<FailureCause> causes = journal.causes(which.filter());
        if (!wanted.path("rows").asBoolean()) {
            return FailureDocument.ofCauses(causes);
        }
        List<FailedRow> rows =
                journal.failedRows(which.filter(), wanted.path("limit").asInt());
        long all = causes.stream().mapToLong(FailureCause::count).sum();
        return FailureDocument.ofRows(rows, Math.max(0, all - rows.size()));
    }

    /** Another try; who asks for all, or for a cause, means rows that wait as well. */
    int retry(String request) {
        JsonNode wanted = read(request);
        RetryFilter filter = RowSelection.of(wanted).filter();
        return wanted.path("winner").isTextual()
                ? journal.decide(filter, Side.of(wanted.path("winner").asText()))
                : journal.retry(filter.andWaiting());
    }

    /** What both sides changed at once, newest first. */
    String conflicts(String request) {
        JsonNode wanted = read(request);
        Optional<String> map = Optional.ofNullable(wanted.path("map").textValue());
        boolean open = wanted.path("open").asBoolean();
        List<FoundConflict> found =
                journal.conflicts(map, open, wanted.path("limit").asInt());
        long all = journal.conflictCount(map, open);
        return ConflictDocument.of(found, Math.max(0, all - found.size()), journal.conflictCount(map, true));
    }

    String discard(String request) {
        JsonNode wanted = read(request);
        String reason = wanted.path("reason").asText().strip();
        if (reason.isEmpty() || reason.length() > 200) {
            throw new IllegalArgumentException("the reason has " + reason.length() + " characters; expected 1 to 200");
        }
        Discarded done = journal.discard(RowSelection.of(wanted.path("which")).filter(), reason);
        return JSON.createObjectNode()
                .put("rows", done.rows())
                .put("linesWaiting", done.linesWaiting())
                .toString();
    }

    /** Puts {@code row} in the place of the content of row {@code id}; says whether the row goes. */
    String edit(String request) {
        JsonNode wanted = read(request);
        long id = wanted.path("id").asLong();
        Row edited = FailureDocument.row(wanted.path("row"));
        List<FailedRow> found = journal.failedRows(RowSelection.of(id).filter(), 1);
        if (!found.isEmpty()) {
            check(found.get(0), edited);
        }
        return JSON.createObjectNode()
                .put("id", id)
                .put("goes", journal.edit(id, edited))
                .toString();
    }

    private void check(FailedRow failed, Row edited) {
        ReportRow told = failed.told();
        LiveMaps live = maps.get();
        TableMap map = live.maps()
                .named(told.map())
                .orElseThrow(() -> new IllegalArgumentException(
                        "row " + told.id() + ": no map in effect is called " + told.map() + "; expected its map"));
        Side side = told.direction().source();
        for (String name : edited.names()) {
            if (!failed.content().has(name) && !isColumn(map, side, name)) {
                throw new IllegalArgumentException("row " + told.id() + ": field " + name + " is unknown; expected a"
                        + " column of " + map.table(side) + ", such as the row's: "
                        + String.join(", ", failed.content().names()));
            }
        }
        told.key().ifPresent(key -> checkKey(failed, key, accepted(live, map, failed, edited)));
    }

    private static boolean isColumn(TableMap map, Side side, String name) {
        String root = name.split("[.@]", 2)[0];
        return map.fieldFor(side, name).isPresent()
                || map.side(side).schema().column(root).isPresent();
    }

    private Accepted accepted(LiveMaps live, TableMap map, FailedRow failed, Row edited) {
        ReportRow told = failed.told();
        RowSorter sorter = new RowSorter(
                live, told.direction().source(), List.of(map), told.key().flatMap(RowKey::company), journal::numberFor);
        return sorter.sorted(new DroppedRow(new Place(told.file(), told.line()), edited, failed.operation()))
                .get(0);
    }

    private static void checkKey(FailedRow failed, RowKey key, Accepted edited) {
        String row = "row " + failed.told().id() + ": ";
        edited.settled().ifPresent(outcome -> {
            throw new IllegalArgumentException(row + sentence(outcome));
        });
        boolean sameParent = edited.parent().equals(failed.parent());
        if (!edited.key().equals(failed.told().key()) || !sameParent) {
            throw new IllegalArgumentException(row + "the edited row would be "
                    + edited.key().map(RowKey::toString).orElse("without key")
                    + (sameParent ? "" : " of another header") + "; expected " + key
                    + " still: a row with another key is to be dropped anew, and this one discarded");
        }
    }

    private static String sentence(Outcome outcome) {
        return outcome.field() + " found " + outcome.found() + ", expected " + outcome.expected() + "; "
                + outcome.remedy();
    }

    private static JsonNode read(String request) {
        try {
            return JSON.readTree(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Rows of maps that are not through. */
    static String openRows(Journal journal, String maps) {
        ArrayNode rows = JSON.createArrayNode();
        journal.openRows(List.of(maps.split(",")), MOST_OPEN).forEach(row -> rows.addObject()
                .put("map", row.map())
                .put("direction", row.direction().word())
                .put("key", row.key().toString())
                .put("state", row.state())
                .put("reason", row.reason()));
        return rows.toString();
    }
}
