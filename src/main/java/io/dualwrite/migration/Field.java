package io.dualwrite.migration;

/** What the migration reads of an exported row; {@code migration/headers.csv} has the columns that hold it. */
enum Field {
    /** The row's GUID, in the hidden column "(Do Not Modify) Account". */
    ID,
    CHECKSUM,
    MODIFIED,
    NUMBER,
    NAME,
    COMPANY,
    ACTIVE,
    /** The company that a contact works for. */
    PARENT,
    CUSTOMER,
    COUNTRY,
    RECEIPT_DATE,
    DELIVERY_DATE,
    FULFILLED,
    SUBMITTED,
    REVISION,
    /** Number or name of the order or quote that a line is of. */
    HEADER,
    LINE_NUMBER,
    PRODUCT,
    WRITE_IN
}
