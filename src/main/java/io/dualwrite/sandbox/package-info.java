/** Both systems in a box: F&O and Dataverse over real HTTP, with their keys, checks and errors, without an account. */
package io.dualwrite.sandbox;
