package io.dualwrite.exchange;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The value maps of a map file that is being written; equal ones are one, named after the first field that has it. */
final class ValueMaps {
    private static final Map<String, Optional<String>> YES_NO =
            Map.of("no", Optional.of("false"), "yes", Optional.of("true"));

    private final Map<String, Map<String, Optional<String>>> byName = new LinkedHashMap<>();

    /** The name of a value map with these entries, for this Dataverse path. */
    String named(Map<String, Optional<String>> entries, String path) {
        for (Map.Entry<String, Map<String, Optional<String>>> known : byName.entrySet()) {
            if (known.getValue().equals(entries)) {
                return known.getKey();
            }
        }
        String base = YES_NO.equals(folded(entries))
                ? "yes-no"
                : path.replaceFirst(".*\\.", "")
                        .replaceFirst("^[a-z]{2,8}_", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String name = base.isEmpty() ? "values" : base;
        for (int i = 2; byName.containsKey(name); i++) {
            name = base + "-" + i;
        }
        byName.put(name, new LinkedHashMap<>(entries));
        return name;
    }

    private static Map<String, Optional<String>> folded(Map<String, Optional<String>> entries) {
        Map<String, Optional<String>> folded = new LinkedHashMap<>();
        entries.forEach((key, value) ->
                folded.put(key.toLowerCase(Locale.ROOT), value.map(text -> text.toLowerCase(Locale.ROOT))));
        return folded;
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder(byName.isEmpty() ? "" : "values:\n");
        byName.forEach((name, entries) -> {
            yaml.append("  ").append(name).append(":\n");
            entries.forEach((finops, dataverse) -> yaml.append("    ")
                    .append(Quoted.word(finops))
                    .append(": ")
                    .append(dataverse.map(Quoted::word).orElse("~"))
                    .append('\n'));
        });
        return yaml.toString();
    }
}
