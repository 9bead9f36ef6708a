package io.dualwrite.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The list of files at the end of a zip. The JDK reads all of it into memory when it opens one, so its size is looked at
 * before.
 */
final class PackageDirectory {
    /** Of the list; one of 10,000 files with usual names takes a tenth. */
    static final long MOST_BYTES = 16L << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;

    private PackageDirectory() {}

    /**
     * @throws FileRejected if the list is too long
     */
    static void check(Path file) throws FileRejected, IOException {
        try (SeekableByteChannel zip = Files.newByteChannel(file)) {
            long from = Math.max(0, zip.size() - END_BYTES - LONGEST_COMMENT - LOCATOR_64_BYTES);
            ByteBuffer tail = read(zip, from, (int) (zip.size() - from));
            // Any place that could be taken for the end, as a comment may hold what looks like one.
            for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    check(Integer.toUnsignedLong(tail.getInt(at + 12)), at >= LOCATOR_64_BYTES);
                    check(length64(zip, tail, at - LOCATOR_64_BYTES), true);
                }
            }
        }
    }

    /** 0 if there is no such list. */
    private static long length64(SeekableByteChannel zip, ByteBuffer tail, int at) throws IOException {
        if (at < 0 || tail.getInt(at) != LOCATOR_64) {
            return 0;
        }
        long end = tail.getLong(at + 8);
        if (end < 0 || end > zip.size() - END_64_BYTES) {
            return 0;
        }
        ByteBuffer record = read(zip, end, END_64_BYTES);
        return record.getInt(0) == END_64 ? record.getLong(40) : 0;
    }

    /** @param maybe64 all ones then say that the length stands elsewhere */
    private static void check(long bytes, boolean maybe64) throws FileRejected {
        boolean elsewhere = maybe64 && bytes == 0xFFFFFFFFL;
        if (!elsewhere && (bytes > MOST_BYTES || bytes < 0)) {
            throw new FileRejected(
                    "zip-too-many",
                    "a zip whose list of files alone has " + Long.toUnsignedString(bytes) + " bytes",
                    "at most " + MOST_BYTES + " bytes: a file for each entity",
                    "export fewer entities into one package and drop it");
        }
    }

    private static ByteBuffer read(SeekableByteChannel zip, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(from);
        while (bytes.hasRemaining() && zip.read(bytes) >= 0) {
            // until it is full, or the file has become shorter meanwhile
        }
        return bytes.flip();
    }
}
