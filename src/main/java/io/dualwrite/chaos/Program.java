package io.dualwrite.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process of dual-write itself. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final Thread orphaned;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.orphaned = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(orphaned); // Ctrl+C leaves nobody behind
    }

    /**
     * @param mainClass what the program is started by
     * @param properties of the system, {@code name=value}
     * @param log is written on; what earlier processes wrote stays
     */
    static Program start(String mainClass, List<String> properties, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        File out = log.toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
                .start();
        return new Program(process, log);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Everything it and its predecessors on the same log have said. */
    String said() throws IOException {
        return Files.readString(log);
    }

    /** SIGKILL: it gets no chance to finish anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM: it finishes what it has in hand. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new IOException("a process did not stop within " + PATIENCE_SECONDS + " seconds; see " + log);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(orphaned);
        } catch (IllegalStateException ending) {
            // it runs already
        }
    }
}
