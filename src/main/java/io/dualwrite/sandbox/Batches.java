package io.dualwrite.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a batch: operations one by one, change sets all or nothing. Without {@code Prefer: odata.continue-on-error} the
 * first failure is the last thing done.
 */
final class Batches {
    private static final Pattern REFERENCE = Pattern.compile("\\$([A-Za-z0-9_.-]+)");

    private final Api api;
    private final int most;
    private final boolean statusOfFailure;

    /**
     * @param most operations in one batch
     * @param statusOfFailure a batch that stopped at a failure has that failure's status, as in Dataverse
     */
    Batches(Api api, int most, boolean statusOfFailure) {
        this.api = api;
        this.most = most;
        this.statusOfFailure = statusOfFailure;
    }

    Answer run(Request request) {
        List<BatchCodec.Part> parts =
                BatchCodec.parse(request.header("Content-Type").orElse(""), request.body());
        long size = parts.stream()
                .mapToLong(part -> Math.max(1, part.changeSet().size()))
                .sum();
        if (size > most) {
            throw Refusal.badRequest(
                    "0x80060442", "The batch has " + size + " operations; at most " + most + " are allowed.");
        }
        boolean goOn = request.prefers("odata.continue-on-error") || request.prefers("continue-on-error");
        String boundary = "batchresponse_" + mark(request);
        StringBuilder text = new StringBuilder();
        Map<String, String> locations = new HashMap<>();
        int status = 200;
        for (BatchCodec.Part part : parts) {
            Answer failure = runPart(request, part, boundary, text, locations);
            if (failure != null && !goOn) {
                status = statusOfFailure ? failure.status() : 200;
                break;
            }
        }
        text.append("--").append(boundary).append("--\r\n");
        return Answer.text(status, "multipart/mixed; boundary=" + boundary, text.toString());
    }

    /** Stands between parts; made from what was asked, so that the same question gets the same answer. */
    private static UUID mark(Request request) {
        return UUID.nameUUIDFromBytes(request.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Gives back the failure, or null. */
    private Answer runPart(
            Request request, BatchCodec.Part part, String boundary, StringBuilder text, Map<String, String> locations) {
        if (part.operation() != null) {
            Answer answer = runOperation(request, part, locations);
            text.append(BatchCodec.head(boundary, part.contentId())).append(BatchCodec.print(answer));
            return answer.failed() ? answer : null;
        }
        String inner = "changesetresponse_" + mark(request);
        StringBuilder answers = new StringBuilder();
        Answer whole = api.store().writing(() -> {
            for (BatchCodec.Part change : part.changeSet()) {
                Answer answer = runOperation(request, change, locations);
                if (answer.failed()) {
                    return answer;
                }
                answers.append(BatchCodec.head(inner, change.contentId())).append(BatchCodec.print(answer));
            }
            return Answer.empty(200);
        });
        if (whole.failed()) {
            text.append(BatchCodec.head(boundary, Optional.empty())).append(BatchCodec.print(whole));
            return whole;
        }
        text.append("--" + boundary + "\r\nContent-Type: multipart/mixed; boundary=" + inner + "\r\n\r\n")
                .append(answers)
                .append("--" + inner + "--\r\n\r\n");
        return null;
    }

    private Answer runOperation(Request outer, BatchCodec.Part part, Map<String, String> locations) {
        BatchCodec.Operation operation = part.operation();
        String body = referring(operation.body(), locations);
        String url = operation.url().startsWith("$") || operation.url().startsWith("/$")
                ? referring(operation.url().replaceFirst("^/", ""), locations)
                : operation.url();
        Request request =
                Request.of(operation.method(), url, api.root(outer.path()), operation.headers(), body, outer.base());
        Answer answer = request.path().endsWith("$batch")
                ? Answer.error(400, "0x80060888", "A batch cannot hold a batch.")
                : Answer.guarded(() -> api.answer(request));
        String location =
                answer.headers().getOrDefault("OData-EntityId", answer.headers().get("Location"));
        if (part.contentId().isPresent() && location != null) {
            locations.put(part.contentId().get(), location);
        }
        return answer;
    }

    /** {@code $1} becomes the URL of the row that the operation with Content-ID 1 wrote. */
    private static String referring(String text, Map<String, String> locations) {
        if (locations.isEmpty() || text.indexOf('$') < 0) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            boolean startsUrl = matcher.start() == 0 || "\"/".indexOf(text.charAt(matcher.start() - 1)) >= 0;
            String location = startsUrl ? locations.get(matcher.group(1)) : null;
            matcher.appendReplacement(result, Matcher.quoteReplacement(location == null ? matcher.group() : location));
        }
        return matcher.appendTail(result).toString().replace("\"/http", "\"http");
    }
}
