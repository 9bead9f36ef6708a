package io.dualwrite.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a batch, {@code multipart/mixed}: parts that hold an operation each, or a change set of them. */
final class BatchCodec {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

    /**
     * An operation, or a change set.
     *
     * @param operation null for a change set
     * @param contentId by which later operations refer to its row; may be absent
     */
    record Part(Operation operation, Optional<String> contentId, List<Part> changeSet) {}

    /** An operation as it was written. */
    record Operation(String method, String url, Map<String, String> headers, String body) {}

    private BatchCodec() {}

    /** @throws Refusal 400 if the text is no batch */
    static List<Part> parse(String contentType, String body) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.find()) {
            throw Refusal.badRequest(
                    "0x80060888", "The content type '" + contentType + "' of the batch has no boundary.");
        }
        String boundary = "--" + (matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        List<Part> parts = new ArrayList<>();
        for (String text : sections(body, boundary)) {
            parts.add(part(text));
        }
        return parts;
    }

    /** The texts between the boundaries; a boundary stands at the start of a line. */
    private static List<String> sections(String body, String boundary) {
        List<String> sections = new ArrayList<>();
        int start = -1;
        int at = body.indexOf(boundary);
        while (at >= 0) {
            boolean lineStart = at == 0 || body.charAt(at - 1) == '\n';
            String rest = body.substring(at + boundary.length(), Math.min(body.length(), at + boundary.length() + 2));
            boolean end = rest.startsWith("--");
            if (lineStart && (end || rest.isEmpty() || rest.isBlank() || rest.startsWith("\n"))) {
                if (start >= 0) {
                    sections.add(body.substring(start, at));
                }
                start = end ? -1 : body.indexOf('\n', at) + 1;
            }
            at = start == 0 ? -1 : body.indexOf(boundary, at + boundary.length());
        }
        return sections;
    }

    private static Part part(String text) {
        int blank = headEnd(text, 0);
        Map<String, String> head = headers(text.substring(0, blank));
        String content = text.substring(blank).replaceFirst("^\\r?\\n", "");
        String type = head.getOrDefault("Content-Type", "application/http");
        if (type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/mixed")) {
            return new Part(null, Optional.empty(), parse(type, content));
        }
        Operation operation = operation(content.replaceFirst("^\\s+", ""));
        Optional<String> contentId = Optional.ofNullable(head.get("Content-ID"));
        return new Part(
                operation,
                contentId.or(() -> Optional.ofNullable(operation.headers().get("Content-ID"))),
                List.of());
    }

    private static Operation operation(String text) {
        int lineEnd = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n') + 1;
        Matcher first =
                Pattern.compile("(\\S+)\\s+(.*?)(\\s+HTTP/[\\d.]+)?\\s*").matcher(text.substring(0, lineEnd));
        if (!first.matches()) {
            throw Refusal.badRequest(
                    "0x80060888",
                    "Cannot read the operation '" + text.lines().findFirst().orElse("") + "' of the batch.");
        }
        int blank = headEnd(text, lineEnd);
        String body = text.substring(blank).replaceFirst("^\\r?\\n", "");
        return new Operation(
                first.group(1).toUpperCase(java.util.Locale.ROOT),
                first.group(2).replace(" ", "%20"),
                headers(text.substring(lineEnd, blank)),
                body.strip());
    }

    /** Where the blank line after the headers begins. */
    private static int headEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                return text.length();
            }
            if (text.substring(at, next).isBlank()) {
                return at;
            }
            at = next + 1;
        }
        return text.length();
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = Request.headerMap();
        text.lines()
                .filter(line -> line.contains(":"))
                .forEach(line -> headers.put(
                        line.substring(0, line.indexOf(':')).trim(),
                        line.substring(line.indexOf(':') + 1).trim()));
        return headers;
    }

    /** Opens the part of an answer. */
    static String head(String boundary, Optional<String> contentId) {
        return "--" + boundary + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
                + contentId.map(id -> "Content-ID: " + id + "\r\n").orElse("") + "\r\n";
    }

    static String print(Answer answer) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " " + phrase(answer.status()) + "\r\n");
        answer.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(answer.body()).append("\r\n").toString();
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 412 -> "Precondition Failed";
            default -> "Status";
        };
    }
}
