package io.dualwrite.sandbox;

/** The value of a lookup: a row of a table (logical name) by its GUID. */
record Reference(String table, String id) {}
