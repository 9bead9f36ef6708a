package io.dualwrite.odata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the answer to a batch: one answer for each call, in order. Takes what servers really send: lines ended by LF
 * alone, answers with and without Content-ID, inside a change set's own multipart or, for a failed one, beside it.
 * Refuses what could hide a lost answer: a body that stops before its last boundary.
 */
final class BatchReader {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("HTTP/[0-9.]+ ([0-9]{3})(?: .*)?");

    private static final int MOST_LINES = 2_000_000;

    private final List<HttpAnswer> answers = new ArrayList<>();

    private BatchReader() {}

    static List<HttpAnswer> read(HttpAnswer batch) throws LostAnswer {
        String type = batch.header("Content-Type").orElse("");
        BatchReader reader = new BatchReader();
        List<String> lines = batch.body().lines().limit(MOST_LINES + 1L).toList();
        if (lines.size() > MOST_LINES) {
            throw new LostAnswer("the answer to a batch has more than " + MOST_LINES + " lines");
        }
        reader.multipart(lines, boundary(type), false);
        return reader.answers;
    }

    private static String boundary(String contentType) throws LostAnswer {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/") || !matcher.find()) {
            throw new LostAnswer("the answer to a batch is '" + contentType + "', expected multipart/mixed");
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /** @param inside a change set, in which no other one may stand */
    private void multipart(List<String> lines, String boundary, boolean inside) throws LostAnswer {
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            boolean end = line.equals("--" + boundary + "--");
            if (end || line.equals("--" + boundary)) {
                if (start >= 0) {
                    part(lines.subList(start, i), inside);
                }
                start = i + 1;
            }
            if (end) {
                return;
            }
        }
        throw new LostAnswer("the answer to a batch breaks off after " + answers.size() + " answers");
    }

    private void part(List<String> lines, boolean inside) throws LostAnswer {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int body = headers(lines, 0, headers);
        String type = headers.getOrDefault("Content-Type", "application/http");
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            if (inside) {
                throw new LostAnswer("an answer in a batch has a change set within a change set");
            }
            multipart(lines.subList(body, lines.size()), boundary(type), true);
        } else {
            answers.add(answer(lines.subList(body, lines.size())));
        }
    }

    private static HttpAnswer answer(List<String> lines) throws LostAnswer {
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        Matcher status = STATUS.matcher(first < lines.size() ? lines.get(first).strip() : "");
        if (!status.matches()) {
            throw new LostAnswer("an answer in a batch has no status line");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        int body = headers(lines, first + 1, headers);
        String text = String.join("\n", lines.subList(body, lines.size())).strip();
        return new HttpAnswer(Integer.parseInt(status.group(1)), headers, text);
    }

    /** Reads header lines up to the blank line; returns where the body starts. */
    private static int headers(List<String> lines, int from, Map<String, String> headers) {
        int i = from;
        while (i < lines.size() && !lines.get(i).isBlank()) {
            String[] pair = lines.get(i).split(":", 2);
            headers.put(pair[0].strip(), pair.length == 2 ? pair[1].strip() : "");
            i++;
        }
        return Math.min(i + 1, lines.size());
    }
}
