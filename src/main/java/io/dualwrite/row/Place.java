package io.dualwrite.row;

/**
 * Where a row was read: file name and the line its record starts on, counted from 1.
 */
public record Place(String file, long line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
