package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Where a running program says at which loopback port the other commands find it, and with which token. */
public record StateFile(int port, String token, long pid) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a program writes before it opens the journal, so that nobody else does. */
    static StateFile ofStarting() {
        return new StateFile(0, "", ProcessHandle.current().pid());
    }

    boolean starting() {
        return port == 0;
    }

    static Path in(Settings settings) {
        return settings.directory("state.directory").resolve("runtime.json");
    }

    /** What the state file says, if a program that is alive wrote it. */
    public static Optional<StateFile> read(Settings settings) {
        Path file = in(settings);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<?, ?> content = JSON.readValue(file.toFile(), Map.class);
            StateFile state = new StateFile(
                    ((Number) content.get("port")).intValue(),
                    (String) content.get("token"),
                    ((Number) content.get("pid")).longValue());
            return ProcessHandle.of(state.pid()).filter(ProcessHandle::isAlive).map(alive -> state);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    void write(Settings settings) {
        Path file = in(settings);
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), "runtime", ".tmp");
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            JSON.writeValue(draft.toFile(), Map.of("port", port, "token", token, "pid", pid));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; state.directory must be writable", e);
        }
    }

    static void remove(Settings settings) {
        try {
            Files.deleteIfExists(in(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
