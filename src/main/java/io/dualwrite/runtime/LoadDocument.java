package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.Load;
import io.dualwrite.journal.LoadPart;
import io.dualwrite.journal.RowCounts;
import io.dualwrite.row.Outcome;
import java.util.List;
import java.util.Set;

/** A load as JSON: where it stands and, if that was asked for, what became of its rows by map. */
final class LoadDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Outcome.Kind> OPEN = Set.of(
            Outcome.Kind.REJECTED,
            Outcome.Kind.REFUSED,
            Outcome.Kind.HELD,
            Outcome.Kind.WAITING,
            Outcome.Kind.RETRYING);

    private LoadDocument() {}

    /** @param trouble why it does not go on just now, or empty */
    static ObjectNode of(Journal journal, Load load, String trouble) {
        ObjectNode document = JSON.createObjectNode()
                .put("load", load.id())
                .put("state", load.state().word())
                .put("from", load.source().word())
                .put("master", load.master().word())
                .put("company", load.company().orElse(""))
                .put("begun", load.begun().toString());
        load.ended().ifPresent(ended -> document.put("ended", ended.toString()));
        document.put("problem", load.problem()).put("trouble", trouble);
        document.put("read", load.rowsRead());
        document.put("ahead", load.state().over() ? 0 : journal.loadAhead(load, Loading.AHEAD * 2));
        ArrayNode parts = document.putArray("parts");
        load.parts().forEach(part -> parts.add(part(part)));
        return document;
    }

    private static ObjectNode part(LoadPart part) {
        ObjectNode node = JSON.createObjectNode().put("table", part.table());
        if (!part.file().isEmpty()) {
            node.put("file", part.file());
        }
        node.put("state", part.state().word()).put("read", part.rowsRead());
        part.rowsAll().ifPresent(all -> node.put("all", all));
        if (!part.note().isEmpty()) {
            node.put("note", part.note());
        }
        part.maps().forEach(node.putArray("maps")::add);
        return node;
    }

    /** Adds what became of the rows: for each map {@code in} is the sum of the outcomes and of what is queued. */
    static void account(ObjectNode document, List<RowCounts> counts) {
        ArrayNode maps = document.putArray("maps");
        long open = 0;
        for (RowCounts one : counts) {
            ObjectNode entry = maps.addObject()
                    .put("map", one.map())
                    .put("direction", one.direction().word())
                    .put("in", one.in() + one.queued());
            for (Outcome.Kind kind : Outcome.Kind.values()) {
                entry.put(kind.word(), one.of(kind));
                open += OPEN.contains(kind) ? one.of(kind) : 0;
            }
            entry.put("queued", one.queued());
        }
        document.put("notDelivered", open);
    }
}
