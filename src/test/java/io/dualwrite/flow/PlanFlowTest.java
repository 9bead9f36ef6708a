package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.journal.HistoryRow;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.odata.PlainTransport;
import io.dualwrite.plan.AlsoWritten;
import io.dualwrite.plan.Plan;
import io.dualwrite.plan.PlannedField;
import io.dualwrite.plan.PlannedRow;
import io.dualwrite.plan.Planning;
import io.dualwrite.plan.SideFile;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Seeding;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan says against what is then done, of some hundred rows of all kinds, both ways. */
class PlanFlowTest {
    /** What the platform writes itself, at every write. */
    private static final Set<String> PLATFORM = Set.of("modifiedon", "createdon", "versionnumber", "fullname");

    @TempDir
    Path home;

    private World world;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void plan_says_what_is_then_done_and_writes_nothing() throws Exception {
        Path feed = home.resolve("feed");
        world = new World(home, Map.of(), Optional.of(feed));
        begin();
        empty(feed);
        new SourceEdits(world, 7).make(Integer.getInteger("plan.orders", 24));
        List<SideFile> files = files(feed);

        Map<String, Map<String, JsonNode>> before = rows();
        long writes = world.writes();
        String journal = journalText();
        long begun = System.nanoTime();
        Plan plan = new Planning(world.here(), Clock.systemUTC()).of(files);
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;

        assertThat(world.writes()).as("writes in both systems").isEqualTo(writes);
        assertThat(rows()).isEqualTo(before);
        assertThat(journalText()).isEqualTo(journal);
        assertThat(files(feed)).isEqualTo(files);
        assertThat(world.home.resolve("drop").resolve("finops")).isEmptyDirectory();

        long last = lastChange();
        drop(feed);
        world.rest();
        Map<String, Map<String, JsonNode>> after = rows();
        world.stop();
        try (Journal done = journal()) {
            List<HistoryRow> rows = done.changesAfter(last, Instant.parse("9999-01-01T00:00:00Z"));
            Map<String, String> accounts = accounts(plan);
            List<String> wrong = different(outcomes(plan), outcomes(rows));
            wrong.addAll(different(accounts, accounts(rows, accounts.keySet())));
            wrong.addAll(compare(planned(plan, done), before, after, plan.also()));
            assertThat(wrong).isEmpty();
        }
        System.err.println(
                "planned " + plan.rows().size() + " rows of " + files.size() + " files in " + seconds + " s");
    }

    private static List<String> different(Map<String, String> planned, Map<String, String> done) {
        Set<String> names = new TreeSet<>(planned.keySet());
        names.addAll(done.keySet());
        return new ArrayList<>(names.stream()
                .filter(name -> !Objects.equals(planned.get(name), done.get(name)))
                .map(name -> name + ": planned " + planned.get(name) + ", done " + done.get(name))
                .toList());
    }

    /** Every column that changed in a system is in the plan, with what was there and what is; and nothing else. */
    private static List<String> compare(
            Map<String, Map<String, String>> planned,
            Map<String, Map<String, JsonNode>> before,
            Map<String, Map<String, JsonNode>> after,
            List<AlsoWritten> also) {
        List<String> wrong = new ArrayList<>();
        Set<String> changed = new TreeSet<>();
        Set<String> tables = new TreeSet<>(before.keySet());
        tables.addAll(after.keySet());
        for (String table : tables) {
            Map<String, JsonNode> then = before.getOrDefault(table, Map.of());
            Map<String, JsonNode> now = after.getOrDefault(table, Map.of());
            Set<String> ids = new TreeSet<>(then.keySet());
            ids.addAll(now.keySet());
            for (String id : ids) {
                Set<String> columns = differences(then.get(id), now.get(id));
                Map<String, String> plan = planned.getOrDefault(table + " " + id, Map.of());
                if (!columns.isEmpty()) {
                    changed.add(table + " " + id);
                }
                wrong.addAll(wrong(table + " " + id, plan, then.get(id), now.get(id), columns, also));
            }
        }
        planned.keySet().stream()
                .filter(row -> !changed.contains(row))
                .forEach(row -> wrong.add(row + " did not change"));
        return wrong;
    }

    private static Set<String> differences(JsonNode then, JsonNode now) {
        Set<String> columns = new TreeSet<>();
        for (JsonNode row : new JsonNode[] {then, now}) {
            if (row != null) {
                row.fieldNames().forEachRemaining(columns::add);
            }
        }
        columns.removeIf(name -> PLATFORM.contains(name) || value(then, name).equals(value(now, name)));
        return columns;
    }

    private static String value(JsonNode row, String column) {
        JsonNode value = row == null ? null : row.get(column);
        return value == null || value.isNull() ? "" : value.isNumber() ? text(value.decimalValue()) : value.asText();
    }

    private static List<String> wrong(
            String row,
            Map<String, String> plan,
            JsonNode then,
            JsonNode now,
            Set<String> columns,
            List<AlsoWritten> also) {
        List<String> wrong = new ArrayList<>();
        if (now == null) {
            boolean told = plan.containsValue("deleted")
                    || also.stream().anyMatch(other -> other.how().equals("deleted"));
            return told ? wrong : List.of(row + " is gone, which was not planned");
        }
        plan.forEach((column, change) -> {
            String did = (then == null ? "" : value(then, column)) + " -> " + value(now, column);
            if (!change.equals("lookup") && !change.equals(did) && !isDay(change, did)) {
                wrong.add(row + "." + column + " planned " + change + ", done " + did);
            }
        });
        boolean fresh = then == null && !plan.isEmpty(); // what the platform fills in is its own
        columns.stream()
                .filter(column -> !fresh && !plan.containsKey(column) && !isTold(column, row, also))
                .forEach(column -> wrong.add(row + "." + column + " changed, which was not planned: "
                        + value(then, column) + " -> " + value(now, column)));
        return wrong;
    }

    private static boolean isDay(String planned, String done) {
        return planned.replaceAll("T[0-9:]+Z", "").equals(done.replaceAll("T[0-9:]+Z", ""));
    }

    private static boolean isTold(String column, String row, List<AlsoWritten> also) {
        return also.stream()
                .filter(other -> row.startsWith(other.side().word() + " " + other.table() + " "))
                .anyMatch(other -> other.how().equals("created")
                        || other.fields().stream()
                                .anyMatch(field -> field.field().equals(column)));
    }

    private void begin() throws Exception {
        PlainTransport straight = new PlainTransport();
        for (Side side : List.of(Side.FINOPS, Side.DATAVERSE)) {
            Path samples = Path.of("samples").resolve(side.word());
            new Seeding(world.here(), straight).seed(side, samples);
            try (Stream<Path> all = Files.list(samples)) {
                for (Path file : all.sorted().toList()) {
                    world.drop(side, file.getFileName().toString(), Files.readString(file));
                }
            }
            world.rest();
        }
        try (Stream<Path> done = Files.walk(world.home.resolve("drop"))) {
            for (Path file : done.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        for (Side side : Side.values()) {
            Files.deleteIfExists(world.home.resolve("drop/" + side.word() + "/done"));
            Files.deleteIfExists(world.home.resolve("drop/" + side.word() + "/rejected"));
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<SideFile> files(Path feed) throws IOException {
        List<SideFile> files = new ArrayList<>();
        for (Side side : Side.values()) {
            try (Stream<Path> all = Files.list(feed.resolve(side.word()))) {
                all.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .forEach(file -> files.add(new SideFile(side, file)));
            }
        }
        return files;
    }

    private void drop(Path feed) throws IOException {
        for (Side side : Side.values()) {
            Path to = world.home.resolve("drop").resolve(side.word());
            try (Stream<Path> all = Files.list(feed.resolve(side.word()))) {
                for (Path file : all.sorted(java.util.Comparator.comparing(
                                path -> !path.toString().endsWith(".properties")))
                        .toList()) {
                    Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + home.toAbsolutePath().normalize() + "/data/journal", "dualwrite", "");
    }

    private String journalText() throws SQLException {
        return query("script nosettings");
    }

    private long lastChange() throws SQLException {
        return Long.parseLong(query("select max(id) from row_change").strip());
    }

    private String query(String sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private Journal journal() {
        return Journal.open(
                new JournalSettings(
                        "jdbc:h2:file:" + home.toAbsolutePath().normalize() + "/data/journal", "dualwrite", ""),
                (map, side) -> map,
                Clock.systemUTC());
    }

    /** Every row of both systems, as the sandbox keeps them: by table, then by what identifies it. */
    private Map<String, Map<String, JsonNode>> rows() throws Exception {
        Map<String, Map<String, JsonNode>> rows = new TreeMap<>();
        JsonNode counts = world.get("/sandbox/rows");
        for (Side side : Side.values()) {
            for (Iterator<String> sets = counts.get(side.word()).fieldNames(); sets.hasNext(); ) {
                String set = sets.next();
                Table table = Schema.shipped().table(side, set).orElseThrow();
                Map<String, JsonNode> of = rows.computeIfAbsent(side.word() + " " + set, name -> new TreeMap<>());
                for (JsonNode row :
                        world.get("/sandbox/rows/" + side.word() + "/" + set).get("rows")) {
                    of.put(
                            side == Side.FINOPS
                                    ? key(table, row)
                                    : row.get(table.primaryId()).asText(),
                            row);
                }
            }
        }
        return rows;
    }

    private static String key(Table table, JsonNode row) {
        return String.join(
                        " ",
                        table.key().stream()
                                .map(name -> row.path(name).asText())
                                .toList())
                .toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> outcomes(Plan plan) {
        Map<String, String> outcomes = new TreeMap<>();
        plan.rows()
                .forEach(row -> outcomes.put(
                        row.file() + ":" + row.line() + " " + row.map(),
                        row.outcome().map(Outcome.Kind::word).orElse("") + " " + row.reason() + " " + row.found()));
        return outcomes;
    }

    private static Map<String, String> outcomes(List<HistoryRow> rows) {
        Map<String, String> outcomes = new TreeMap<>();
        rows.forEach(row -> outcomes.put(
                row.file() + ":" + row.line() + " " + row.map(),
                row.outcome().map(Outcome.Kind::word).orElse("") + " " + row.reason() + " " + row.found()));
        return outcomes;
    }

    /** What the plan gives for fields that would be sent, and why. */
    private static Map<String, String> accounts(Plan plan) {
        Map<String, String> accounts = new TreeMap<>();
        for (PlannedRow row : plan.rows()) {
            if (row.operation() == Operation.UPSERT
                    && row.outcome().orElseThrow().delivered()) {
                row.fields().stream()
                        .filter(field -> field.fate() == FieldAccount.Fate.SENT)
                        .forEach(field -> accounts.put(
                                row.file() + ":" + row.line() + " " + row.map() + "." + field.field(),
                                text(field.value()) + " " + field.why()));
            }
        }
        return accounts;
    }

    /** The same as the journal has them of what was done, as far as the plan has a word on the field. */
    private static Map<String, String> accounts(List<HistoryRow> rows, Set<String> named) {
        Map<String, String> accounts = new TreeMap<>();
        for (HistoryRow row : rows) {
            for (FieldAccount field : row.account()) {
                String name = row.file() + ":" + row.line() + " " + row.map() + "." + field.field();
                if (named.contains(name)) {
                    accounts.put(name, text(field.value()) + " " + field.why());
                }
            }
        }
        return accounts;
    }

    /** By row: the columns that the plan says would change, with old and new value; GUIDs are not foretold. */
    private static Map<String, Map<String, String>> planned(Plan plan, Journal done) {
        Map<String, Map<String, String>> changes = new TreeMap<>();
        for (PlannedRow row : plan.rows()) {
            if (row.changes()) {
                Map<String, String> of = changes.computeIfAbsent(name(row, done), name -> new TreeMap<>());
                row.fields().stream()
                        .filter(field -> field.fate() != FieldAccount.Fate.BACK)
                        .filter(field -> field.fate().writes())
                        .forEach(field -> merge(of, field));
                row.fields().stream()
                        .filter(field -> field.fate() == FieldAccount.Fate.BACK)
                        .forEach(field ->
                                merge(changes.computeIfAbsent(nameBack(row, done), name -> new TreeMap<>()), field));
                if (row.outcome().orElseThrow() == Outcome.Kind.DELETED) {
                    of.clear();
                    of.put("", "deleted");
                }
            }
        }
        changes.values().removeIf(Map::isEmpty);
        return changes;
    }

    private static void merge(Map<String, String> of, PlannedField field) {
        String column = field.field().replaceFirst("[.].*", "");
        boolean lookup = !column.equals(field.field()) || column.equals("msdyn_company");
        String old = of.containsKey(column) ? of.get(column).replaceFirst(" -> .*", "") : text(field.old());
        of.put(column, lookup ? "lookup" : old + " -> " + text(field.value()));
    }

    private static String name(PlannedRow row, Journal done) {
        RowKey key = row.key().orElseThrow();
        Optional<String> guid = Optional.ofNullable(
                        done.links(row.map(), List.of(key)).get(key))
                .flatMap(Link::dataverseId);
        return row.side().word() + " " + row.table() + " "
                + (row.side() == Side.FINOPS ? key.toString().toUpperCase(Locale.ROOT) : guid.orElse("?"));
    }

    private static String nameBack(PlannedRow row, Journal done) {
        Table table = Schema.shipped().tables(Side.DATAVERSE).stream()
                .filter(any -> row.file().startsWith(any.set() + "-"))
                .findFirst()
                .orElseThrow();
        RowKey key = row.key().orElseThrow();
        return "dataverse " + table.set() + " "
                + done.links(row.map(), List.of(key)).get(key).dataverseId().orElseThrow();
    }

    private static String text(Object value) {
        if (value == null || value.equals("")) {
            return "";
        }
        String text = value instanceof java.math.BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Row.asText(value);
        return Row.isDay(text) ? text + "T12:00:00Z" : text;
    }
}
