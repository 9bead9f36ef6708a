package io.dualwrite.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The number sequences of the two systems are not connected: a number that comes from one side may be another document
 * on the other. Two documents of one number are the same if they agree in the fields that the map names as its
 * identity; if they do not, nothing is written.
 */
final class Collisions {
    private final MapFacts facts;
    private final RowQueries queries;
    private final Links links;

    Collisions(MapFacts facts, RowQueries queries, Links links) {
        this.facts = facts;
        this.queries = queries;
        this.links = links;
    }

    /** Is the row new to us, so that one which is there already may be somebody else's? */
    boolean possible(Task task) {
        return !task.known()
                && task.change().operation() == Operation.UPSERT
                && !map(task).identity().isEmpty();
    }

    /** Settles those whose number we brought to their side ourselves while that side had one of its own. */
    void refuseStrangers(List<Task> tasks) {
        for (Task task : tasks) {
            Change change = task.change();
            Side target = change.direction().target();
            Optional<Link> link = change.link().filter(known -> task.known() && known.source() == target);
            if (change.operation() == Operation.UPSERT && link.isPresent()) {
                stranger(task, link.get().image(target))
                        .filter(field -> !links.spokeBefore(change))
                        .ifPresent(field -> task.settle(refused(task, field)));
            }
        }
    }

    /** The outcome if the row that stands in the target under this number, which we did not know, is another document. */
    Optional<Outcome> strange(Task task, Row there) {
        return stranger(task, there).map(field -> refused(task, field));
    }

    /** The fields of the target that tell whose row it is. */
    List<String> identityOf(Task task) {
        return identity(task).map(field -> name(task, field)).toList();
    }

    private Optional<FieldMapping> stranger(Task task, Row image) {
        Row mapped = task.change().target();
        return identity(task)
                .filter(field -> {
                    String name = name(task, field);
                    return !image.isBlank(name)
                            && !mapped.isBlank(name)
                            && !same(
                                    image.text(name).orElseThrow(),
                                    mapped.text(name).orElseThrow());
                })
                .findFirst();
    }

    /** Asks for the row of this number with what tells whose it is. */
    Optional<HttpCall> question(Task task, ODataKey finopsKey) {
        if (task.change().direction().target() == Side.FINOPS) {
            return Optional.of(HttpCall.get(finopsKey.address(task.table().set()) + FinopsWrites.ALL_COMPANIES));
        }
        return queries.of(
                new RowRef(Side.DATAVERSE, task.table().set(), task.change().key()), columns(task));
    }

    private List<String> columns(Task task) {
        List<String> columns = new ArrayList<>();
        identity(task).map(field -> column(name(task, field))).forEach(columns::add);
        return columns;
    }

    /** The outcome if the row that is there is another document. */
    Optional<Outcome> judge(Task task, JsonNode there) {
        return identity(task)
                .filter(field -> differs(task, name(task, field), there))
                .findFirst()
                .map(field -> refused(task, field));
    }

    private boolean differs(Task task, String name, JsonNode there) {
        LookupPath path = LookupPath.of(name);
        String column = task.change().direction().target() == Side.FINOPS ? name : column(name);
        Optional<String> ours = path.isLookup()
                ? Optional.ofNullable(task.references().get(path.root())).flatMap(Task.Reference::guid)
                : task.change().target().text(name);
        String theirs = there.path(column).asText("");
        return ours.isPresent() && !theirs.isBlank() && !theirs.equals("null") && !same(ours.get(), theirs);
    }

    private static String column(String name) {
        LookupPath path = LookupPath.of(name);
        return path.isLookup() ? "_" + path.root() + "_value" : name;
    }

    private Stream<FieldMapping> identity(Task task) {
        TableMap map = map(task);
        return map.identity().stream()
                .flatMap(field -> map.fieldFor(Side.FINOPS, field).stream())
                .filter(field -> field.name(task.change().direction().target()).isPresent());
    }

    private static String name(Task task, FieldMapping field) {
        return field.name(task.change().direction().target()).orElseThrow();
    }

    private TableMap map(Task task) {
        return facts.named(task.change().map());
    }

    private static boolean same(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }

    private static Outcome refused(Task task, FieldMapping field) {
        Change change = task.change();
        String side = change.direction().target() == Side.FINOPS ? "F&O" : "Dataverse";
        return Outcome.refused(
                "number-collision",
                field.name(change.direction().source()).orElse(""),
                change.target().text(name(task, field)).orElse(""),
                side + " has a document of its own with the number " + change.key() + ", and this field differs there",
                "give one of the two another number and drop it again; if it is one document whose field was changed"
                        + " before both sides knew it, make the field equal on both sides, then retry the row");
    }
}
