package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be asked from the command line: of the running program, or of its journal when it is stopped. */
public interface Operating extends AutoCloseable {
    /** The status document as JSON. */
    String status();

    /** Another try for rejected and held rows, and for waiting ones. @return how many */
    int retry(RowSelection which);

    /**
     * A person says which side wins in these rows, as far as they are held for a conflict; they go again then.
     *
     * @param winner finops or dataverse
     * @return how many
     */
    int decide(RowSelection which, String winner);

    /**
     * Fields that both sides changed at once as JSON, newest first.
     *
     * @param map null: of all
     * @param open only those that wait for a person
     * @param limit most to list; the document says how many more there are
     */
    String conflicts(String map, boolean open, int limit);

    /**
     * Rejected, refused and held rows as JSON.
     *
     * @param rows row by row, with their content; else by cause
     * @param limit most rows to list; the document says how many more there are
     */
    String errors(RowSelection which, boolean rows, int limit);

    /**
     * The history of a row as JSON.
     *
     * @param key as lists show it
     * @param field only this one, by its F&O name or Dataverse path; null: all
     * @throws IllegalArgumentException if there is no such map, row or field
     */
    String explain(String map, String key, String field);

    /**
     * Changes the content of a rejected or held row and tries it again.
     *
     * @param row the whole content as JSON
     * @return false if it does not go, since a later row of its key has overtaken it
     * @throws IllegalArgumentException saying why this row cannot be edited so
     */
    boolean edit(long id, JsonNode row);

    /** Gives rows up. @return as JSON how many ({@code rows}), and how many lines wait for one ({@code linesWaiting}) */
    JsonNode discard(RowSelection which, String reason);

    /**
     * The newest row of a key that was dropped, with what both sides have agreed on about it, as JSON.
     *
     * @param direction null: whichever has such a row
     * @throws IllegalArgumentException if there is no such row, or more than one
     */
    String lastRow(String map, String key, String direction);

    /**
     * Gives numbers to rows of Sales that have none.
     *
     * @param table accounts or contacts
     * @param apply false: nothing is written, it is only told what would be
     * @return a document as JSON: rows, what became of each, and rows that share a number
     */
    String number(String table, boolean apply);

    /**
     * Stops a map until it is resumed; its changes queue up.
     *
     * @param direction null: both
     * @return a sentence for each direction
     */
    String pause(String map, String direction);

    /**
     * Lets a paused map go on.
     *
     * @param direction null: both
     * @param how catch-up, catch-up-skipped, keep or discard
     * @param reason why rows are discarded; else null
     * @return a sentence for each direction
     */
    String resume(String map, String direction, String how, String reason);

    /**
     * Begins a load, looks at one, or gives it up.
     *
     * @param request as {@link LoadRequests} has it
     * @return a document as JSON
     */
    String load(String request);

    /**
     * Rows of maps that are not through, as JSON: a list with map, key, state and reason; at most 20,000.
     *
     * @param maps by name, with commas between
     */
    String openRows(String maps);

    @Override
    void close();

    /** Of the running program, also of one that is just starting; of the journal itself if there is none. */
    static Operating of(Settings settings) {
        return Patience.opening(
                Duration.ofSeconds(20),
                () -> StateFile.read(settings).filter(StateFile::starting).isPresent(),
                () -> running(settings).<Operating>map(running -> running).orElseGet(() -> new Local(settings)));
    }

    /** A program that is alive and answers; what was killed may have left its state file. */
    static Optional<Remote> running(Settings settings) {
        return StateFile.read(settings)
                .filter(state -> !state.starting())
                .map(Remote::new)
                .filter(Remote::answers);
    }

    /** Through the loopback port of the running program. */
    final class Remote implements Operating {
        private static final ObjectMapper JSON = new ObjectMapper();
        private final StateFile state;
        private final HttpClient http = HttpClient.newHttpClient();

        private Remote(StateFile state) {
            this.state = state;
        }

        @Override
        public String status() {
            return ask("/status", "");
        }

        @Override
        public int retry(RowSelection which) {
            return Integer.parseInt(ask("/retry", which.toJson().toString()));
        }

        @Override
        public int decide(RowSelection which, String winner) {
            return Integer.parseInt(ask("/retry", Requests.retry(which, winner)));
        }

        @Override
        public String conflicts(String map, boolean open, int limit) {
            return ask("/conflicts", Requests.conflicts(map, open, limit));
        }

        @Override
        public String errors(RowSelection which, boolean rows, int limit) {
            return ask("/errors", Requests.errors(which, rows, limit));
        }

        @Override
        public String explain(String map, String key, String field) {
            return ask("/explain", Explaining.request(map, key, field));
        }

        @Override
        public boolean edit(long id, JsonNode row) {
            return Requests.read(ask("/edit", Requests.edit(id, row)))
                    .path("goes")
                    .asBoolean();
        }

        @Override
        public JsonNode discard(RowSelection which, String reason) {
            return Requests.read(ask("/discard", Requests.discard(which, reason)));
        }

        @Override
        public String lastRow(String map, String key, String direction) {
            return ask("/row", LastRowDocument.request(map, key, direction));
        }

        @Override
        public String number(String table, boolean apply) {
            return ask(
                    "/number",
                    JSON.createObjectNode()
                            .put("table", table)
                            .put("apply", apply)
                            .toString());
        }

        @Override
        public String pause(String map, String direction) {
            return ask("/pause", Pausing.order(map, direction, null, null));
        }

        @Override
        public String resume(String map, String direction, String how, String reason) {
            return ask("/resume", Pausing.order(map, direction, how, reason));
        }

        @Override
        public String load(String request) {
            return ask("/load", request);
        }

        @Override
        public String openRows(String maps) {
            return ask("/open", maps);
        }

        /** Has the program write its journal, as it is now, into a file that is not there yet. */
        void backup(Path zip) {
            ask("/backup", zip.toAbsolutePath().toString());
        }

        private boolean answers() {
            try {
                return !status().isEmpty();
            } catch (IllegalStateException silent) {
                return false;
            }
        }

        private String ask(String path, String body) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + state.port() + path))
                    .header("X-Dual-Write-Token", state.token())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 400) {
                    throw new IllegalArgumentException(answer.body());
                }
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(
                            "the running program answered " + answer.statusCode() + ": " + answer.body());
                }
                return answer.body();
            } catch (IOException e) {
                throw new IllegalStateException(
                        "the running program (process " + state.pid() + ") does not answer; is it stopping?", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public void close() {}
    }

    /** By the journal itself. */
    final class Local implements Operating {
        private final Settings settings;
        private final TableMaps maps;
        private final Journal journal;

        private Local(Settings settings) {
            this.settings = settings;
            MapSource source = MapSource.of(settings);
            this.maps = source.load();
            this.journal = source.own(openJournal(settings, maps));
        }

        private static Journal openJournal(Settings settings, TableMaps maps) {
            return Journal.open(
                    journalSettings(settings),
                    (map, side) -> maps.named(map).orElseThrow().table(side),
                    Clock.systemUTC());
        }

        @Override
        public String status() {
            boolean filesWait = StatusDocument.filesWait(settings.directory("drop.directory"));
            return StatusDocument.of(
                    journal, journal.status(), StatusDocument.flowsOf(maps), false, filesWait, List.of());
        }

        @Override
        public int retry(RowSelection which) {
            return repairing().retry(which.toJson().toString());
        }

        @Override
        public int decide(RowSelection which, String winner) {
            return repairing().retry(Requests.retry(which, winner));
        }

        @Override
        public String conflicts(String map, boolean open, int limit) {
            return repairing().conflicts(Requests.conflicts(map, open, limit));
        }

        @Override
        public String errors(RowSelection which, boolean rows, int limit) {
            return repairing().errors(Requests.errors(which, rows, limit));
        }

        @Override
        public String explain(String map, String key, String field) {
            return new Explaining(journal, maps).explain(Explaining.request(map, key, field));
        }

        @Override
        public boolean edit(long id, JsonNode row) {
            return Requests.read(repairing().edit(Requests.edit(id, row)))
                    .path("goes")
                    .asBoolean();
        }

        @Override
        public JsonNode discard(RowSelection which, String reason) {
            return Requests.read(repairing().discard(Requests.discard(which, reason)));
        }

        @Override
        public String lastRow(String map, String key, String direction) {
            return LastRowDocument.of(journal, LastRowDocument.request(map, key, direction));
        }

        private Repairing repairing() {
            return new Repairing(journal, () -> Wiring.liveMaps(settings));
        }

        @Override
        public String number(String table, boolean apply) {
            try (Systems systems = Systems.of(settings)) {
                return new NumberUpgrade(settings, journal, systems.transports().get(Side.DATAVERSE), systems.clock())
                        .run(NumberedTable.of(table, maps, MapSource.of(settings)), apply);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }

        @Override
        public String pause(String map, String direction) {
            return new Pausing(journal, maps).pause(Pausing.order(map, direction, null, null));
        }

        @Override
        public String resume(String map, String direction, String how, String reason) {
            return new Pausing(journal, maps).resume(Pausing.order(map, direction, how, reason));
        }

        @Override
        public String openRows(String maps) {
            return Repairing.openRows(journal, maps);
        }

        /** Only a program that runs the flows can read rows; everything else goes without one. */
        @Override
        public String load(String request) {
            return LoadRequests.of(
                            journal,
                            order -> new LoadPlan(
                                    maps, MapSource.of(settings).schema(), StatusDocument.flowsOf(maps), order))
                    .answer(request);
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    static JournalSettings journalSettings(Settings settings) {
        return new JournalSettings(
                settings.journalUrl(), settings.text("journal.user"), settings.text("journal.password"));
    }
}
