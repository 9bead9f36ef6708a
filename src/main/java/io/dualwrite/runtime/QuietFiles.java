package io.dualwrite.runtime;

import io.dualwrite.intake.DropFolder;
import io.dualwrite.intake.FileWatch;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** The filter of the drop folders: takes a file only when nobody is writing it any more. */
public final class QuietFiles implements GenericFileFilter<Object> {
    private final FileWatch watch;

    QuietFiles(FileWatch watch) {
        this.watch = watch;
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        Path path = Path.of(file.getAbsoluteFilePath());
        return file.isDirectory()
                ? DropFolder.isCompanyFolder(path)
                : DropFolder.isDrop(path) && watch.worthTrying(path) && watch.isQuiet(path);
    }
}
