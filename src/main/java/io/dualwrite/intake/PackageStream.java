package io.dualwrite.intake;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * A file of a package while it is unpacked. Counts what comes out, for a few bytes can be made to unpack to terabytes,
 * and whatever sizes the zip states may be lies; and sees by its checksum, at its end, whether it is what was packed,
 * which the JDK does not look at.
 */
final class PackageStream extends FilterInputStream {
    private final ZipEntry entry;
    private final PackageLimits limits;
    private final long most;
    private final LongUnaryOperator left;
    private final CRC32 checksum = new CRC32();
    private long read;

    /**
     * @param most bytes that this file may have
     * @param left takes so many bytes off what the whole package may still have, and says what is left
     */
    PackageStream(InputStream in, ZipEntry entry, PackageLimits limits, long most, LongUnaryOperator left) {
        super(in);
        this.entry = entry;
        this.limits = limits;
        this.most = most;
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (ZipException | EOFException e) {
            throw new PackageUnusable(DataPackage.broken(shown() + ": " + e.getMessage()));
        }
        if (count < 0) {
            checkEnd();
        } else {
            checksum.update(buffer, offset, count);
            count(count);
        }
        return count;
    }

    /** What is skipped would not be counted. */
    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 8192)).length;
    }

    private void checkEnd() throws PackageUnusable {
        if (entry.getCrc() >= 0 && entry.getCrc() != checksum.getValue()) {
            throw new PackageUnusable(DataPackage.broken(shown() + " is not what was packed: its checksum differs"));
        }
    }

    private void count(int bytes) throws PackageUnusable {
        read += bytes;
        if (left.applyAsLong(bytes) < 0) {
            throw tooLarge("more than " + limits.bytes() + " bytes when unpacked", limits.bytes() + " bytes");
        }
        if (read > most) {
            throw tooLarge(shown() + " of more than " + most + " bytes", "at most " + most + " bytes of it");
        }
        if (read > limits.ratioFrom() && read / Math.max(entry.getCompressedSize(), 1) > limits.ratio()) {
            throw tooLarge(
                    shown() + " that unpacks to more than " + limits.ratio() + " times its size", "a package of rows");
        }
    }

    private static PackageUnusable tooLarge(String found, String expected) {
        return new PackageUnusable(new FileRejected(
                "zip-too-large",
                found,
                expected,
                "if it is a package of rows, split the export into several packages and drop them one by one"));
    }

    private String shown() {
        return Fault.shown(entry.getName());
    }
}
