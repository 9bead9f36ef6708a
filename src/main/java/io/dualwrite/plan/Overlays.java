package io.dualwrite.plan;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.NotReached;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Rehearsal;
import io.dualwrite.runtime.Settings;
import io.dualwrite.runtime.Ways;
import io.dualwrite.sandbox.Original;
import io.dualwrite.sandbox.Overlay;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Both systems under an overlay: they are read, and never written. */
final class Overlays implements Ways {
    /** A connection may break; one that does so again and again is none. */
    private static final int MOST_FAILURES = 5;

    private static final String NAMES = "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"";

    private final Settings settings;
    private final Clock clock;
    private final Map<Side, Overlay> overlays = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile IOException failure;

    Overlays(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Transport over(Side side, Transport real) {
        ODataClient client = new ODataClient(real, Rehearsal.root(settings, side));
        boolean older = settings.text("integration").equals("data-integrator");
        Overlay overlay = Overlay.over(
                urls -> read(client, side, urls),
                side,
                older,
                clock,
                SandboxSettings.defaults().random());
        overlays.put(side, overlay);
        return call -> send(overlay, side, call);
    }

    private static List<Original.Read> read(ODataClient client, Side side, List<String> urls) throws IOException {
        List<HttpCall> calls = urls.stream()
                .map(HttpCall::get)
                .map(call -> side == Side.DATAVERSE ? call.with("Prefer", NAMES) : call)
                .toList();
        List<Original.Read> answers = new ArrayList<>();
        for (HttpAnswer answer : client.send(calls)) {
            if (answer.transientFailure()) {
                throw new IOException(side.word() + " answers " + answer.status());
            }
            answers.add(new Original.Read(answer.status(), answer.body()));
        }
        return answers;
    }

    private HttpAnswer send(Overlay overlay, Side side, HttpCall call) throws IOException {
        try {
            Overlay.Reply reply = overlay.answer(call.method(), call.url(), call.headers(), call.body());
            failures.set(0);
            return new HttpAnswer(reply.status(), reply.headers(), reply.body());
        } catch (IOException e) {
            boolean away = e instanceof NotReached || e instanceof Original.Unreadable;
            if (failures.incrementAndGet() >= MOST_FAILURES || away) {
                failure = new IOException(
                        (side == Side.FINOPS ? "Finance and Operations" : "Dynamics 365 Sales") + " at "
                                + settings.text(side.word() + ".url") + " cannot be read, so nothing is planned: "
                                + e.getMessage() + "; see that it runs and " + side.word()
                                + ".url and its sign-in are right",
                        e);
            }
            throw e;
        }
    }

    /** Why no plan can be made, if that is so. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The writes so far are not told; they stand, as if they had been made. */
    void forget() {
        overlays.values().forEach(Overlay::forget);
    }

    Overlay of(Side side) {
        return overlays.get(side);
    }
}
