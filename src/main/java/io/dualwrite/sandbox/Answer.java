package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered to a request or to one operation of a batch. */
record Answer(int status, Map<String, String> headers, String body) {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    static Answer empty(int status) {
        return new Answer(status, new LinkedHashMap<>(Map.of("OData-Version", "4.0")), "");
    }

    static Answer json(int status, JsonNode body) {
        return text(
                status,
                "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8",
                Json.write(body));
    }

    static Answer text(int status, String contentType, String body) {
        Answer answer = new Answer(status, new LinkedHashMap<>(), body);
        return answer.with("Content-Type", contentType).with("OData-Version", "4.0");
    }

    static Answer error(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return json(status, body);
    }

    static Answer of(Refusal refusal) {
        return error(refusal.status(), refusal.code(), refusal.getMessage());
    }

    /** What the work answers, or its refusal; a mistake of the sandbox itself is logged and answered with 500. */
    static Answer guarded(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return of(refusal);
        } catch (RuntimeException e) {
            LOG.warn("the sandbox could not answer a request", e);
            return error(500, "0x80040216", "An unexpected error occurred in the sandbox: " + e);
        }
    }

    Answer with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Answer withStatus(int other) {
        return new Answer(other, headers, body);
    }

    boolean failed() {
        return status >= 400;
    }
}
