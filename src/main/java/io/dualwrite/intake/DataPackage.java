package io.dualwrite.intake;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A data package of F&O's Data management: a zip with a manifest and a CSV file for each entity. Nothing is unpacked to
 * the disk; a file is read while it is decompressed, and no further than the limits allow.
 */
public final class DataPackage implements Closeable {
    private static final String MANIFEST = "manifest.xml";
    private static final Set<String> NO_DATA = Set.of(MANIFEST, "packageheader.xml");
    private static final int MOST_ENTRIES = 10_000;

    private final ZipFile zip;
    private final PackageLimits limits;
    private final Map<String, ZipEntry> files;
    private long left;

    /**
     * A file of rows in the package.
     *
     * @param name its path in the zip, for reports
     * @param entity as the manifest calls it, or as the file's name does
     * @param columns names in the file to the entity's own names, where the manifest maps them
     */
    public record Part(String name, String entity, Map<String, String> columns) {}

    private DataPackage(ZipFile zip, PackageLimits limits, Map<String, ZipEntry> files) {
        this.zip = zip;
        this.limits = limits;
        this.files = files;
        this.left = limits.bytes();
    }

    /** Is this the name of a zip? */
    public static boolean isPackage(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /**
     * @throws FileRejected if it is no zip, damaged, encrypted, or has names that a package cannot have
     * @throws IOException if the file cannot be read
     */
    public static DataPackage open(Path file, PackageLimits limits) throws FileRejected, IOException {
        PackageDirectory.check(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw broken(e.getMessage());
        } catch (EOFException e) {
            throw broken("its directory points behind its end");
        }
        try {
            return new DataPackage(zip, limits, files(zip));
        } catch (FileRejected | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> files(ZipFile zip) throws FileRejected {
        Map<String, ZipEntry> files = new LinkedHashMap<>();
        Set<String> folded = new HashSet<>();
        for (ZipEntry entry : zip.stream().limit(MOST_ENTRIES + 1L).toList()) {
            String name = entry.getName().replace('\\', '/');
            if (name.startsWith("/")
                    || name.matches("[A-Za-z]:.*")
                    || List.of(name.split("/")).contains("..")) {
                throw rejected("zip-path", "an entry " + Fault.shown(name), "names inside the package");
            }
            if (entry.isDirectory()) {
                continue;
            }
            if (!folded.add(name.toLowerCase(Locale.ROOT))) {
                throw rejected("zip-twice", "the entry " + Fault.shown(name) + " twice", "every file once");
            }
            files.put(name, entry);
        }
        if (files.size() > MOST_ENTRIES) {
            throw rejected("zip-too-many", "more than " + MOST_ENTRIES + " files", "a file for each entity");
        }
        return files;
    }

    /**
     * The files of rows: those that the manifest names, else all CSV files by their names.
     *
     * @param notes gets a sentence for every file that is not read
     * @throws FileRejected if the manifest cannot be read, or there is no file of rows at all
     */
    public List<Part> parts(List<String> notes) throws FileRejected, IOException {
        Optional<String> manifest = files.keySet().stream()
                .filter(name -> base(name).equalsIgnoreCase(MANIFEST))
                .findFirst();
        List<Part> parts = manifest.isPresent() ? named(manifest.get(), notes) : new ArrayList<>();
        Set<String> taken = new HashSet<>();
        parts.forEach(part -> taken.add(part.name()));
        for (String name : files.keySet()) {
            boolean data = !NO_DATA.contains(base(name).toLowerCase(Locale.ROOT));
            if (data && !taken.contains(name) && manifest.isPresent()) {
                notes.add(Fault.shown(name) + " is not read: the manifest does not name it");
            } else if (data && !taken.contains(name)) {
                unnamed(name, parts, notes);
            }
        }
        if (parts.isEmpty()) {
            throw rejected("zip-empty", "no CSV file", "a data package with a CSV file for each entity");
        }
        return parts;
    }

    private List<Part> named(String manifest, List<String> notes) throws FileRejected, IOException {
        List<Part> parts = new ArrayList<>();
        try (InputStream in = stream(manifest, PackageManifest.MOST_BYTES)) {
            for (PackageManifest.Entity entity : PackageManifest.read(in)) {
                Optional<String> file = files.keySet().stream()
                        .filter(name -> base(name).equalsIgnoreCase(base(entity.file())))
                        .findFirst();
                if (entity.disabled()) {
                    notes.add(Fault.shown(entity.name()) + " is disabled in the manifest");
                } else if (file.isEmpty()) {
                    notes.add("the file of " + Fault.shown(entity.name()) + ", " + Fault.shown(entity.file())
                            + ", is not in the package");
                } else {
                    parts.add(new Part(file.get(), entity.name(), entity.columns()));
                }
            }
        }
        return parts;
    }

    private static void unnamed(String name, List<Part> parts, List<String> notes) {
        String base = base(name);
        if (base.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            parts.add(new Part(name, base.substring(0, base.length() - 4), Map.of()));
        } else {
            notes.add(Fault.shown(name) + " is not read: only CSV files are");
        }
    }

    /** Opens the rows of a file of the package; its delimiter is found out. */
    public RowSource open(Part part, ReadOptions options) throws FileRejected, IOException {
        ReadOptions found = options.withDelimiter(ReadOptions.DETECTED).withColumns(part.columns());
        return RowReader.open(stream(part.name(), limits.bytes()), part.name(), Format.CSV, found);
    }

    private InputStream stream(String name, long most) throws FileRejected, IOException {
        ZipEntry entry = files.get(name);
        try {
            return new BufferedInputStream(
                    new PackageStream(zip.getInputStream(entry), entry, limits, most, bytes -> left -= bytes));
        } catch (ZipException e) {
            throw broken(e.getMessage());
        }
    }

    /** The part of a path behind the last slash or backslash: manifests name files as the exporting machine did. */
    private static String base(String path) {
        String slashed = path.replace('\\', '/');
        return slashed.substring(slashed.lastIndexOf('/') + 1);
    }

    static FileRejected broken(String message) {
        return rejected("zip-broken", "a zip that cannot be read: " + message, "a whole zip without a password");
    }

    private static FileRejected rejected(String reason, String found, String expected) {
        return new FileRejected(reason, found, expected, "export the package again and drop it");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
