package io.dualwrite.row;

import java.util.Locale;

/** Which way a change goes. */
public enum Direction {
    TO_DATAVERSE(Side.FINOPS),
    TO_FINOPS(Side.DATAVERSE);

    private final Side source;

    Direction(Side source) {
        this.source = source;
    }

    public Side source() {
        return source;
    }

    public Side target() {
        return source.other();
    }

    /** The word in route ids, metrics and reports: {@code to-dataverse} or {@code to-finops}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Direction from(Side source) {
        return source == Side.FINOPS ? TO_DATAVERSE : TO_FINOPS;
    }

    /**
     * @throws IllegalArgumentException if the word is neither {@code to-dataverse} nor {@code to-finops}
     */
    public static Direction of(String word) {
        for (Direction direction : values()) {
            if (direction.word().equalsIgnoreCase(word)) {
                return direction;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is not a direction; expected to-dataverse or to-finops");
    }
}
