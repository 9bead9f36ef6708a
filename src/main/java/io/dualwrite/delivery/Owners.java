package io.dualwrite.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives rows the owner of a row they name, with one batch of queries. The owner goes with the lookup that names the
 * row: whoever is made owner of the invoice later, by a person in Sales, stays it.
 */
final class Owners {
    static final String OWNER = "ownerid";
    private static final String OWNER_VALUE = "_ownerid_value";
    private static final String OWNER_TABLE = OWNER_VALUE + "@Microsoft.Dynamics.CRM.lookuplogicalname";

    private final Schema schema;
    private final MapFacts facts;
    private final Finder finder;
    private final Retries retries;

    Owners(Schema schema, MapFacts facts, Finder finder, Retries retries) {
        this.schema = schema;
        this.facts = facts;
        this.finder = finder;
        this.retries = retries;
    }

    /** To be called when the references of the rows are resolved. */
    void resolve(List<Task> tasks) {
        Map<String, List<Task>> byAddress = new LinkedHashMap<>();
        for (Task task : tasks) {
            task.change().ownerFrom().ifPresent(lookup -> tellIfOpen(task.change(), lookup));
            address(task).ifPresent(address -> byAddress
                    .computeIfAbsent(address, same -> new ArrayList<>())
                    .add(task));
        }
        try {
            List<String> addresses = List.copyOf(byAddress.keySet());
            List<Finder.Found> answers =
                    finder.ask(addresses.stream().map(Owners::question).toList());
            for (int i = 0; i < addresses.size(); i++) {
                List<Task> own = byAddress.get(addresses.get(i));
                answers.get(i).rows().stream().findFirst().ifPresent(row -> own.forEach(task -> give(task, row)));
            }
        } catch (NotNow e) {
            byAddress.values().forEach(own -> own.forEach(task -> e.settle(task, retries)));
        }
    }

    private void tellIfOpen(Change change, String lookup) {
        String field = facts.sourceField(change, lookup);
        change.openReferences().stream()
                .filter(reference -> reference.field().equals(field))
                .map(reference -> field + " " + reference.value() + " is not in Sales: the row goes without it and"
                        + " keeps the owner that Dataverse gives it, until it comes")
                .filter(warning -> !change.warnings().contains(warning))
                .findFirst()
                .ifPresent(change::warn);
    }

    /** The query for the row that this one names, if it names it now. */
    private static Optional<String> address(Task task) {
        return task.change()
                .ownerFrom()
                .filter(lookup -> !task.settled() && names(task, lookup))
                .flatMap(lookup -> Optional.ofNullable(task.references().get(lookup)))
                .filter(reference -> reference.target().isPresent())
                .flatMap(reference -> reference.guid().map(guid -> {
                    Table table = reference.target().get().table();
                    return ODataKey.empty()
                            .bare(table.primaryId(), guid)
                            .query(table.set(), table.primaryId() + "," + OWNER_VALUE, 1);
                }));
    }

    private static boolean names(Task task, String lookup) {
        return task.send().names().stream().map(LookupPaths::column).anyMatch(lookup::equals);
    }

    private static HttpCall question(String address) {
        return HttpCall.get(address)
                .with("Prefer", "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"");
    }

    private void give(Task task, JsonNode row) {
        String owner = row.path(OWNER_VALUE).asText("");
        Optional<Table> table =
                schema.table(Side.DATAVERSE, row.path(OWNER_TABLE).asText("systemuser"));
        if (!owner.isBlank() && table.isPresent()) {
            LookupTarget target = LookupTarget.byId(table.get(), owner);
            task.references().put(OWNER, new Task.Reference(Optional.of(target), Optional.of(owner)));
        }
    }
}
