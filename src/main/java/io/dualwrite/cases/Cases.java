package io.dualwrite.cases;

import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.rule.MapTables;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.ProductStart;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapErrors.Finding;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Runs case files against a set of maps and the rules of their flows. Nothing is asked of a system or a journal, and
 * nothing depends on the time.
 *
 * @param flows the names of the business rules in the flow of a map and direction, in their order
 * @param formats how each side writes dates, where a case does not say
 * @param usuallyPartial what holds where a case does not say {@code partial}
 */
public record Cases(
        TableMaps maps,
        Schema schema,
        BiFunction<String, Direction, List<String>> flows,
        Map<Side, SourceFormats> formats,
        MapTables tables,
        OrderStatusPolicy orderStatus,
        ProductStart products,
        boolean usuallyPartial) {

    public static final String SUFFIX = ".yaml";

    /** Every case file of a folder and the folders in it, by name; or the file itself. */
    public static List<Path> files(Path start) {
        try (Stream<Path> files = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.equals(start) || file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the cases in " + start, e);
        }
    }

    /** Does the case hold? A file that is no case does not. */
    public CaseResult run(Path file) {
        CaseReader reader = new CaseReader(file);
        Optional<CaseFile> read = reader.read();
        if (read.isEmpty()) {
            return CaseResult.unreadable(file, reader.findings());
        }
        CaseFile one = read.get();
        Optional<TableMap> map = maps.named(one.map());
        if (map.isEmpty()) {
            String names =
                    String.join(", ", maps.all().stream().map(TableMap::name).toList());
            Finding unknown = new Finding(file.toString(), 1, "map " + one.map(), "a map in effect: " + names);
            return CaseResult.unreadable(file, List.of(unknown));
        }
        return result(one, map.get());
    }

    private CaseResult result(CaseFile one, TableMap map) {
        try {
            CaseRun run = new CaseRun(this, one, map);
            run.run();
            return new CaseResult(
                    one.file(),
                    one.map(),
                    one.direction().word(),
                    List.of(),
                    new CaseComparison(this, one, run).faults(),
                    run.warnings());
        } catch (Unstated unstated) {
            return CaseResult.failed(
                    one,
                    new CaseFault(
                            "given.answers",
                            one.line(),
                            unstated.answer(),
                            "nothing",
                            "a rule of the flow asks for it, and a case asks no system"));
        }
    }
}
