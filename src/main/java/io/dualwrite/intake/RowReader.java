package io.dualwrite.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a dropped file for reading. The first record is read at once, so that an unusable file is known early. */
public final class RowReader {
    private RowReader() {}

    /**
     * @param format as the file's name tells it, see {@link DropName}
     * @throws FileRejected if no row can be read: empty, binary, zip, without a usable header
     * @throws IOException if the file cannot be opened or read
     */
    public static RowSource open(Path file, Format format, ReadOptions options) throws FileRejected, IOException {
        return open(Files.newInputStream(file), file.getFileName().toString(), format, options);
    }

    /**
     * @param in is closed with the source, and if this fails
     * @param fileName for the places of the rows
     * @throws FileRejected if no row can be read
     * @throws IOException if the stream fails
     */
    public static RowSource open(InputStream in, String fileName, Format format, ReadOptions options)
            throws FileRejected, IOException {
        InputStream buffered = new BufferedInputStream(in);
        try {
            TextSource text = TextSource.of(buffered);
            return format == Format.CSV
                    ? CsvRows.open(text, fileName, options)
                    : JsonRows.open(text, fileName, options);
        } catch (UncheckedIOException e) {
            buffered.close();
            throw e.getCause();
        } catch (FileRejected | IOException | RuntimeException e) {
            buffered.close();
            throw e;
        }
    }
}
