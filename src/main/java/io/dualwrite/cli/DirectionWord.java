package io.dualwrite.cli;

import io.dualwrite.row.Direction;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A direction as flows and reports write it. */
final class DirectionWord implements ITypeConverter<Direction>, Iterable<String> {
    @Override
    public Direction convert(String word) {
        return Arrays.stream(Direction.values())
                .filter(direction -> direction.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("found " + word + ", expected " + words(" or ")));
    }

    private static String words(String between) {
        return Arrays.stream(Direction.values()).map(Direction::word).collect(Collectors.joining(between));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Direction.values()).map(Direction::word).iterator();
    }
}
