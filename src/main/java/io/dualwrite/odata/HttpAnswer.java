package io.dualwrite.odata;

import java.util.Map;
import java.util.Optional;

/** What a server said to one call. */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** A header by its name in any case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Too busy, or broken on the server's side: the same call may do better later. */
    public boolean transientFailure() {
        return throttled() || status == 408 || status >= 500;
    }

    /** The server asks us to come back later; it did not look at the call. */
    public boolean throttled() {
        return status == 429 || (status == 503 && header("Retry-After").isPresent());
    }
}
