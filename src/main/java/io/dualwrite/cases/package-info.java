/** An integrator's own cases: what a row must become, or why it must not go, tried against his maps without any system. */
package io.dualwrite.cases;
