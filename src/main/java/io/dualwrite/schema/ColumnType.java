package io.dualwrite.schema;

/** What a column holds, as far as both systems' clients must know. */
public enum ColumnType {
    TEXT,
    INTEGER,
    BIG_INTEGER,
    DECIMAL,
    MONEY,
    DOUBLE,
    BOOLEAN,
    /** A day without time. */
    DATE,
    /** A moment, in UTC on the wire. */
    DATE_TIME,
    /** One of a list of numbers (Dataverse option sets). */
    PICKLIST,
    STATE,
    STATUS,
    /** One of a list of symbols (F&O enums, {@code Yes}/{@code No} among them). */
    ENUM,
    /** A reference to a row of one of the column's targets. */
    LOOKUP,
    GUID;

    public boolean isNumber() {
        return this == INTEGER || this == BIG_INTEGER || this == DECIMAL || this == MONEY || this == DOUBLE;
    }

    public boolean isOption() {
        return this == PICKLIST || this == STATE || this == STATUS;
    }
}
