package io.dualwrite.runtime;

import io.dualwrite.intake.DropFolder;
import io.dualwrite.intake.FileWatch;
import io.dualwrite.journal.Journal;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** The filter of the drop folders: takes a file only when nobody is writing it any more, and there is a journal. */
public final class QuietFiles implements GenericFileFilter<Object> {
    private final FileWatch watch;
    private final PutOffFiles putOff;
    private final Journal journal;

    QuietFiles(FileWatch watch, PutOffFiles putOff, Journal journal) {
        this.watch = watch;
        this.putOff = putOff;
        this.journal = journal;
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        Path path = Path.of(file.getAbsoluteFilePath());
        return file.isDirectory()
                ? DropFolder.isCompanyFolder(path)
                : journal.available()
                        && DropFolder.isDrop(path)
                        && !putOff.waits(path)
                        && watch.worthTrying(path)
                        && watch.isQuiet(path);
    }
}
