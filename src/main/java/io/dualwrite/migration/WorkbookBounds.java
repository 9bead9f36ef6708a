package io.dualwrite.migration;

import io.dualwrite.intake.FileRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What a workbook may unpack to, measured by unpacking it: the sizes that an archive states can be lies. And which of
 * two calendars it has.
 */
final class WorkbookBounds {
    /** Of all its parts together; an export of Sales has at most 100,000 rows. */
    private static final long MOST_BYTES = 512L << 20;

    /** Of unpacked to packed size; sheets of the same text in every row reach 50. */
    private static final long MOST_RATIO = 200;

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
            for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
                ZipEntry part = parts.nextElement();
                styles |= part.getName().endsWith("styles.xml");
                try (InputStream in = zip.getInputStream(part)) {
                    all += unpacked(in, part, MOST_BYTES - all);
                }
            }
            refuseOtherCalendar(zip);
            return styles;
        } catch (ZipException e) {
            throw new FileRejected(
                    "workbook-broken",
                    e.getMessage() == null ? "no zip archive" : e.getMessage(),
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
