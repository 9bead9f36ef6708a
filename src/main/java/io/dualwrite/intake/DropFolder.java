package io.dualwrite.intake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * The folder into which one side's files are dropped. A file leaves it into {@code done/} or {@code rejected/}, with
 * its properties, and never replaces another one there.
 */
public final class DropFolder {
    private static final List<String> NOT_DROPS =
            List.of(".tmp", ".part", ".filepart", ".crdownload", ".properties", ".report.json");

    private final Path directory;

    public DropFolder(Path directory) {
        this.directory = directory;
    }

    /** Is this the name of a file to be read? Not hidden, not temporary, not our own. */
    public static boolean isDrop(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && !name.startsWith("~")
                && NOT_DROPS.stream().noneMatch(name::endsWith);
    }

    /** {@code <file>.properties} beside a dropped file. */
    public static Path propertiesOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".properties");
    }

    /** {@code <file>.report.json} beside a file, wherever it was moved. */
    public static Path reportOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".report.json");
    }

    public Path directory() {
        return directory;
    }

    /**
     * Moves a file whose rows are in the journal, with its properties.
     *
     * @return where it is now
     * @throws IOException if it cannot be moved; then it is still where it was
     */
    public Path toDone(Path file) throws IOException {
        return moveTo("done", file);
    }

    /**
     * Moves a file of which no row could be read, with its properties.
     *
     * @return where it is now
     * @throws IOException if it cannot be moved; then it is still where it was
     */
    public Path toRejected(Path file) throws IOException {
        return moveTo("rejected", file);
    }

    private Path moveTo(String folder, Path file) throws IOException {
        Path target = reserve(
                Files.createDirectories(directory.resolve(folder)),
                file.getFileName().toString());
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        if (Files.exists(propertiesOf(file))) {
            Files.move(propertiesOf(file), propertiesOf(target), StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    /** Takes a free name by creating it: an atomic move replaces what is there, so two movers must not pick the same. */
    private static Path reserve(Path folder, String name) throws IOException {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        for (int number = 1; ; number++) {
            Path candidate = folder.resolve(number == 1 ? name : stem + "-" + number + extension);
            if (Files.exists(reportOf(candidate)) || Files.exists(propertiesOf(candidate))) {
                continue;
            }
            try {
                return Files.createFile(candidate);
            } catch (FileAlreadyExistsException e) {
                // the next number, then
            }
        }
    }
}
