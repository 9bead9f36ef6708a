/**
 * Mapped rows become calls to the target and its answers become outcomes: compare with what was last written, resolve
 * lookups, send in batches, settle every change. What it must know of the journal and of the maps it asks by ports.
 */
package io.dualwrite.delivery;
