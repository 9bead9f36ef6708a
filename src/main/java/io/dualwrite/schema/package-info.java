/** What both systems' tables look like: sets, keys, columns and their types. */
package io.dualwrite.schema;
