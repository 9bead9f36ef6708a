package io.dualwrite.tablemap;

import java.util.Map;
import java.util.Optional;

/**
 * Which published set the maps in effect are of: {@code seed}, the tables of 2020, in the folder of the maps itself, or
 * {@code newest}, in its folder {@code newest}.
 *
 * @param standard for every map that is not named
 * @param byMap for maps one by one
 */
public record MapVersions(String standard, Map<String, String> byMap) {
    public static final String SEED = "seed";
    public static final String NEWEST = "newest";

    /** The seed set, all of it. */
    public static MapVersions seed() {
        return new MapVersions(SEED, Map.of());
    }

    /** The set that was chosen for this map by name. */
    Optional<String> chosen(String map) {
        return Optional.ofNullable(byMap.get(map));
    }

    /** Is this map of the newest set, if that has one of its name? */
    public boolean newest(String map) {
        return chosen(map).orElse(standard).equals(NEWEST);
    }
}
