package io.dualwrite.chaos;

/**
 * A process that was killed.
 *
 * @param landed whether it stood at the point; where a random time was meant, always
 * @param note what else is to be said, or empty
 */
public record Death(Kill kill, boolean landed, String note) {
    /** The point it was to die at. */
    public String point() {
        return kill.point();
    }

    @Override
    public String toString() {
        return kill + (landed ? "" : " MISSED") + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
