package io.dualwrite.compare;

import io.dualwrite.mapping.Mapping;
import io.dualwrite.row.Change;
import io.dualwrite.row.Row;
import io.dualwrite.rule.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a flow does with a row on its way to the other side.
 *
 * @param firstLeg the map that takes the row to CDS, where it goes through it
 * @param mapping the map, or its second leg
 * @param rules those of the flow that decide on fields by the row alone, in their order, by name
 */
public record Passage(Optional<Mapping> firstLeg, Mapping mapping, Map<String, Rule> rules) {
    /** Gives the change its target fields, or its outcome. */
    void apply(Change change) {
        firstLeg.ifPresent(first -> first.apply(change));
        mapping.apply(change);
        rules.values().forEach(rule -> rule.apply(change));
    }

    /** The fields of the map, typed, and whatever else the row has that is not null. */
    Row known(Change change) {
        Row image = mapping.sourceImage(change);
        Map<String, Object> known = new LinkedHashMap<>(change.source().toMap());
        known.values().removeIf(Objects::isNull);
        return Row.of(known).overlaidWith(image);
    }

    boolean runs(String rule) {
        return rules.containsKey(rule);
    }
}
