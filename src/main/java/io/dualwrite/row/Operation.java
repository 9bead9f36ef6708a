package io.dualwrite.row;

/** What a change does to its row. */
public enum Operation {
    UPSERT,
    DELETE
}
