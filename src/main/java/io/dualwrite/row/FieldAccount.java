package io.dualwrite.row;

import java.util.Locale;
import java.util.Optional;

/**
 * What a change did to one field.
 *
 * @param field F&O column or Dataverse path of the target; of the source where the fate is {@link Fate#BACK}
 * @param old what the target had, typed; nothing if nobody looked, a value of null inside if it had none
 * @param value what the change has for it, typed; null for none
 * @param why nothing where no step says
 * @param decision what was decided because both sides had changed the field; empty where they had not
 */
public record FieldAccount(
        String field, Optional<Old> old, Object value, Fate fate, Optional<Reason> why, String decision) {

    /** A value that is known, be it null. */
    public record Old(Object value) {}

    /** What became of the field. */
    public enum Fate {
        /** Written, or tried to. */
        SENT,
        /** The target has it already. */
        EQUAL,
        /** Other than the target's, but the source did not change it: left alone. */
        UNTOUCHED,
        /** The target's own value stays, by the map's conflict policy or a person's word. */
        KEPT,
        /** Written after the row and its lines. */
        LATER,
        /** Left out until the row it names is there. */
        OPEN,
        /** Written into the row the change came from: a number that it got. */
        BACK,
        /** The row was stopped before this field could be sent. */
        STOPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Is something written for it, now or later? */
        public boolean writes() {
            return this == SENT || this == LATER || this == BACK;
        }
    }
}
