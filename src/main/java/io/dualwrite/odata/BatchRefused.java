package io.dualwrite.odata;

import java.io.IOException;

/** The server refused a batch as a whole: it answered with one error instead of an answer to each call. */
public class BatchRefused extends IOException {
    private final transient HttpAnswer answer;

    public BatchRefused(HttpAnswer answer) {
        super("the batch was answered with " + answer.status() + ": " + ODataError.of(answer));
        this.answer = answer;
    }

    public HttpAnswer answer() {
        return answer;
    }
}
