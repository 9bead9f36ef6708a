package io.dualwrite.intake;

/** How a file's rows are written. */
public enum Format {
    /** A header line, then one record per row; RFC 4180. */
    CSV,
    /** An array of objects, objects one after another (one per line or printed over several), or a Web API answer. */
    JSON
}
