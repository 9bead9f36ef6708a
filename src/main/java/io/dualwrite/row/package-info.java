/** The values everything else speaks of: a row, its key, a change and its outcome. Uses the JDK only. */
package io.dualwrite.row;
