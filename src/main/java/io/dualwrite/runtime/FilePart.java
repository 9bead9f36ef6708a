package io.dualwrite.runtime;

import io.dualwrite.intake.ContentHash;
import io.dualwrite.intake.DropName;
import io.dualwrite.intake.Dropped;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.intake.ReadOptions;
import io.dualwrite.intake.RowReader;
import io.dualwrite.intake.RowSource;
import io.dualwrite.journal.LoadPart;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A dropped file as part of a load; it stays where it is. A place in it is the number of records before it. */
final class FilePart implements PartRows {
    private final LoadPart part;
    private final DropName name;
    private final ReadOptions options;
    private RowSource rows;
    private long passed;

    /** @throws FileCannotBeLoaded if it is not what it was when the load began */
    FilePart(LoadPart part, Side side, Schema schema, ReadOptions usual) throws IOException {
        this.part = part;
        Path file = Path.of(part.file());
        if (!ContentHash.of(file).equals(part.fileHash())) {
            throw new FileCannotBeLoaded(
                    file + " is not the file any more that it was when the load began; put that one"
                            + " back, or give the load up (load --abandon) and begin it again");
        }
        try {
            name = DropName.of(file, any -> schema.table(side, any).map(Table::set));
        } catch (FileRejected rejected) {
            throw new FileCannotBeLoaded(file + ": " + rejected.getMessage());
        }
        options = name.applyTo(usual);
    }

    /** A person is to mend the file. */
    static final class FileCannotBeLoaded extends IOException {
        private static final long serialVersionUID = 1;

        FileCannotBeLoaded(String message) {
            super(message);
        }
    }

    /** Of rows that do not name theirs. */
    Optional<String> company() {
        return name.company();
    }

    @Override
    public Start start() {
        return new Start("0", "", OptionalLong.empty(), "");
    }

    @Override
    public Page page(String place, long before) throws IOException {
        try {
            goTo(Long.parseLong(place));
            List<Dropped> page = new ArrayList<>();
            while (rows.hasNext() && page.size() < PAGE) {
                page.add(rows.next());
            }
            passed += page.size();
            return new Page(page, String.valueOf(passed), !rows.hasNext(), Optional.empty());
        } catch (FileRejected rejected) {
            throw new FileCannotBeLoaded(part.file() + ": " + rejected.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void goTo(long place) throws IOException, FileRejected {
        if (rows == null || place != passed) {
            close();
            rows = RowReader.open(Path.of(part.file()), name.format(), options);
            for (passed = 0; passed < place && rows.hasNext(); passed++) {
                rows.next();
            }
        }
    }

    @Override
    public void close() {
        if (rows != null) {
            try {
                rows.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows = null;
        }
    }
}
