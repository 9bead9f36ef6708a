package io.dualwrite.migration;

import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the migration works with.
 *
 * @param roots service roots, as {@code https://org.crm.dynamics.com/api/data/v9.2}
 * @param state where it is remembered which duplicate detection rules are off
 * @param batchSize rows for one request
 * @param knownCountry is this ship-to country one that the maps translate, or a code?
 * @param running is a program with dual-write's flows running beside this one?
 */
public record Work(
        Map<Side, Transport> transports,
        Map<Side, String> roots,
        Path state,
        int batchSize,
        Predicate<String> knownCountry,
        boolean running,
        Pauses pauses,
        Clock clock) {

    LiveSystem finops() {
        return system(Side.FINOPS, "F&O");
    }

    LiveSystem sales() {
        return system(Side.DATAVERSE, "Sales");
    }

    DuplicateDetection duplicateDetection() {
        return new DuplicateDetection(sales(), new OffList(state));
    }

    private LiveSystem system(Side side, String name) {
        return new LiveSystem(name, roots.get(side), transports.get(side), pauses, clock);
    }
}
