package io.dualwrite.migration;

import java.util.Locale;

/**
 * One documented step of the migration.
 *
 * @param who {@code you} or {@code dual-write}
 * @param command what to type; empty if it is done in the two systems
 * @param found what the two systems tell about it
 */
public record GuideStep(int number, String title, String who, String command, State state, String found) {
    /** How far it is, as far as the systems tell. */
    public enum State {
        DONE,
        OPEN,
        /** The systems do not tell. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
