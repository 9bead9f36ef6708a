package io.dualwrite.check;

import io.dualwrite.row.Side;
import java.io.IOException;

/** A question that a system did not answer, and what that means. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    private final Side side;
    private final Code code;
    private final String question;

    Unreadable(Side side, Code code, String question, String answer) {
        super(answer);
        this.side = side;
        this.code = code;
        this.question = question;
    }

    Side side() {
        return side;
    }

    Code code() {
        return code;
    }

    String question() {
        return question;
    }
}
