package io.dualwrite.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The first line of a CSV file: the names of its columns. */
record CsvHeader(List<String> names) {
    private static final String EXPECTED = "the names of the columns in the first line, each once";

    static CsvHeader of(CsvRecord record, ReadOptions options) throws FileRejected {
        if (record.count() > options.limits().columns()) {
            throw rejected(
                    "header-too-wide",
                    record.count() + " columns",
                    "drop a file with at most " + options.limits().columns() + " columns");
        }
        if (record.fault().isPresent()) {
            Fault fault = record.fault().get();
            throw rejected("header-broken", fault.found(), fault.remedy());
        }
        List<String> cells =
                record.cells().stream().map(cell -> renamed(cell, options)).toList();
        return new CsvHeader(named(cells, options.delimiter()));
    }

    private static String renamed(String cell, ReadOptions options) {
        return options.columns().entrySet().stream()
                .filter(column -> column.getKey().equalsIgnoreCase(cell.strip()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(cell);
    }

    /** The delimiter that stands most often in the first line, outside of quotes; a comma if there is none. */
    static char delimiterOf(TextSource text) {
        Map<Character, Integer> counts = new LinkedHashMap<>();
        boolean quoted = false;
        CharSequence ahead = text.ahead();
        for (int i = 0; i < ahead.length(); i++) {
            char c = ahead.charAt(i);
            boolean lineEnd = (c == '\n' || c == '\r') && !quoted;
            if (lineEnd && !counts.isEmpty()) {
                break;
            }
            quoted ^= c == '"';
            if (!quoted && ",;\t|".indexOf(c) >= 0) {
                counts.merge(c, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(',');
    }

    private static List<String> named(List<String> cells, char delimiter) throws FileRejected {
        List<String> names = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int column = 1; column <= cells.size(); column++) {
            String name = cells.get(column - 1).strip();
            check(name, column);
            Integer first = places.put(name.toLowerCase(Locale.ROOT), column);
            if (first != null) {
                throw rejected(
                        "header-twice",
                        "columns " + first + " and " + column + " are both named " + Fault.shown(name),
                        "remove or rename one of the two columns");
            }
            names.add(name);
        }
        refuseOtherDelimiter(names, delimiter);
        return List.copyOf(names);
    }

    private static void check(String name, int column) throws FileRejected {
        if (name.isEmpty()) {
            throw rejected("header-blank", "column " + column + " has no name", "name the column or remove it");
        }
        if (TextFault.in(name, name).isPresent()) {
            throw rejected(
                    "header-undecodable",
                    "the name of column " + column + " is not text: " + Fault.shown(name),
                    "save the file in UTF-8 and drop it again");
        }
    }

    private static void refuseOtherDelimiter(List<String> names, char delimiter) throws FileRejected {
        if (names.size() == 1) {
            for (char other : new char[] {';', '\t', ',', '|'}) {
                if (other != delimiter && names.get(0).indexOf(other) > 0) {
                    throw rejected(
                            "delimiter",
                            "one column " + Fault.shown(names.get(0)),
                            "set <side>.csv.delimiter to " + (other == '\t' ? "the tab character" : "'" + other + "'"));
                }
            }
        }
    }

    private static FileRejected rejected(String reason, String found, String remedy) {
        return new FileRejected(reason, found, EXPECTED, remedy);
    }
}
