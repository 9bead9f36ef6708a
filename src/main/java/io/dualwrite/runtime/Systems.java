package io.dualwrite.runtime;

import ch.qos.logback.classic.Level;
import io.dualwrite.compare.SystemRows;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both systems over the same ways as the flows reach them, signed in alike, for a command that runs no flow. */
final class Systems implements AutoCloseable {
    private final Clock clock;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<Side, Transport> transports = new EnumMap<>(Side.class);
    private final Map<Side, String> roots = new EnumMap<>(Side.class);

    private Systems(Settings settings, Clock clock) {
        this.clock = clock;
        context.start();
        for (Side side : Side.values()) {
            transports.put(side, CamelStart.transport(context, settings, side, clock));
            roots.put(side, Wiring.root(settings, side));
        }
    }

    static Systems of(Settings settings) {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        return new Systems(settings, Clock.systemUTC());
    }

    Map<Side, Transport> transports() {
        return transports;
    }

    /** Service roots, without a slash at the end. */
    Map<Side, String> roots() {
        return roots;
    }

    /** What commands go by. */
    Clock clock() {
        return clock;
    }

    SystemRows rows() {
        Map<Side, Transport> patient = new EnumMap<>(Side.class);
        transports.forEach((side, transport) -> patient.put(side, new PatientTransport(transport, clock)));
        return new SystemRows(patient, roots);
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (IOException e) {
            throw new IllegalStateException("the connection to the two systems cannot be closed", e);
        }
    }
}
