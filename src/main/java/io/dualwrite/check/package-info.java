/** What must hold before rows flow: reads both systems, maps and flows, changes nothing, and says what is wrong. */
package io.dualwrite.check;
