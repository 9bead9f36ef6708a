package io.dualwrite.odata;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls over plain HTTP, unsigned: to a sandbox of our own. */
public final class PlainTransport implements Transport {
    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.url()))
                .method(
                        call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = new LinkedHashMap<>();
            answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            return new HttpAnswer(answer.statusCode(), headers, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
