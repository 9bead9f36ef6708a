package io.dualwrite.runtime;

import io.dualwrite.component.CamelTransport;
import io.dualwrite.component.DataverseComponent;
import io.dualwrite.component.FinopsComponent;
import io.dualwrite.component.SignIn;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Starts Camel with our components, steps and checks, and the flows of the routes folder. */
final class CamelStart {
    private CamelStart() {}

    static Main main(Settings settings) {
        Main main = new Main();
        Path folder = settings.directory("routes.directory");
        main.configure().withRoutesIncludePattern("file:" + folder.toAbsolutePath() + "/**/*.camel.yaml");
        main.configure().withSourceLocationEnabled(true);
        main.setDefaultPropertyPlaceholderLocation("false");
        properties(settings).forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
        return main;
    }

    /** What flows may name as {@code {{...}}}: our settings without the secrets, and Camel's own. */
    static Properties properties(Settings settings) {
        Properties properties = new Properties();
        Settings.names().stream()
                .filter(name -> !name.contains("secret") && !name.contains("password"))
                .forEach(name -> properties.setProperty(name, settings.text(name)));
        properties.setProperty(
                "drop.directory",
                settings.directory("drop.directory").toAbsolutePath().toString());
        settings.camel().forEach(properties::setProperty);
        return properties;
    }

    static RouteReload start(Main main, Settings settings, Wiring wiring, Supplier<Set<Flow>> flows) throws Exception {
        Acceptance acceptance = new Acceptance(
                wiring.journal(),
                wiring.maps(),
                wiring.schema(),
                settings,
                flows,
                wiring.watch(),
                wiring.putOff(),
                wiring.clock(),
                wiring.moments());
        wiring.acceptance().set(acceptance);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                furnish(support.getCamelContext(), wiring, acceptance);
                for (Side side : Side.values()) {
                    wiring.transports()
                            .get(side)
                            .set(wiring.ways()
                                    .over(side, transport(support.getCamelContext(), settings, side, wiring.clock())));
                }
            }
        });
        try {
            main.start();
        } catch (Exception e) {
            throw new IllegalStateException("the flows do not start: " + RouteTrial.reason(e), e);
        }
        CamelContext context = main.getCamelContext();
        addChecks(context, wiring);
        Path folder = settings.directory("routes.directory");
        RouteReload reload = new RouteReload(context, folder, new Linting(settings), new RouteTrial(folder, scratch -> {
            PropertiesComponent placeholders = (PropertiesComponent) scratch.getPropertiesComponent();
            placeholders.setInitialProperties(properties(settings));
            furnish(scratch, wiring, acceptance);
        }));
        reload.remember();
        return reload;
    }

    private static void furnish(CamelContext context, Wiring wiring, Acceptance acceptance) {
        context.addComponent("finops", new FinopsComponent(wiring.changes(), wiring.delivery(), wiring.locks()));
        context.addComponent("dataverse", new DataverseComponent(wiring.changes(), wiring.delivery(), wiring.locks()));
        context.getRegistry().bind("journal", acceptance);
        context.getRegistry().bind("quietFiles", new QuietFiles(wiring.watch(), wiring.putOff(), wiring.journal()));
        bindSteps(context, wiring);
    }

    /** A map that was added while running has its steps from now on. */
    static void bindSteps(CamelContext context, Wiring wiring) {
        Map<String, Processor> steps = Steps.of(wiring.maps(), wiring.rules());
        steps.forEach((name, step) -> {
            if (context.getRegistry().lookupByName(name) == null) {
                context.getRegistry().bind(name, Processor.class, step);
            }
        });
    }

    static Transport transport(CamelContext context, Settings settings, Side side, Clock clock) {
        String prefix = side.word() + ".oauth.";
        String url = settings.text(side.word() + ".url").replaceAll("/+$", "");
        Optional<SignIn> signIn = settings.optional(prefix + "tenant-url")
                .map(tenant -> new SignIn(
                        tenant.replaceAll("/+$", "") + "/oauth2/v2.0/token",
                        settings.text(prefix + "client-id"),
                        settings.clientSecret(side).orElse(""),
                        settings.optional(prefix + "scope").orElse(url + "/.default")));
        return new CamelTransport(context, side, url, signIn, settings.time("delivery.timeout"), clock);
    }

    private static void addChecks(CamelContext context, Wiring wiring) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            return;
        }
        registry.register(new Probe("journal", () -> {
            if (!wiring.journal().available()) {
                throw new IllegalStateException("the connection that holds the journal is lost; no work is taken");
            }
            return wiring.journal().status().idle() ? "idle" : "at work";
        }));
        for (Side side : Side.values()) {
            registry.register(new Probe(side.word(), () -> ask(wiring, side)));
        }
        registry.register(new Probe("flows", () -> {
            for (Route route : context.getRoutes()) {
                if (!context.getRouteController()
                        .getRouteStatus(route.getRouteId())
                        .isStarted()) {
                    throw new IllegalStateException("flow " + route.getRouteId() + " is not running");
                }
            }
            return context.getRoutes().size() + " running";
        }));
    }

    private static String ask(Wiring wiring, Side side) throws IOException {
        Optional<Instant> closed = wiring.delivery().closedUntil(side);
        if (closed.isPresent()) {
            return wiring.root(side) + " asked to be left alone until " + closed.get();
        }
        int status = wiring.transports()
                .get(side)
                .send(new HttpCall("GET", wiring.root(side) + "/", Map.of("Accept", "application/json"), ""))
                .status();
        if (status >= 400) {
            throw new IOException(wiring.root(side) + " answers " + status);
        }
        return wiring.root(side) + " answers";
    }

    static Optional<Metrics> metrics(CamelContext context, Clock clock) {
        return Optional.ofNullable(context.getRegistry().findSingleByType(MeterRegistry.class))
                .map(registry -> new Metrics(registry, clock));
    }
}
