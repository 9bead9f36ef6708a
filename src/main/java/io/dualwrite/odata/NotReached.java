package io.dualwrite.odata;

import java.io.IOException;

/** No connection to the server came about: it has seen nothing of the call. */
public class NotReached extends IOException {
    public NotReached(String message, Throwable cause) {
        super(message, cause);
    }
}
