package io.dualwrite.plan;

import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.Reason;
import java.util.Optional;

/**
 * A field of a row that would be written.
 *
 * @param field F&O column or Dataverse path
 * @param old what is there now, typed: text, decimal, truth or null
 * @param value what would be there
 * @param why the line of the map and what it does, or the rule
 * @param decision what would be decided because both sides changed the field; else empty
 */
public record PlannedField(String field, Object old, Object value, Fate fate, Optional<Reason> why, String decision) {}
