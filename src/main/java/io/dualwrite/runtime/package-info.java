/** What wires the parts to a program that runs: settings, reload of flows, life cycle. */
package io.dualwrite.runtime;
