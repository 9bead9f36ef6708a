package io.dualwrite.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Of the versions of one map that an export has, the one that is meant. */
public final class ExportedVersions {
    private ExportedVersions() {}

    /**
     * @param version that one; the newest if empty
     * @param only maps whose name has this in it; all if empty
     * @throws IllegalArgumentException if that leaves none, naming those there are
     */
    public static List<ExportedMap> choose(
            Collection<ExportedMap> all, Optional<String> version, Optional<String> only) {
        Map<String, ExportedMap> chosen = new LinkedHashMap<>();
        for (ExportedMap map : all) {
            boolean named = only.map(part -> (map.name() + " " + map.display())
                            .toLowerCase(Locale.ROOT)
                            .contains(part.toLowerCase(Locale.ROOT)))
                    .orElse(true);
            if (named && version.map(map.version()::equals).orElse(true)) {
                chosen.merge(map.name(), map, (one, other) -> newer(one, other) ? one : other);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("found no such map or version; the file has "
                    + String.join(", ", all.stream().map(ExportedMap::toString).toList()));
        }
        return new ArrayList<>(chosen.values());
    }

    /** {@code 1.0.0.10} is newer than {@code 1.0.0.9}. */
    static boolean newer(ExportedMap one, ExportedMap other) {
        List<Integer> mine = numbers(one.version());
        List<Integer> theirs = numbers(other.version());
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            int difference = (i < mine.size() ? mine.get(i) : 0) - (i < theirs.size() ? theirs.get(i) : 0);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }

    private static List<Integer> numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(part -> !part.isEmpty() && part.length() < 10)
                .map(Integer::valueOf)
                .toList();
    }
}
