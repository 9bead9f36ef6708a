package io.dualwrite.runtime;

import io.dualwrite.intake.ReadOptions;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.journal.Retention;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of this program: {@code application.properties}, the environment over it, {@code --set} over both.
 * Names are a closed list; whatever starts with {@code camel.} is handed on to Camel. Everything is checked when
 * loaded, all findings at once.
 */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h)");

    /** With the name of a map behind it: the set this one map is of. */
    private static final String OF_MAP = "maps.version.";

    private static final String TEMPLATES = "data-integrator.templates";

    private static final Map<String, Consumer<String>> KNOWN = known();

    private final Map<String, String> values;
    private final Map<String, String> camel;
    private final Path home;

    private Settings(Path home, Map<String, String> values, Map<String, String> camel) {
        this.home = home;
        this.values = Map.copyOf(values);
        this.camel = Map.copyOf(camel);
    }

    /** The same with another value for one of them. */
    Settings with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Settings(home, changed, camel);
    }

    /**
     * @param home the working directory: relative paths start there
     * @param defaults the text of the shipped {@code application.properties}, for what the working directory's lacks
     * @param overrides from {@code --set}
     * @throws SettingsError naming every setting that is not known or malformed
     */
    public static Settings load(
            Path home, Reader defaults, Map<String, String> environment, Map<String, String> overrides) {
        List<String> findings = new ArrayList<>();
        Map<String, String> all = read(defaults);
        Path file = home.resolve("application.properties");
        if (Files.exists(file)) {
            all.putAll(checkedNames(readFile(file), file.getFileName().toString(), findings));
        }
        for (String name : KNOWN.keySet()) {
            Optional.ofNullable(environment.get(environmentName(name))).ifPresent(value -> all.put(name, value));
        }
        all.putAll(checkedNames(overrides, "--set", findings));
        check(all, findings);
        if (!findings.isEmpty()) {
            throw new SettingsError(findings);
        }
        return split(home, all);
    }

    /** These with some others in their place. */
    Settings with(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(camel);
        all.putAll(others);
        return split(home, all);
    }

    private static Settings split(Path home, Map<String, String> all) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> camel = new LinkedHashMap<>();
        all.forEach((name, value) -> (name.startsWith("camel.") ? camel : own).put(name, value));
        return new Settings(home, own, camel);
    }

    private static Map<String, String> checkedNames(Map<String, String> values, String where, List<String> findings) {
        for (String name : values.keySet()) {
            if (!KNOWN.containsKey(name) && !name.startsWith("camel.") && !name.startsWith(OF_MAP)) {
                findings.add(where + ": setting '" + name + "' is not known" + closest(name)
                        + "; application.properties of the program lists them all");
            }
        }
        return values;
    }

    private static String closest(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return KNOWN.keySet().stream()
                .filter(known -> known.endsWith(last) || known.startsWith(name))
                .findFirst()
                .map(known -> "; did you mean '" + known + "'?")
                .orElse("");
    }

    private static void check(Map<String, String> all, List<String> findings) {
        all.forEach((name, value) -> {
            if (name.startsWith(OF_MAP)
                    && !Set.of(MapVersions.SEED, MapVersions.NEWEST).contains(value.strip())) {
                findings.add("setting " + name + ": found '" + value + "', expected seed or newest");
            }
        });
        KNOWN.forEach((name, rule) -> {
            try {
                rule.accept(all.getOrDefault(name, "").strip());
            } catch (IllegalArgumentException | UncheckedIOException wrong) {
                findings.add("setting " + name + ": found '" + shown(name, all.get(name)) + "', expected "
                        + wrong.getMessage());
            }
        });
    }

    private static String shown(String name, String value) {
        boolean secret = name.contains("secret") || name.contains("password");
        return secret ? "(hidden)" : JournalSettings.withoutPassword(String.valueOf(value));
    }

    private static String environmentName(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, String> readFile(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Map<String, String> read(Reader reader) {
        Properties properties = new Properties();
        try {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read application.properties", e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static Map<String, Consumer<String>> known() {
        Map<String, Consumer<String>> known = new LinkedHashMap<>();
        for (String name : List.of("drop.directory", "routes.directory", "state.directory", "journal.user")) {
            known.put(name, value -> require(!value.isEmpty(), "a name"));
        }
        known.put("journal.url", Settings::journal);
        known.put("journal.password", value -> {});
        known.put("journal.keep-days", value -> number(value, 0, 100_000));
        known.put("journal.keep-rows", value -> number(value, 0, 999_999_999));
        known.put("journal.purge-problems", value -> oneOf(value, "true", "false"));
        for (Side side : Side.values()) {
            knownOf(side.word(), known);
        }
        known.put("delivery.batch-size", value -> number(value, 1, 1000));
        known.put("delivery.connections", value -> number(value, 1, 52));
        known.put("delivery.max-attempts", value -> number(value, 1, 1_000_000));
        for (String name : List.of(
                "drop.quiet-time",
                "routes.reload-interval",
                "delivery.timeout",
                "delivery.first-delay",
                "delivery.longest-delay",
                "waiting.sweep-interval")) {
            known.put(name, Settings::duration);
        }
        known.put("rules.product-state", value -> oneOf(value, "draft", "active"));
        known.put("rules.price-list", value -> {});
        known.put("integration", Integration::of);
        known.put(TEMPLATES, value -> require(!value.isEmpty(), "all, or a list of templates: accounts, contacts"));
        known.put("maps.version", value -> oneOf(value, MapVersions.SEED, MapVersions.NEWEST));
        known.put("rules.order-status", value -> oneOf(value, "status-code", "stay-active"));
        known.put("test.mask", value -> require(!value.isEmpty(), "parts of column names, or none: name, address"));
        known.put("log.level", value -> oneOf(value, "error", "warn", "info", "debug"));
        return known;
    }

    private static void journal(String value) {
        require(
                value.startsWith("jdbc:h2:") || value.startsWith("jdbc:postgresql:"),
                "a JDBC URL of H2 or PostgreSQL: jdbc:h2:file:./data/journal, jdbc:postgresql://server/dualwrite");
        require(
                value.startsWith("jdbc:h2:") || !value.toLowerCase(Locale.ROOT).contains("password="),
                "no password in it; it belongs into journal.password, better into the environment (JOURNAL_PASSWORD)");
    }

    private static void knownOf(String side, Map<String, Consumer<String>> known) {
        known.put(side + ".url", Settings::url);
        known.put(side + ".oauth.tenant-url", value -> {
            if (!value.isEmpty()) {
                url(value);
            }
        });
        for (String name : List.of("client-id", "client-secret", "scope")) {
            known.put(side + ".oauth." + name, value -> {});
        }
        known.put(
                side + ".oauth.client-secret-file",
                value -> require(value.isEmpty() || Files.isReadable(Path.of(value)), "a file that can be read"));
        known.put(
                side + ".csv.delimiter",
                value -> require(
                        value.length() == 1 || value.equals("tab") || value.equals("auto"),
                        "one character, tab or auto"));
        known.put(side + ".csv.operation-column", value -> require(!value.isEmpty(), "the name of a column"));
        known.put(side + ".csv.date-format", value -> {
            require(value.isEmpty() || isDateFormat(value), "a format such as dd.MM.yyyy HH:mm");
        });
        known.put(side + ".time-zone", Settings::zone);
        known.put(side + ".company", value -> {});
    }

    /** Whether dual-write's table maps run, or the templates of Data Integrator. */
    Integration integration() {
        return Integration.of(text("integration"));
    }

    /** The ids of the Data Integrator templates that are to run, or {@code all}. */
    List<String> templates() {
        return List.of(text(TEMPLATES).split("\\s*,\\s*"));
    }

    /** Which set the table maps are of. */
    public MapVersions mapVersions() {
        Map<String, String> byMap = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(OF_MAP)) {
                byMap.put(name.substring(OF_MAP.length()), value.strip());
            }
        });
        return new MapVersions(text("maps.version"), byMap);
    }

    private static boolean isDateFormat(String value) {
        try {
            return !DateTimeFormatter.ofPattern(value, Locale.ROOT).toString().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static void url(String value) {
        boolean usable;
        try {
            URI uri = URI.create(value);
            usable = uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (IllegalArgumentException malformed) {
            usable = false;
        }
        require(usable, "an address such as https://contoso.crm.dynamics.com");
    }

    private static ZoneId zone(String value) {
        try {
            return ZoneId.of(value);
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException("a time zone such as UTC or Europe/Berlin", unknown);
        }
    }

    private static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        require(matcher.matches(), "a time such as 500ms, 30s, 5m or 1h");
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static int number(String value, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        require(value.matches("\\d{1,9}"), expected);
        int number = Integer.parseInt(value);
        require(number >= least && number <= most, expected);
        return number;
    }

    private static void oneOf(String value, String... allowed) {
        require(List.of(allowed).contains(value), String.join(" or ", allowed));
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(expected);
        }
    }

    /** The names of all settings of our own. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    public String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    public Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    public int number(String name) {
        return number(text(name), 0, Integer.MAX_VALUE);
    }

    public Duration time(String name) {
        return duration(text(name));
    }

    /** A directory, below the working directory unless absolute. */
    public Path directory(String name) {
        return home.resolve(text(name)).normalize();
    }

    public Path home() {
        return home;
    }

    public ZoneId timeZone(Side side) {
        return zone(text(side.word() + ".time-zone"));
    }

    public char delimiter(Side side) {
        String delimiter =
                values.getOrDefault(side.word() + ".csv.delimiter", ",").strip();
        if (delimiter.equals("auto")) {
            return ReadOptions.DETECTED;
        }
        return delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
    }

    /** A journal URL whose relative file stands below the working directory. */
    public String journalUrl() {
        return text("journal.url")
                .replaceFirst(
                        "^jdbc:h2:file:\\./",
                        Matcher.quoteReplacement(
                                "jdbc:h2:file:" + home.toAbsolutePath().normalize() + "/"));
    }

    /** What the journal may forget. */
    Retention retention(TableMaps maps) {
        return new Retention(
                number("journal.keep-days"),
                number("journal.keep-rows"),
                text("journal.purge-problems").equals("true"),
                maps.all().stream()
                        .flatMap(map -> maps.parentOf(map).stream())
                        .map(TableMap::name)
                        .collect(Collectors.toSet()));
    }

    /** The client secret from its setting or its file; never logged. */
    public Optional<String> clientSecret(Side side) {
        Optional<String> file = optional(side.word() + ".oauth.client-secret-file");
        try {
            return file.isPresent()
                    ? Optional.of(Files.readString(Path.of(file.get())).strip())
                    : optional(side.word() + ".oauth.client-secret");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the file that " + side.word() + ".oauth.client-secret-file names", e);
        }
    }

    /** What is handed on to Camel. */
    public Map<String, String> camel() {
        return camel;
    }
}
