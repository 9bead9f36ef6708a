/**
 * The protocol both systems speak: keys in URLs, batches of calls and their answers, errors, throttling. Knows no
 * business and no way to reach a server; that is a {@link io.dualwrite.odata.Transport}.
 */
package io.dualwrite.odata;
