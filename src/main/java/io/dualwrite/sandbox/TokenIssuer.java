package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Issues OAuth 2 tokens for client credentials, and knows them again. */
final class TokenIssuer {
    private static final Duration LIFE = Duration.ofHours(1);

    private final SandboxSettings settings;
    private final Clock clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    TokenIssuer(SandboxSettings settings) {
        this.settings = settings;
        this.clock = settings.clock();
    }

    Answer issue(Request request) {
        Map<String, String> form = form(request.body());
        request.header("Authorization")
                .filter(header -> header.startsWith("Basic "))
                .ifPresent(header -> basic(header.substring(6), form));
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return failure("unsupported_grant_type", "AADSTS70003: only grant_type client_credentials is supported.");
        }
        boolean known = settings.clientId().isEmpty()
                || (settings.clientId().equals(form.get("client_id"))
                        && settings.clientSecret().equals(form.get("client_secret")));
        if (!known) {
            return failure("invalid_client", "AADSTS7000215: Invalid client secret provided.")
                    .withStatus(401);
        }
        String token = "sandbox-" + Guids.next(settings.random());
        tokens.put(token, clock.instant().plus(LIFE));
        ObjectNode body = Json.object();
        body.put("token_type", "Bearer").put("expires_in", LIFE.toSeconds()).put("ext_expires_in", LIFE.toSeconds());
        body.put("access_token", token);
        return Answer.json(200, body);
    }

    /** Does the request carry a token that is still good, or is none asked for? */
    boolean admits(Request request) {
        if (!settings.requireToken()) {
            return true;
        }
        String header = request.header("Authorization").orElse("");
        Instant end = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? tokens.get(header.substring(7).trim())
                : null;
        return end != null && clock.instant().isBefore(end);
    }

    private static Answer failure(String error, String description) {
        return Answer.json(400, Json.object().put("error", error).put("error_description", description));
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] sides = pair.split("=", 2);
            form.put(sides[0], sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void basic(String encoded, Map<String, String> form) {
        String[] sides = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
        form.put("client_id", URLDecoder.decode(sides[0], StandardCharsets.UTF_8));
        form.put("client_secret", sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
}
