package io.dualwrite.check;

import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;

/**
 * Where something was found; what does not apply is empty.
 *
 * @param system {@code finops}, {@code dataverse} or empty
 * @param line 0 if there is no file
 */
public record Place(String system, String file, int line, String map, String field) {
    static Place of(Side side) {
        return new Place(side.word(), "", 0, "", "");
    }

    static Place of(Side side, String field) {
        return new Place(side.word(), "", 0, "", field);
    }

    public static Place of(String file, int line, String map) {
        return new Place("", file, line, map, "");
    }

    Place at(FieldMapping field, Side side) {
        return new Place(side.word(), file, field.line(), map, field.name(side).orElse(""));
    }

    /** In one line, for a person. */
    @Override
    public String toString() {
        String where = file.isEmpty() ? "" : file + ":" + line;
        String what = (system + " " + field).strip();
        return (where + (where.isEmpty() || what.isEmpty() ? "" : " ") + what).strip();
    }
}
