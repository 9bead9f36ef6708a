/** What would be written where, and why: the whole program over a copy of its journal and an overlay of both systems. */
package io.dualwrite.plan;
