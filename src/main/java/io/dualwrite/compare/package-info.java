/** Both systems side by side: reads the rows of a map from each and says where they do not agree. Writes nothing. */
package io.dualwrite.compare;
