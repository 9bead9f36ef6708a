package io.dualwrite.cli;

import io.dualwrite.intake.DataPackage;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.intake.DropName;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.plan.SideFile;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Settings;
import io.dualwrite.runtime.TablesRead;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a person named for a plan, each with the side it comes from. */
final class PlanFiles {
    private final Schema schema;
    private final Side given;

    /** @param given null: the folder's or the file's name says it */
    PlanFiles(Settings settings, Side given) {
        this.schema = TablesRead.schema(settings);
        this.given = given;
    }

    /**
     * In the order in which they would be dropped.
     *
     * @throws IllegalArgumentException if there is no such file, or its side cannot be told
     */
    List<SideFile> of(List<Path> paths) throws IOException {
        List<SideFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(folder(path));
            } else if (Files.isReadable(path)) {
                files.add(new SideFile(given == null ? side(path) : given, path));
            } else {
                throw new IllegalArgumentException(
                        "no file " + path + " that can be read; expected a file or a folder as it would be dropped");
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file to be dropped in " + paths);
        }
        return files;
    }

    private List<SideFile> folder(Path folder) throws IOException {
        List<SideFile> files = new ArrayList<>();
        boolean sides = Stream.of(Side.values()).anyMatch(side -> Files.isDirectory(folder.resolve(side.word())));
        if (sides) {
            for (Side side : Side.values()) {
                for (Path file : new DropFolder(folder.resolve(side.word())).drops()) {
                    files.add(new SideFile(side, file));
                }
            }
            return files;
        }
        for (Path file : new DropFolder(folder).drops()) {
            files.add(new SideFile(given == null ? side(file) : given, file));
        }
        return files;
    }

    private Side side(Path file) throws IOException {
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            for (Side side : Side.values()) {
                if (folder.endsWith(side.word())) {
                    return side;
                }
            }
        }
        if (DataPackage.isPackage(file)) {
            return Side.FINOPS;
        }
        List<Side> sides = new ArrayList<>();
        for (Side side : Side.values()) {
            if (knows(side, file)) {
                sides.add(side);
            }
        }
        if (sides.size() != 1) {
            throw new IllegalArgumentException("the side of " + file + " cannot be told by its name, which "
                    + (sides.isEmpty() ? "starts with no table's or entity's" : "both sides know")
                    + "; say --side finops or --side dataverse, or put it into a folder of that name");
        }
        return sides.get(0);
    }

    private boolean knows(Side side, Path file) throws IOException {
        try {
            return !DropName.of(file, any -> schema.table(side, any).map(Table::set))
                    .table()
                    .isEmpty();
        } catch (FileRejected unknown) {
            return false;
        }
    }
}
