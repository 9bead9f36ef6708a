package io.dualwrite.runtime;

import io.dualwrite.component.MapLocks;
import io.dualwrite.delivery.Delivery;
import io.dualwrite.delivery.DeliverySettings;
import io.dualwrite.delivery.Gate;
import io.dualwrite.delivery.GuardedTransport;
import io.dualwrite.delivery.Remote;
import io.dualwrite.delivery.Retries;
import io.dualwrite.intake.FileWatch;
import io.dualwrite.journal.Journal;
import io.dualwrite.lint.RuleTables;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.moment.Moment;
import io.dualwrite.moment.Moments;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.ProductStart;
import io.dualwrite.rule.Rule;
import io.dualwrite.rule.RulePorts;
import io.dualwrite.rule.Rules;
import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The parts, put together; everything but Camel.
 *
 * @param transports filled in when Camel is there: calls go over camel-http
 * @param ways to the two systems
 * @param acceptance filled in before the first flow starts: which flows there are is known then
 * @param moments for a crash test; else nobody is told
 */
record Wiring(
        Settings settings,
        Schema schema,
        LiveMaps maps,
        Journal journal,
        JournalChanges changes,
        Delivery delivery,
        Map<String, Rule> rules,
        Map<Side, LateTransport> transports,
        AtomicReference<Acceptance> acceptance,
        FileWatch watch,
        PutOffFiles putOff,
        MapLocks locks,
        Ways ways,
        Clock clock,
        Moments moments) {

    static Wiring of(Settings settings, Clock clock) {
        return of(settings, Ways.STRAIGHT, clock);
    }

    static Wiring of(Settings settings, Ways ways, Clock clock) {
        Moments moments = StopAt.asked();
        MapSource source = MapSource.of(settings);
        Schema schema = source.schema();
        LiveMaps maps = liveMaps(settings);
        DeliverySettings delivering = new DeliverySettings(
                settings.number("delivery.batch-size"),
                settings.time("delivery.first-delay"),
                2,
                settings.time("delivery.longest-delay"),
                settings.number("delivery.max-attempts"),
                settings.number("delivery.connections"));
        Journal journal = Patience.opening(
                Duration.ofSeconds(30),
                () -> false,
                () -> source.own(Journal.open(
                        Operating.journalSettings(settings),
                        (map, side) -> maps.named(map).table(side),
                        clock,
                        moments)));
        JournalChanges changes = new JournalChanges(journal, maps);
        Map<Side, LateTransport> transports = new EnumMap<>(Side.class);
        Map<Side, Remote> remotes = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Gate gate = new Gate(clock, delivering);
            transports.put(side, new LateTransport(gate, clock, moments));
            remotes.put(side, new Remote(new ODataClient(transports.get(side), root(settings, side)), gate));
        }
        Delivery delivery = new Delivery(schema, () -> maps.maps().all(), changes, changes, remotes, delivering, clock);
        Retries retries = new Retries(delivering, clock);
        Questions sales = new Questions(remotes.get(Side.DATAVERSE), retries, clock);
        AtomicReference<Acceptance> acceptance = new AtomicReference<>();
        Map<String, Rule> rules = Rules.named(
                new RulePorts(
                        new CurrencyDecimals(sales, clock),
                        new RuleFacts(journal, maps),
                        new RuleTables(maps::maps),
                        new SalesPriceLists(
                                sales,
                                settings.text("rules.price-list"),
                                source.integration() == Integration.DUAL_WRITE,
                                clock),
                        new FinopsDefaults(journal, new Questions(remotes.get(Side.FINOPS), retries, clock), clock),
                        new ActiveContacts(sales, journal, maps, acceptance, clock)),
                OrderStatusPolicy.of(settings.text("rules.order-status")),
                ProductStart.of(settings.text("rules.product-state")));
        return new Wiring(
                settings,
                schema,
                maps,
                journal,
                changes,
                delivery,
                rules,
                transports,
                acceptance,
                new FileWatch(clock, settings.time("drop.quiet-time")),
                new PutOffFiles(clock),
                new MapLocks(),
                ways,
                clock,
                moments);
    }

    /**
     * The maps in effect.
     *
     * @throws io.dualwrite.tablemap.MapErrors if a map does not check
     */
    static LiveMaps liveMaps(Settings settings) {
        return new LiveMaps(
                MapSource.of(settings),
                Map.of(
                        Side.FINOPS, formats(settings, Side.FINOPS),
                        Side.DATAVERSE, formats(settings, Side.DATAVERSE)),
                new Linting(settings)::errorsOfMaps);
    }

    static SourceFormats formats(Settings settings, Side side) {
        return new SourceFormats(settings.optional(side.word() + ".csv.date-format"), settings.timeZone(side));
    }

    String root(Side side) {
        return root(settings, side);
    }

    static String root(Settings settings, Side side) {
        String base = settings.text(side.word() + ".url").replaceAll("/+$", "");
        return base + (side == Side.FINOPS ? "/data" : "/api/data/v9.2");
    }

    /** A transport that is set once Camel has started. Whoever uses it, keeps to what the side asked for. */
    static final class LateTransport implements Transport {
        private final Gate gate;
        private final Clock clock;
        private final Moments moments;
        private volatile Transport real;

        LateTransport(Gate gate, Clock clock, Moments moments) {
            this.gate = gate;
            this.clock = clock;
            this.moments = moments;
        }

        void set(Transport transport) {
            real = new GuardedTransport(call -> sent(transport, call), gate, clock);
        }

        @Override
        public HttpAnswer send(HttpCall call) throws IOException {
            Transport now = real;
            if (now == null) {
                throw new IOException("not started yet");
            }
            return now.send(call);
        }

        private HttpAnswer sent(Transport transport, HttpCall call) throws IOException {
            moments.reached(Moment.BEFORE_SENDING);
            HttpAnswer answer = transport.send(call);
            moments.reached(Moment.AFTER_ANSWER);
            return answer;
        }
    }
}
