package io.dualwrite.odata;

import java.io.IOException;

/** An answer came, but not a whole one: which calls the server acted on is not known. */
public class LostAnswer extends IOException {
    public LostAnswer(String message) {
        super(message);
    }
}
