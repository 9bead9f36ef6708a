package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Leads a request to the system it is for, past tokens and faults, and writes it into the log. */
final class Gate {
    private final Installation systems;
    private final TokenIssuer tokens;
    private final Faults faults;
    private final RequestLog log;
    private final SandboxControl control;
    private final Throttles throttles;

    Gate(SandboxSettings settings, Installation systems) {
        this(settings, systems, Gate::pause);
    }

    /** @param pauses passes so many milliseconds */
    Gate(SandboxSettings settings, Installation systems, LongConsumer pauses) {
        this.throttles = new Throttles(settings.clock(), pauses);
        this.systems = systems;
        this.tokens = new TokenIssuer(settings);
        this.faults = new Faults(settings.random());
        this.log = new RequestLog(settings.clock());
        this.control = new SandboxControl(systems, faults, log, throttles);
    }

    /** Null if the connection is to be cut without an answer. */
    Answer answer(Request request) {
        String path = request.path();
        if (path.startsWith("/sandbox")) {
            return Answer.guarded(() -> control.answer(request));
        }
        if (path.endsWith("/oauth2/v2.0/token") || path.endsWith("/oauth2/token")) {
            return logged(request, Answer.guarded(() -> tokens.issue(request)), "");
        }
        Optional<Side> side = side(path);
        if (side.isEmpty()) {
            return path.equals("/")
                    ? Answer.text(200, "text/plain", "F&O: /data/  Dataverse: /api/data/v9.2/  control: /sandbox/\n")
                    : logged(request, Answer.error(404, "", "There is nothing at " + path + "."), "");
        }
        Optional<Faults.Fault> fault = faults.meeting(side.get(), path + "?" + request.query());
        return fault.isPresent()
                ? failing(request, side.get(), fault.get())
                : logged(request, throttles.through(side.get(), request, () -> ask(request, side.get())), "");
    }

    private static Optional<Side> side(String path) {
        if (path.equals("/data") || path.startsWith("/data/")) {
            return Optional.of(Side.FINOPS);
        }
        return path.matches("/api/data/v9\\.\\d(/.*)?") ? Optional.of(Side.DATAVERSE) : Optional.empty();
    }

    private Answer failing(Request request, Side side, Faults.Fault fault) {
        if (fault.delayMillis() > 0) {
            pause(fault.delayMillis());
        }
        return switch (fault.kind()) {
            case "delay" -> logged(request, ask(request, side), "delay");
            case "cut-before" -> cut(request, null, fault.kind());
            case "cut-after" -> cut(request, ask(request, side), fault.kind());
            default -> logged(request, fault.answer(), fault.kind());
        };
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer ask(Request request, Side side) {
        if (!tokens.admits(request)) {
            return Answer.error(401, "0x80048306", "The request has no token of this sandbox, or it has expired.")
                    .with(
                            "WWW-Authenticate",
                            "Bearer authorization_uri=" + request.base() + "/sandbox/oauth2/authorize");
        }
        return switch (request.method()) {
            case "OPTIONS" -> Answer.empty(204).with("Allow", "GET, POST, PATCH, PUT, DELETE, HEAD, OPTIONS");
            case "HEAD" -> Answer.guarded(() -> systems.ask(side, request.as("GET")));
            default -> Answer.guarded(() -> systems.ask(side, request));
        };
    }

    private Answer logged(Request request, Answer answer, String fault) {
        log.add(request, answer.status(), answer, fault);
        return answer;
    }

    private Answer cut(Request request, Answer answer, String fault) {
        log.add(request, 0, answer, fault);
        return null;
    }
}
