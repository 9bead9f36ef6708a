/** The durable memory: drops, changes and what became of them, links between the two sides. The only JDBC. */
package io.dualwrite.journal;
