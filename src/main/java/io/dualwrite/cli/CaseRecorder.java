package io.dualwrite.cli;

import io.dualwrite.cases.CaseResult;
import io.dualwrite.runtime.Testing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** Puts a recorded case where it belongs; one that does not hold is not kept. */
final class CaseRecorder {
    private final Testing testing;

    CaseRecorder(Testing testing) {
        this.testing = testing;
    }

    /** Where a case of this row goes if nobody says where. */
    Path usual(String map, String text) {
        String direction = text.lines()
                .filter(line -> line.startsWith("direction: "))
                .findFirst()
                .orElse("")
                .replace("direction: ", "");
        String key = text.lines()
                .findFirst()
                .orElse("")
                .replaceFirst(".*journal: ", "")
                .replaceFirst(", .*", "");
        String name =
                key.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        return testing.folder().resolve(map).resolve(name + "-" + direction + ".yaml");
    }

    /**
     * @throws IllegalArgumentException if the file is there already and may not be written over
     */
    void write(Path file, String text, boolean force) throws IOException {
        if (Files.exists(file) && !force) {
            throw new IllegalArgumentException(
                    file + " is there already and was left as it is; name another --out, or add --force");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "recorded", ".draft");
        try {
            checked(draft, text);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** @return the text, which holds */
    String checked(String text) throws IOException {
        Path draft = Files.createTempFile("recorded", ".draft");
        try {
            checked(draft, text);
        } finally {
            Files.deleteIfExists(draft);
        }
        return text;
    }

    private void checked(Path draft, String text) throws IOException {
        Files.writeString(draft, text);
        CaseResult result = testing.run(List.of(draft)).get(0);
        if (!result.holds()) {
            throw new IllegalStateException("the recorded case does not hold, so it was not kept: "
                    + String.join("; ", CaseReport.faults(result))
                    + "; this is a defect of dual-write: please report it");
        }
    }
}
