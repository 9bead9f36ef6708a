package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which way a field flows, and whether its value may change on the way; Microsoft's symbols, F&O on the left. */
public enum MapType {
    TO_DATAVERSE(">", true, false, false),
    TO_DATAVERSE_TRANSFORMED(">>", true, false, true),
    BOTH("=", true, true, false),
    BOTH_TRANSFORMED("><", true, true, true),
    TO_FINOPS("<", false, true, false),
    TO_FINOPS_TRANSFORMED("<<", false, true, true);

    private final String symbol;
    private final boolean toDataverse;
    private final boolean toFinops;
    private final boolean transformed;

    MapType(String symbol, boolean toDataverse, boolean toFinops, boolean transformed) {
        this.symbol = symbol;
        this.toDataverse = toDataverse;
        this.toFinops = toFinops;
        this.transformed = transformed;
    }

    public String symbol() {
        return symbol;
    }

    public boolean toDataverse() {
        return toDataverse;
    }

    public boolean toFinops() {
        return toFinops;
    }

    /** May a constant, a default or a value map stand on the line? */
    public boolean transformed() {
        return transformed;
    }

    public boolean flows(Direction direction) {
        return direction == Direction.TO_DATAVERSE ? toDataverse : toFinops;
    }

    static Optional<MapType> of(String symbol) {
        return Arrays.stream(values())
                .filter(type -> type.symbol.equals(symbol))
                .findFirst();
    }

    static String symbols() {
        return Arrays.stream(values()).map(MapType::symbol).collect(Collectors.joining("  "));
    }
}
