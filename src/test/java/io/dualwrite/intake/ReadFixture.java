package io.dualwrite.intake;

import io.dualwrite.row.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads texts as if they were dropped files. */
final class ReadFixture {
    private ReadFixture() {}

    static List<Dropped> csv(String text) throws FileRejected, IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), Format.CSV, ReadOptions.DEFAULT);
    }

    static List<Dropped> json(String text) throws FileRejected, IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), Format.JSON, ReadOptions.DEFAULT);
    }

    static List<Dropped> read(byte[] bytes, Format format, ReadOptions options) throws FileRejected, IOException {
        List<Dropped> all = new ArrayList<>();
        try (RowSource rows = RowReader.open(new ByteArrayInputStream(bytes), "drop", format, options)) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    static Row row(Dropped dropped) {
        if (dropped instanceof DroppedRow whole) {
            return whole.row();
        }
        throw new AssertionError("expected a row but was " + dropped);
    }

    static BrokenRow broken(Dropped dropped) {
        if (dropped instanceof BrokenRow broken) {
            return broken;
        }
        throw new AssertionError("expected a broken row but was " + dropped);
    }
}
