package io.dualwrite.intake;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The file {@code <file>.properties} beside a dropped one. */
record DropProperties(
        Optional<String> entity, Optional<String> company, Optional<Operation> operation, Optional<Side> master) {
    private static final Set<String> KEYS = Set.of("entity", "company", "operation", "master");
    private static final long MOST_BYTES = 64 * 1024;

    static DropProperties beside(Path file) throws FileRejected, IOException {
        Path beside = DropFolder.propertiesOf(file);
        if (Files.isSymbolicLink(beside)) {
            throw rejected("a link", "a file: what a link names is not read");
        }
        Properties properties = Files.isRegularFile(beside) ? load(beside) : new Properties();
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw rejected(Fault.shown(String.join(", ", unknown)), "only entity, company, operation and master");
        }
        return new DropProperties(
                value(properties, "entity"),
                company(value(properties, "company")),
                operation(value(properties, "operation")),
                master(value(properties, "master")));
    }

    private static Properties load(Path file) throws FileRejected, IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw rejected(Files.size(file) + " bytes", "a few lines");
        }
        Properties properties = new Properties();
        try {
            String text = Files.readString(file);
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            throw rejected("bytes that are no text in UTF-8", "text in UTF-8");
        } catch (IllegalArgumentException e) {
            throw rejected(e.getMessage(), "lines such as company=USMF");
        }
        return properties;
    }

    private static Optional<String> value(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> company(Optional<String> code) throws FileRejected {
        if (code.isPresent() && !DropFolder.COMPANY.matcher(code.get()).matches()) {
            throw rejected("company=" + Fault.shown(code.get()), "the code of a legal entity: USMF");
        }
        return code;
    }

    private static Optional<Operation> operation(Optional<String> word) throws FileRejected {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(OperationWord.of(word.get())
                .orElseThrow(() -> rejected("operation=" + Fault.shown(word.get()), OperationWord.ALLOWED)));
    }

    private static Optional<Side> master(Optional<String> word) throws FileRejected {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        try {
            return word.map(Side::of);
        } catch (IllegalArgumentException e) {
            throw rejected("master=" + Fault.shown(word.get()), "finops or dataverse: the rows repair the other side");
        }
    }

    private static FileRejected rejected(String found, String expected) {
        return new FileRejected(
                "properties",
                found + " in the .properties file",
                expected,
                "correct the .properties file and drop both files again");
    }
}
