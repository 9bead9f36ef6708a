package io.dualwrite.cli;

import io.dualwrite.cases.CaseResult;
import io.dualwrite.cases.Cases;
import io.dualwrite.row.Direction;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.Testing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Do the maps do what the integrator's cases say? */
@Command(
        name = "test",
        description = "Runs case files against the maps and the rules of their flows: no system, no journal is asked.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:all cases hold, or the case is recorded",
            "1:a case does not hold or is no case, or the row cannot be recorded"
        },
        footer = {
            "",
            "A case is a YAML file: map, direction, given (row: as it is dropped), and what is expected: all the fields",
            "that are written (expect), or why the row does not go (error, filtered). docs/CASES.md has every key.",
            "Without files or folders: routes/cases, beside the maps.",
            "",
            "With --record a case is made of a row that really came: what was dropped, and what was written, or why",
            "not. Names and addresses in it are masked (setting test.mask). A runtime may be running or not.",
            "",
            "With --json: cases (file, map, direction, holds, faults, warnings), hold, fail.",
            "",
            "Examples:",
            "  dual-write test",
            "  dual-write test routes/cases/orders --json",
            "  dual-write test --junit target/cases.xml",
            "  dual-write test --record orders \"USMF F10248\"",
            "  dual-write test --record order-lines \"USMF F10248 1\" --direction to-finops --out -"
        })
final class TestCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(arity = "0..*", paramLabel = "file-or-folder", description = "case files, and folders of them")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = "--junit",
            paramLabel = "file",
            description = "write the results as JUnit XML too, for a build server")
    private Path junit;

    @Option(
            names = "--record",
            arity = "2",
            hideParamSyntax = true,
            paramLabel = "map key",
            description =
                    "write a case from the newest row of this key in the journal: --record orders \"USMF F10248\"")
    private List<String> record = new ArrayList<>();

    @Option(
            names = "--direction",
            paramLabel = "word",
            converter = DirectionWord.class,
            completionCandidates = DirectionWord.class,
            description = "of the recorded row: to-finops, to-dataverse")
    private Direction direction;

    @Option(names = "--out", paramLabel = "file", description = "where the recorded case goes; -: printed")
    private String out;

    @Option(names = "--force", description = "write over a case that is there")
    private boolean force;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Testing testing = new Testing(common.settings());
        if (!record.isEmpty()) {
            return recorded(testing);
        }
        if (direction != null || out != null || force) {
            throw wrong("--direction, --out and --force are for --record");
        }
        List<Path> files = files(testing);
        List<CaseResult> results = testing.run(files);
        if (junit != null) {
            if (junit.toAbsolutePath().getParent() != null) {
                Files.createDirectories(junit.toAbsolutePath().getParent());
            }
            Files.writeString(junit, CaseReport.junit(results, common.home()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? CaseReport.json(results, common.home()) : CaseReport.text(results, common.home()));
        out.flush();
        return results.stream().allMatch(CaseResult::holds) ? 0 : 1;
    }

    private int recorded(Testing testing) throws IOException {
        String map = record.get(0);
        if (record.size() != 2 || !paths.isEmpty()) {
            throw wrong("--record: expected one map and one key; a key with blanks needs quotes: \"USMF F10248\"");
        }
        if (!testing.maps().contains(map)) {
            throw wrong("no map is called " + map + "; the maps in effect are " + String.join(", ", testing.maps()));
        }
        CaseRecorder recorder = new CaseRecorder(testing);
        try (Operating operating = Operating.of(common.settings())) {
            String text = testing.recorded(operating, map, record.get(1), direction == null ? null : direction.word());
            PrintWriter printed = spec.commandLine().getOut();
            if ("-".equals(out)) {
                printed.print(recorder.checked(text));
            } else {
                Path file =
                        out == null ? recorder.usual(map, text) : common.home().resolve(out);
                recorder.write(file, text, force);
                printed.println("recorded in " + file);
            }
            printed.flush();
            return 0;
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private List<Path> files(Testing testing) {
        List<Path> starts = paths.isEmpty()
                ? List.of(testing.folder())
                : paths.stream().map(common.home()::resolve).toList();
        List<Path> files = new ArrayList<>();
        for (Path start : starts) {
            if (!Files.exists(start)) {
                throw wrong("there is no " + start + "; expected a case file or a folder of them");
            }
            List<Path> found = Cases.files(start);
            if (found.isEmpty()) {
                throw wrong("no case is in " + start + "; expected files that end in " + Cases.SUFFIX);
            }
            files.addAll(found);
        }
        return files.stream().distinct().toList();
    }
}
