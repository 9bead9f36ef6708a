package io.dualwrite.odata;

import java.io.IOException;

/** The way to one side's server. Safe for use by several threads. */
public interface Transport {
    /**
     * Sends a call and waits for its answer, whatever its status.
     *
     * @param call its url is absolute
     * @throws IOException if no whole answer came; whether the server acted on the call is not known then
     */
    HttpAnswer send(HttpCall call) throws IOException;
}
