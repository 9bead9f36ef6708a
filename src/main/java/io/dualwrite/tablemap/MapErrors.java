package io.dualwrite.tablemap;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The map files do not check; has every finding of all files, not the first only. */
public final class MapErrors extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /**
     * @param file name of the map file
     * @param line counted from 1
     * @param field of one side, if it is about one; else empty
     */
    public record Finding(String file, int line, MapFault fault, String field, String found, String expected) {
        private static final int SHOWN = 500;

        public Finding {
            found = found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...";
        }

        public Finding(String file, int line, String found, String expected) {
            this(file, line, MapFault.MAP_MALFORMED, "", found, expected);
        }

        @Override
        public String toString() {
            return file + ":" + line + ": found " + found + "; expected " + expected;
        }
    }

    MapErrors(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
