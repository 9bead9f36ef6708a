/** A row of one side becomes a row of the other: filter, fields, types, value maps; compiled once per map and direction. */
package io.dualwrite.mapping;
