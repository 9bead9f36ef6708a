package io.dualwrite.odata;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request.
 *
 * @param url relative to the service root, with everything percent-encoded: {@code accounts(accountnumber='A1')}
 * @param body JSON, or empty for none
 */
public record HttpCall(String method, String url, Map<String, String> headers, String body) {
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    public static HttpCall get(String url) {
        return new HttpCall("GET", url, Map.of(), "");
    }

    public static HttpCall delete(String url) {
        return new HttpCall("DELETE", url, Map.of(), "");
    }

    public static HttpCall post(String url, String body) {
        return new HttpCall("POST", url, Map.of(), body);
    }

    public static HttpCall patch(String url, String body) {
        return new HttpCall("PATCH", url, Map.of(), body);
    }

    public HttpCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, url, more, body);
    }
}
