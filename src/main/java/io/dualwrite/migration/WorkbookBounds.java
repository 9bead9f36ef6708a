package io.dualwrite.migration;

import io.dualwrite.intake.FileRejected;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;

/**
 * What a workbook may unpack to, measured by unpacking it: the sizes that an archive states can be lies. And which of
 * two calendars it has.
 */
final class WorkbookBounds {
    /** Of all its parts together; an export of Sales has at most 100,000 rows. */
    private static final long MOST_BYTES = 512L << 20;

    /** Of unpacked to packed size; sheets of the same text in every row reach 50. */
    private static final long MOST_RATIO = 200;

    private static final int MOST_PARTS = 10_000;

    private static final long RATIO_FROM = 10L << 20;

    private static final Pattern FROM_1904 = Pattern.compile("\\sdate1904\\s*=\\s*[\"'](1|true)[\"']");

    private WorkbookBounds() {}

    /**
     * @return does it have styles, which tell dates from numbers?
     * @throws FileRejected if it is no archive, or a bomb
     */
    static boolean check(Path file) throws FileRejected, IOException {
        long all = 0;
        boolean styles = false;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_PARTS) {
                throw new FileRejected(
                        "workbook-too-large",
                        zip.size() + " parts",
                        "at most " + MOST_PARTS + " parts; an export has a dozen",
                        "export it again, or as CSV");
            }
            for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
                ZipEntry part = parts.nextElement();
                styles |= part.getName().endsWith("styles.xml");
                try (InputStream in = zip.getInputStream(part)) {
                    all += unpacked(in, part, MOST_BYTES - all);
                }
                checkCells(zip, part);
            }
            refuseOtherCalendar(zip);
            return styles;
        } catch (ZipException | EOFException e) {
            throw new FileRejected(
                    "workbook-broken",
                    reason(e),
                    "an Excel workbook (xlsx)",
                    "export it again, or save it as 'CSV UTF-8'");
        }
    }

    /** The library knows the other calendar by the word true only; Excel writes 1, and every date would be wrong. */
    private static void refuseOtherCalendar(ZipFile zip) throws IOException, FileRejected {
        ZipEntry book = zip.getEntry("xl/workbook.xml");
        if (book == null) {
            return;
        }
        try (InputStream in = zip.getInputStream(book)) {
            if (FROM_1904
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .find()) {
                throw new FileRejected(
                        "workbook-calendar",
                        "dates that are counted from 1904, as Excel for Mac once did",
                        "dates that are counted from 1900",
                        "save it as 'CSV UTF-8', or export it again from Sales");
            }
        }
    }

    private static void checkCells(ZipFile zip, ZipEntry part) throws IOException, FileRejected {
        String found;
        try (InputStream in = zip.getInputStream(part)) {
            found = CellReferences.beyond(in);
        } catch (XMLStreamException e) {
            // A picture is none; every part that the library reads ends in .xml or .rels.
            found = part.getName().matches(".*[.](xml|rels)") ? reason(e) : "";
        }
        if (!found.isEmpty()) {
            throw new FileRejected(
                    "workbook-broken",
                    part.getName() + ": " + found,
                    "XML, with cells in the columns A to XFD, which are all that Excel has",
                    "export it again, or save it as 'CSV UTF-8'");
        }
    }

    /** The first line of what the library or the JDK says. */
    static String reason(Exception e) {
        String message =
                e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
        return e.getClass().getSimpleName() + " " + message.substring(0, Math.min(message.length(), 200));
    }

    private static long unpacked(InputStream in, ZipEntry part, long left) throws IOException, FileRejected {
        byte[] buffer = new byte[64 * 1024];
        long packed = Math.max(part.getCompressedSize(), 1);
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            if (size > left || (size > RATIO_FROM && size / packed > MOST_RATIO)) {
                throw new FileRejected(
                        "workbook-too-large",
                        part.getName() + " unpacks to more than " + (size >> 20) + " MB from " + packed + " bytes",
                        "at most " + (MOST_BYTES >> 20) + " MB unpacked, and at most " + MOST_RATIO + " times its size",
                        "export fewer rows at a time, or as CSV");
            }
        }
        return size;
    }
}
