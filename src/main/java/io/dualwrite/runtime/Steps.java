package io.dualwrite.runtime;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.rule.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that flows name: {@code orders.toDataverse} is a table map, {@code orderStatus} a business rule. A step
 * works on the changes of a batch that have no outcome yet; one that fails on a row costs that row alone.
 */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    private Steps() {}

    static Map<String, Processor> of(LiveMaps maps, Map<String, Rule> rules) {
        Map<String, Processor> steps = new LinkedHashMap<>();
        for (String map : maps.maps().names()) {
            steps.put(map + ".toDataverse", mapStep(maps, map, Direction.TO_DATAVERSE));
            steps.put(map + ".toFinops", mapStep(maps, map, Direction.TO_FINOPS));
        }
        // Rules judge fields, and a deletion has none; what it does is the map's to say.
        rules.forEach((name, rule) -> steps.put(name, step(name, change -> {
            if (change.operation() == Operation.UPSERT) {
                rule.apply(change);
            }
        })));
        return steps;
    }

    private static Processor mapStep(LiveMaps maps, String map, Direction direction) {
        return step("map " + map, change -> maps.mapping(map, direction)
                .orElseThrow(() -> new IllegalStateException("map " + map + " is gone"))
                .apply(change));
    }

    private static Processor step(String name, Consumer<Change> step) {
        return exchange -> {
            for (Change change :
                    exchange.getMessage().getMandatoryBody(Batch.class).open()) {
                try {
                    step.accept(change);
                } catch (RuntimeException defect) {
                    LOG.error("{} failed on {}; the row is rejected, the others go on", name, change, defect);
                    change.settle(Outcome.rejected(
                            "internal-error",
                            "",
                            String.valueOf(defect),
                            "a step that can handle the row",
                            "this is a defect of dual-write: please report it with the log, then retry the row"));
                }
            }
        };
    }
}
