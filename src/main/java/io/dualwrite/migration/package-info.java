/** The way from the older Data Integrator solution to dual-write: exports of Sales become rows that its maps can use. */
package io.dualwrite.migration;
