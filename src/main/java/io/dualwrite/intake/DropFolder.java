package io.dualwrite.intake;

import io.dualwrite.moment.Moment;
import io.dualwrite.moment.Moments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder into which one side's files are dropped. A file leaves it into {@code done/} or {@code rejected/}, with
 * its properties, and never replaces another one there. A folder in it that is named like a company, {@code usmf/},
 * takes files too: their rows are of that company if neither they nor the file's properties say another one.
 */
public final class DropFolder {
    private static final String DONE = "done";
    private static final String REJECTED = "rejected";
    private static final Object MOVING = new Object();
    private static final List<String> NOT_DROPS =
            List.of(".tmp", ".part", ".filepart", ".crdownload", ".properties", ".report.json");

    /** A legal entity's code has at most four characters. */
    static final Pattern COMPANY = Pattern.compile("[A-Za-z0-9]{1,4}");

    /** Folders of few letters that senders and people keep for themselves. */
    private static final Set<String> NO_COMPANIES = Set.of(DONE, "tmp", "temp", "bak", "old");

    private final Path directory;
    private final Moments moments;

    public DropFolder(Path directory) {
        this(directory, Moments.UNWATCHED);
    }

    /** @param moments is told before and after every move */
    public DropFolder(Path directory, Moments moments) {
        this.directory = directory;
        this.moments = moments;
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

    /**
     * {@code <file>.report.json} beside a file, wherever it was moved; the start of a name that is too long for more,
     * and the hash of the whole.
     */
    public static Path reportOf(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling((isLong(name) ? shortened(name) + "-" + hash(name) : name) + ".report.json");
    }

    /** File systems take names of 255 bytes; a report adds some, and a number for one of the same name does. */
    private static boolean isLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > 200;
    }

    private static String shortened(String name) {
        return name.substring(0, name.offsetByCodePoints(0, Math.min(30, name.codePointCount(0, name.length()))));
    }

    private static String hash(String name) {
        try {
            return ContentHash.of(new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Is this the name of a folder with the files of one company? */
    public static boolean isCompanyFolder(Path folder) {
        String name = folder.getFileName().toString();
        return COMPANY.matcher(name).matches() && !NO_COMPANIES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The company whose folder a file of this drop folder lies in. */
    public Optional<String> companyOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        boolean below = directory.toAbsolutePath().equals(parent.getParent());
        return below && isCompanyFolder(parent)
                ? Optional.of(parent.getFileName().toString())
                : Optional.empty();
    }

    /** What the journal calls a file: its name, with the company's folder in front. */
    public String nameOf(Path file) {
        String name = file.getFileName().toString();
        return companyOf(file).map(company -> company + "/" + name).orElse(name);
    }

    /** The files that are to be read, those of company folders among them; none if there is no such folder. */
    public List<Path> drops() throws IOException {
        List<Path> drops = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                for (Path entry : entries.toList()) {
                    if (Files.isDirectory(entry) && isCompanyFolder(entry)) {
                        try (Stream<Path> files = Files.list(entry)) {
                            files.forEach(drops::add);
                        }
                    } else {
                        drops.add(entry);
                    }
                }
            }
        }
        return drops.stream()
                .filter(file -> Files.isRegularFile(file) && isDrop(file))
                .toList();
    }

    /**
     * Moves a file whose rows are in the journal, with its properties.
     *
     * @return where it is now
     * @throws IOException if it cannot be moved; then it is still where it was
     */
    public Path toDone(Path file) throws IOException {
        return moveTo(DONE, file);
    }

    /**
     * Moves a file of which no row could be read, with its properties.
     *
     * @return where it is now
     * @throws IOException if it cannot be moved; then it is still where it was
     */
    public Path toRejected(Path file) throws IOException {
        return moveTo(REJECTED, file);
    }

    private Path moveTo(String folder, Path file) throws IOException {
        Path target;
        synchronized (MOVING) {
            target = freeName(
                    Files.createDirectories(directory.resolve(folder)),
                    file.getFileName().toString());
            moments.reached(Moment.BEFORE_MOVE);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
        moments.reached(Moment.AFTER_MOVE);
        if (Files.exists(propertiesOf(file))) {
            Files.move(propertiesOf(file), propertiesOf(target), StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    /** An atomic move replaces what is there, so two movers must not find the same name. */
    private static Path freeName(Path folder, String name) {
        return names(folder, name)
                .filter(candidate -> !Files.exists(candidate)
                        && !Files.exists(reportOf(candidate))
                        && !Files.exists(propertiesOf(candidate)))
                .findFirst()
                .orElseThrow();
    }

    /** {@code quotes.csv}, {@code quotes-2.csv} and so on without end. */
    private static Stream<Path> names(Path folder, String name) {
        int dot = name.lastIndexOf('.');
        String whole = dot > 0 ? name.substring(0, dot) : name;
        String stem = isLong(name) ? shortened(whole) : whole;
        String extension = dot > 0 ? name.substring(dot) : "";
        return Stream.concat(
                Stream.of(folder.resolve(name)),
                Stream.iterate(2, number -> number + 1).map(number -> folder.resolve(stem + "-" + number + extension)));
    }

    /**
     * Which name a file got that was moved before anybody could note it: the first one with its content that has no
     * report yet.
     *
     * @param wanted the name it would have if it were the first one of that name in its last folder
     * @param hash of its content, see {@link ContentHash}
     * @param others files of which it is known that they are not it
     */
    public static Optional<Path> moved(Path wanted, String hash, Set<Path> others) throws IOException {
        for (Path candidate : names(wanted.getParent(), wanted.getFileName().toString())
                .takeWhile(Files::exists)
                .filter(file -> !others.contains(file) && !Files.exists(reportOf(file)))
                .toList()) {
            if (ContentHash.of(candidate).equals(hash)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
