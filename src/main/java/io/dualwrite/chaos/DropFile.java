package io.dualwrite.chaos;

import io.dualwrite.row.Side;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file to be dropped.
 *
 * @param name as exports are called: again and again the same
 * @param rows none: a file that will be rejected
 * @param deletion whether its rows were deleted at their side, not written
 */
record DropFile(Side side, String name, Kind kind, List<Item> rows, boolean deletion) {
    boolean isUseless() {
        return rows.isEmpty();
    }

    DropFile named(String other) {
        return new DropFile(side, other, kind, rows, deletion);
    }

    String content() {
        Layout layout = kind.layout(side);
        String mark = deletion ? ",_operation" : "";
        return layout.header() + mark + "\n"
                + rows.stream()
                        .map(row -> layout.line(row) + (deletion ? ",delete" : "") + "\n")
                        .collect(Collectors.joining());
    }
}
