package io.dualwrite.odata;

import java.util.List;
import java.util.Map;

/** Writes calls as a multipart/mixed body. */
final class BatchText {
    private static final String CRLF = "\r\n";

    private final String root;
    private final String boundary;
    private final StringBuilder text = new StringBuilder();
    private int contentId;

    private BatchText(String root, String boundary) {
        this.root = root;
        this.boundary = boundary;
    }

    static String of(String root, String boundary, List<HttpCall> calls) {
        BatchText batch = new BatchText(root, boundary);
        calls.forEach(batch::part);
        return batch.line("--" + boundary + "--").text.toString();
    }

    /** A write stands in a change set of its own, so that it fails alone; a query must not stand in one. */
    private void part(HttpCall call) {
        contentId++;
        line("--" + boundary);
        if (call.method().equals("GET")) {
            request(call);
            return;
        }
        String inner = boundary + "_" + contentId;
        line("Content-Type: multipart/mixed; boundary=" + inner).line("");
        line("--" + inner);
        request(call);
        line("--" + inner + "--");
    }

    private void request(HttpCall call) {
        line("Content-Type: application/http");
        line("Content-Transfer-Encoding: binary");
        line("Content-ID: " + contentId);
        line("");
        // The whole URL: F&O does not take relative ones in a batch.
        line(call.method() + " " + root + "/" + call.url() + " HTTP/1.1");
        if (!call.body().isEmpty()) {
            line("Content-Type: application/json");
        }
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            line(header.getKey() + ": " + header.getValue());
        }
        line("").line(call.body());
    }

    private BatchText line(String content) {
        text.append(content).append(CRLF);
        return this;
    }
}
