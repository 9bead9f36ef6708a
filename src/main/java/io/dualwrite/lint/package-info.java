/** What is wrong with maps and flows, found without asking either system: by reading them, and by running the maps. */
package io.dualwrite.lint;
