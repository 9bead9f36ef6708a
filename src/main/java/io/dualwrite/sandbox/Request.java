package io.dualwrite.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, or one operation of a batch.
 *
 * @param path as it was sent, percent-encoded, from the root: {@code /data/CustomersV3}
 * @param query as it was sent, without the question mark; empty if there is none
 * @param headers found in any case
 * @param base scheme and host, for the URLs in answers: {@code http://localhost:8088}
 */
record Request(String method, String path, String query, Map<String, String> headers, String body, String base) {

    static Map<String, String> headerMap() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    /** The same request by another method; {@code X-HTTP-Method-Override} is one reason. */
    Request as(String otherMethod) {
        return new Request(otherMethod, path, query, headers, body, base);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::trim);
    }

    /** Is this word among the preferences, {@code return=representation} for one? */
    boolean prefers(String preference) {
        return header("Prefer").stream()
                .flatMap(prefer -> java.util.Arrays.stream(prefer.split(",")))
                .anyMatch(part -> part.trim().equalsIgnoreCase(preference));
    }

    /** The value of a preference such as {@code odata.maxpagesize=50}, without quotes. */
    Optional<String> preference(String name) {
        return header("Prefer").stream()
                .flatMap(prefer -> java.util.Arrays.stream(prefer.split(",(?=\\s*[a-zA-Z.-]+(=|\\s*$))")))
                .map(String::trim)
                .filter(part -> part.toLowerCase(Locale.ROOT).startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1).replace("\"", ""))
                .findFirst();
    }

    /** The query's parameters, decoded; the names of system options in lower case. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.put(
                        decodeQuery(parts[0]).toLowerCase(Locale.ROOT), parts.length < 2 ? "" : decodeQuery(parts[1]));
            }
        }
        return parameters;
    }

    /** The same request for another address, absolute or relative to a root such as {@code /api/data/v9.2/}. */
    static Request of(String method, String url, String root, Map<String, String> headers, String body, String base) {
        String rest = url;
        if (rest.matches("(?i)https?://.*")) {
            rest = rest.substring(rest.indexOf('/', rest.indexOf("//") + 2));
        } else if (!rest.startsWith("/")) {
            rest = root + rest;
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        return new Request(method, path, query, headers, body, base);
    }

    static String rawQuery(URI uri) {
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }

    private static String decodeQuery(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
