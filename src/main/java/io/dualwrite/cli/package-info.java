/** The commands. */
package io.dualwrite.cli;
