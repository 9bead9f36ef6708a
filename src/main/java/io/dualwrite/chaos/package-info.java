/** Kills the running program at chosen moments, with both systems beside it, and proves that nothing is lost or doubled. */
package io.dualwrite.chaos;
