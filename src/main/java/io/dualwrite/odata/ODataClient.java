package io.dualwrite.odata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Speaks OData to one service. Every call goes through {@code $batch}, also a single one: one URL for everything, and
 * keys stay out of proxies' logs.
 */
public final class ODataClient {
    private final Transport transport;
    private final String root;

    /**
     * @param root the service root, without a slash at its end: {@code https://org.crm.dynamics.com/api/data/v9.2}
     */
    public ODataClient(Transport transport, String root) {
        this.transport = transport;
        this.root = root.replaceAll("/+$", "");
    }

    /**
     * Sends calls in one batch; each write succeeds or fails alone.
     *
     * @return as many answers as calls, in their order
     * @throws BatchRefused if the server answered the batch with one error; it acted on none of the calls
     * @throws IOException if answers were lost; the server may have acted on any of the calls
     */
    public List<HttpAnswer> send(List<HttpCall> calls) throws IOException {
        if (calls.isEmpty()) {
            return List.of();
        }
        HttpAnswer answer = transport.send(batch(calls));
        if (!answer.ok() && !isMultipart(answer)) {
            throw new BatchRefused(answer);
        }
        List<HttpAnswer> answers = BatchReader.read(answer);
        if (answers.size() != calls.size()) {
            throw new LostAnswer(answers.size() + " answers came to a batch of " + calls.size() + " calls");
        }
        return answers;
    }

    /** What stands between the calls is made from them: nothing is left to chance, and none of them contains it. */
    private HttpCall batch(List<HttpCall> calls) {
        String boundary = "batch_" + UUID.nameUUIDFromBytes(calls.toString().getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of(
                "Content-Type", "multipart/mixed; boundary=" + boundary,
                "Accept", "application/json",
                "OData-Version", "4.0",
                "OData-MaxVersion", "4.0",
                "Prefer", "odata.continue-on-error");
        return new HttpCall("POST", root + "/$batch", headers, BatchText.of(root, boundary, calls));
    }

    private static boolean isMultipart(HttpAnswer answer) {
        return answer.header("Content-Type").orElse("").startsWith("multipart/");
    }
}
