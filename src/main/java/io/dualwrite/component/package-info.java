/**
 * The Camel components {@code finops:} and {@code dataverse:}. From one of them come the changes of its side, batch by
 * batch; to one of them go mapped batches to be written there. After a change of their options, {@code mvn compile
 * org.apache.camel:camel-package-maven-plugin:4.17.0:generate-component} writes src/generated anew.
 */
package io.dualwrite.component;
