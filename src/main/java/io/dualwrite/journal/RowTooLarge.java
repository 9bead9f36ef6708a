package io.dualwrite.journal;

/** A row that the journal cannot keep. Nothing of the call that brought it was stored. */
public final class RowTooLarge extends RuntimeException {
    private final transient Accepted row;

    RowTooLarge(Accepted row, String what, String size, int most) {
        super(what + " of line " + row.line() + " has " + size + "; expected at most " + most);
        this.row = row;
    }

    /** The row at fault, the very object that was handed in. */
    public Accepted row() {
        return row;
    }
}
