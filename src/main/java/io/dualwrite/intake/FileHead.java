package io.dualwrite.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a file's first bytes say: its encoding, or that it is no text at all. */
record FileHead(Charset charset, int markLength) {
    static final int LENGTH = 8 * 1024;

    static FileHead of(byte[] bytes) throws FileRejected {
        if (bytes.length == 0) {
            throw FileRejected.empty("a file of 0 bytes");
        }
        refuseArchives(bytes);
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return text(bytes, new FileHead(StandardCharsets.UTF_8, 3));
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new FileHead(StandardCharsets.UTF_16BE, 2);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new FileHead(StandardCharsets.UTF_16LE, 2);
        }
        return text(bytes, new FileHead(StandardCharsets.UTF_8, 0));
    }

    private static void refuseArchives(byte[] bytes) throws FileRejected {
        if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 'P', 'K', 5, 6)) {
            throw new FileRejected(
                    "zip-inside",
                    "a zip archive, such as an Excel workbook or a data package",
                    "CSV or JSON text",
                    "unpack it and drop the CSV files, or save the workbook as 'CSV UTF-8'");
        }
        if (startsWith(bytes, 0x1F, 0x8B)) {
            throw new FileRejected(
                    "gzip-inside", "a gzip archive", "CSV or JSON text", "unpack it and drop the file inside");
        }
    }

    /** Text has no zero byte in UTF-8; UTF-16 without its mark is full of them. */
    private static FileHead text(byte[] bytes, FileHead head) throws FileRejected {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new FileRejected(
                        "binary",
                        "a zero byte at position " + (i + 1),
                        "text in UTF-8, or in UTF-16 with a byte order mark",
                        "save the file as text in UTF-8 and drop it again");
            }
        }
        return head;
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
