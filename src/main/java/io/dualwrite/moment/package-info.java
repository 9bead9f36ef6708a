/** The moments at which a death of the process is hardest to survive, so that a test can make it die at one of them. */
package io.dualwrite.moment;
