package io.dualwrite.odata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a server says is wrong.
 *
 * @param code as Dataverse gives it ({@code 0x80040217}), or empty
 */
public record ODataError(String code, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 500;

    /** Of the body of an answer: an error beyond is no OData error, and the start of its text says enough. */
    private static final int MOST_READ = 1_000_000;

    /** Reads the error of an answer; the bare text if the body is not an OData error. */
    public static ODataError of(HttpAnswer answer) {
        String body = answer.body().substring(0, Math.min(answer.body().length(), MOST_READ));
        try {
            JsonNode error = JSON.readTree(body).path("error");
            if (error.isObject() && !message(error).isBlank()) {
                return new ODataError(cut(error.path("code").asText()), cut(message(error)));
            }
        } catch (JsonProcessingException e) {
            // Proxies answer with HTML: the text is all there is.
        }
        // Between the end of a mark and the start of the next one; no mark is looked for twice.
        String text = body.replaceAll("<[^<>]*+>", " ").replaceAll("\\s++", " ").strip();
        return new ODataError("", text.isEmpty() ? "status " + answer.status() + " without a reason" : cut(text));
    }

    /** F&O hides the reason behind "An error has occurred."; the inner error has it. */
    private static String message(JsonNode error) {
        String inner = error.path("innererror").path("message").asText();
        String outer = error.path("message").asText();
        return inner.isBlank() || outer.contains(inner) ? outer : inner;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    }

    @Override
    public String toString() {
        return code.isEmpty() ? message : message + " (" + code + ")";
    }
}
