package io.dualwrite.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/**
 * How a sandbox runs.
 *
 * @param port 0 for any free one
 * @param bindAddress address to listen on; loopback unless told otherwise
 * @param file where rows are kept over a restart; memory only if empty
 * @param requireToken whether both APIs ask for a token issued here
 * @param clientId who may get a token; anybody if empty
 * @param company the F&O user's company, whose rows are seen without {@code cross-company=true}
 * @param solution what Sales has installed: {@code dual-write} or {@code data-integrator}; if empty, what the file's rows
 *     are of, else {@code dual-write}
 * @param random gives GUIDs, numbers and tokens, and chooses the requests that meet a fault
 * @param ownSchema folder of tables and columns of the customer's own, as {@code routes/schema}
 * @param feed where each change of a row is told as a dropped file; nowhere if empty
 */
public record SandboxSettings(
        int port,
        String bindAddress,
        Optional<Path> file,
        Clock clock,
        boolean requireToken,
        String clientId,
        String clientSecret,
        String company,
        String solution,
        Random random,
        Optional<FeedSettings> feed,
        Optional<Path> ownSchema) {

    /** @throws IllegalArgumentException if there is no such solution */
    public SandboxSettings {
        if (!solution.isEmpty()) {
            Solution.of(solution);
        }
    }

    /** Any port on loopback, in memory, no token asked for, company {@code usmf}. */
    public static SandboxSettings defaults() {
        return new SandboxSettings(
                0,
                "127.0.0.1",
                Optional.empty(),
                Clock.systemUTC(),
                false,
                "",
                "",
                "usmf",
                "",
                new Random(),
                Optional.empty(),
                Optional.empty());
    }

    public SandboxSettings withPort(int other) {
        return new SandboxSettings(
                other,
                bindAddress,
                file,
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                random,
                feed,
                ownSchema);
    }

    public SandboxSettings withBindAddress(String other) {
        return new SandboxSettings(
                port,
                other,
                file,
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                random,
                feed,
                ownSchema);
    }

    public SandboxSettings withFile(Path other) {
        return new SandboxSettings(
                port,
                bindAddress,
                Optional.of(other),
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                random,
                feed,
                ownSchema);
    }

    public SandboxSettings withClock(Clock other) {
        return new SandboxSettings(
                port,
                bindAddress,
                file,
                other,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                random,
                feed,
                ownSchema);
    }

    /**
     * @param other {@code dual-write} or {@code data-integrator}
     * @throws IllegalArgumentException if there is no such solution
     */
    public SandboxSettings withSolution(String other) {
        return new SandboxSettings(
                port,
                bindAddress,
                file,
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                other,
                random,
                feed,
                ownSchema);
    }

    /** Both systems have these tables and columns too. */
    public SandboxSettings withOwnSchema(Path folder) {
        return new SandboxSettings(
                port,
                bindAddress,
                file,
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                random,
                feed,
                Optional.of(folder));
    }

    /** The same requests in the same order get the same answers and the same faults. */
    public SandboxSettings withSeed(long seed) {
        return new SandboxSettings(
                port,
                bindAddress,
                file,
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                new Random(seed),
                feed,
                ownSchema);
    }

    /** Both APIs ask for a token that only this client gets. */
    public SandboxSettings withClient(String id, String secret) {
        return new SandboxSettings(
                port, bindAddress, file, clock, true, id, secret, company, solution, random, feed, ownSchema);
    }

    /** Each change of a row, whoever makes it, is told as a dropped file. */
    public SandboxSettings withFeed(FeedSettings other) {
        return new SandboxSettings(
                port,
                bindAddress,
                file,
                clock,
                requireToken,
                clientId,
                clientSecret,
                company,
                solution,
                random,
                Optional.of(other),
                ownSchema);
    }
}
