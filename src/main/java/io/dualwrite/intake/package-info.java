/**
 * A dropped file becomes rows, each with its place; what cannot be read is told and kept, never lost. Knows files and
 * formats only: no tables, no database, no Camel.
 */
package io.dualwrite.intake;
