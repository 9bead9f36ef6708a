package io.dualwrite.flow;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.JournalUnderTest;
import io.dualwrite.journal.ReportRow;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.DualWriteRuntime;
import io.dualwrite.runtime.Home;
import io.dualwrite.runtime.Settings;
import io.dualwrite.runtime.TablesRead;
import io.dualwrite.sandbox.FeedSettings;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Both systems in a box and a runtime with the shipped flows, in a folder of its own, over real HTTP. */
final class World implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    final Path home;
    final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> extra;
    private DualWriteRuntime runtime;

    World(Path home) throws Exception {
        this(home, Map.of());
    }

    /** @param extra settings on top of the usual ones */
    World(Path home, Map<String, String> extra) throws Exception {
        this(home, extra, Optional.empty());
    }

    /** @param feed where both systems tell their changes, if they do: a drop folder, or one like it */
    World(Path home, Map<String, String> extra, Optional<Path> feed) throws Exception {
        this.home = home;
        this.extra = extra;
        if (!Files.exists(home.resolve("routes"))) {
            copy(Path.of("routes"), home.resolve("routes"));
        }
        // Sales has the solution that the integration in the settings needs.
        SandboxSettings settings = SandboxSettings.defaults()
                .withSolution(extra.getOrDefault("integration", ""))
                .withOwnSchema(home.resolve("routes/schema"));
        sandbox = Sandbox.start(feed.map(folder ->
                        settings.withFeed(new FeedSettings(folder, TablesRead.of(Home.settings(home, extra)))))
                .orElse(settings));
        start();
    }

    /** Those on top of the usual ones. */
    Map<String, String> settings() {
        return extra;
    }

    /** Starts the runtime, again after {@link #stop}. */
    void start() throws Exception {
        runtime = DualWriteRuntime.start(here());
    }

    /** What every command in this folder goes by. */
    Settings here() {
        return Home.settings(home, settingsOfCommands());
    }

    Map<String, String> settingsOfCommands() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dataverse.url", sandbox.url());
        settings.put("finops.url", sandbox.url());
        settings.put("drop.quiet-time", "50ms");
        settings.put("delivery.first-delay", "100ms");
        settings.put("delivery.longest-delay", "500ms");
        settings.put("routes.reload-interval", "100ms");
        settings.put("camel.management.port", "0");
        settings.put("log.level", "error");
        settings.putAll(JournalUnderTest.settings(home));
        settings.putAll(extra);
        return settings;
    }

    void stop() {
        runtime.close();
        runtime = null;
    }

    void restart() throws Exception {
        stop();
        start();
    }

    /** Lays a file into a drop folder, whole at once as a careful sender does. */
    void drop(Side side, String name, String content) throws IOException {
        Path draft = Files.writeString(home.resolve(name + ".tmp"), content);
        Path folder = Files.createDirectories(home.resolve("drop").resolve(side.word()));
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Drops and waits until nothing is left to do. */
    void dropAndRest(Side side, String name, String content) throws IOException {
        drop(side, name, content);
        rest();
    }

    void rest() {
        await(() -> status().get("idle").asBoolean());
    }

    void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    JsonNode status() throws IOException {
        return JSON.readTree(runtime.status());
    }

    /** Rows that need a person. */
    List<ReportRow> problems() {
        return runtime.problems(1_000);
    }

    /** How many rows of a flow have an outcome. */
    long count(String flow, String outcome) throws IOException {
        for (JsonNode map : status().get("maps")) {
            if ((map.get("map").asText() + "." + map.get("direction").asText()).equals(flow)) {
                return map.get(outcome).asLong();
            }
        }
        throw new IllegalArgumentException("no flow " + flow);
    }

    JsonNode report(Side side, String folder, String name) throws IOException {
        Path report = home.resolve("drop").resolve(side.word()).resolve(folder).resolve(name + ".report.json");
        await(() -> Files.exists(report));
        return JSON.readTree(report.toFile());
    }

    /** The rows of an F&O entity set that a filter finds. */
    JsonNode finops(String set, String filter) throws Exception {
        return get("/data/" + set + "?cross-company=true&$filter=" + encoded(filter))
                .get("value");
    }

    /** The rows of a Dataverse table that a filter finds. */
    JsonNode dataverse(String table, String filter) throws Exception {
        return get("/api/data/v9.2/" + table + "?$filter=" + encoded(filter)).get("value");
    }

    /** Operations that changed something, by the sandbox's own log. */
    long writes() throws Exception {
        long writes = 0;
        for (JsonNode parts : get("/sandbox/log?limit=100000").findValues("parts")) {
            for (JsonNode part : parts) {
                writes += part.get("method").asText().equals("GET") ? 0 : 1;
            }
        }
        return writes;
    }

    /** How many operations were answered so. */
    long answers(int status) throws Exception {
        return get("/sandbox/log?limit=100000").findValues("parts").stream()
                .flatMap(parts -> parts.findValuesAsText("status").stream())
                .filter(String.valueOf(status)::equals)
                .count();
    }

    /** Requests to both systems so far, reads and writes. */
    long requests() throws Exception {
        return get("/sandbox/log?limit=100000").findValues("n").size();
    }

    /** Where the sandbox's log is now. */
    long logged() throws Exception {
        return get("/sandbox/log?limit=0").get("next").asLong() - 1;
    }

    /** What of the log came after a place in it. */
    JsonNode loggedSince(long place) throws Exception {
        return get("/sandbox/log?limit=100000&since=" + place).get("entries");
    }

    /** Operations that changed rows of one table. */
    long writesTo(String table) throws Exception {
        long writes = 0;
        for (JsonNode parts : get("/sandbox/log?limit=100000").findValues("parts")) {
            for (JsonNode part : parts) {
                boolean read = part.get("method").asText().equals("GET");
                writes += !read && part.toString().contains("/" + table) ? 1 : 0;
            }
        }
        return writes;
    }

    /** From now on the log has what writes carried, too. */
    void keepBodies() throws Exception {
        send("POST", "/sandbox/log", "{\"bodies\":true}");
    }

    /** Requests to both systems, oldest first. */
    JsonNode log() throws Exception {
        return get("/sandbox/log?limit=100000").get("entries");
    }

    void finopsRow(String set, String json) throws Exception {
        row("/data/" + set, json);
    }

    void dataverseRow(String table, String json) throws Exception {
        row("/api/data/v9.2/" + table, json);
    }

    private void row(String path, String json) throws Exception {
        write("POST", path, json);
    }

    /** Does what a person there does; gives back the status. */
    int asPerson(String method, String path, String json) throws Exception {
        return send(method, path, json).statusCode();
    }

    private void write(String method, String path, String json) throws Exception {
        HttpResponse<String> answer = send(method, path, json);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /** Changes a row of Dataverse as a person there does. */
    void dataverseEdit(String address, String json) throws Exception {
        write("PATCH", "/api/data/v9.2/" + address, json);
    }

    /** Changes a row of F&O as a person there does. */
    void finopsEdit(String address, String json) throws Exception {
        write("PATCH", "/data/" + address + "?cross-company=true", json);
    }

    void finopsDelete(String address) throws Exception {
        write("DELETE", "/data/" + address + "?cross-company=true", "");
    }

    void dataverseDelete(String address) throws Exception {
        write("DELETE", "/api/data/v9.2/" + address, "");
    }

    void fault(String json) throws Exception {
        send("POST", "/sandbox/faults", json);
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, "").body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String filter) {
        return filter.replace(" ", "%20").replace("'", "%27");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Override
    public void close() {
        if (runtime != null) {
            runtime.close();
        }
        sandbox.close();
    }
}
