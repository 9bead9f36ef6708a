package io.dualwrite.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.flow.Scenario.Act;
import io.dualwrite.flow.Scenario.Edit;
import io.dualwrite.flow.Scenario.Kind;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Life with both systems for a while: people edit, systems fail, somebody asks again and again how it is going. */
final class Soak {
    private static final List<String> OUTCOMES = List.of(
            "delivered",
            "unchanged",
            "echo",
            "filtered",
            "waiting",
            "retrying",
            "held",
            "rejected",
            "refused",
            "discarded");
    private static final List<String> KINDS = List.of("429", "503", "500", "cut-before", "cut-after");
    private static final String OURS = "\\\\$batch";
    private static final int DOCUMENTS = 200;

    /** More than this on its way, and people wait: the rate of edits is not what is tried here. */
    private static final long MOST_WAITING = 500;

    private static final List<Kind> DOCUMENT_KINDS = List.of(Kind.CUSTOMER, Kind.ORDER, Kind.QUOTE, Kind.PRODUCT);
    private static final List<Act> ACTS = List.of(Act.SET, Act.SET_TWO, Act.LINE_SET, Act.LINE_SET_TWO, Act.LINE_ADD);

    private final World world;
    private final People people;
    private final Random random;
    private final List<Scenario> documents = new ArrayList<>();
    private final Map<String, Long> faults = new ConcurrentSkipListMap<>();
    private final Map<String, Long> before = new TreeMap<>();
    private final Collection<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong edits = new AtomicLong();
    private volatile long onTheirWay;
    private long logged;

    Soak(World world, People people, long seed) {
        this.world = world;
        this.people = people;
        this.random = new Random(seed);
    }

    /** The documents there are; more do not come, or rows would grow instead of what is looked at. */
    void begin() throws Exception {
        for (int i = 0; i < DOCUMENTS; i++) {
            Scenario document = new Scenario(
                    DOCUMENT_KINDS.get(i % DOCUMENT_KINDS.size()),
                    random.nextBoolean() ? Side.FINOPS : Side.DATAVERSE,
                    2,
                    List.of());
            documents.add(document);
            people.make(number(i), document);
        }
    }

    private static String number(int document) {
        return "S" + document + ".";
    }

    void edit() {
        guarded(() -> {
            if (onTheirWay < MOST_WAITING) {
                int at = random.nextInt(DOCUMENTS);
                Act act = random.nextInt(8) == 0 ? Act.LINE_DELETE : ACTS.get(random.nextInt(ACTS.size()));
                Scenario document = documents.get(at);
                boolean noLines = document.kind() == Kind.CUSTOMER || document.kind() == Kind.PRODUCT;
                people.edit(
                        number(at),
                        document,
                        new Edit(
                                0,
                                document.kind() == Kind.PRODUCT || random.nextBoolean() ? Side.FINOPS : Side.DATAVERSE,
                                noLines && act.ofLine() ? Act.SET : act,
                                random.nextInt(7),
                                random.nextInt(3)));
                edits.incrementAndGet();
            }
        });
    }

    void fail() {
        guarded(() -> {
            String side = (random.nextBoolean() ? Side.FINOPS : Side.DATAVERSE).word();
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            world.fault("{\"side\":\"" + side + "\",\"kind\":\"" + kind + "\",\"count\":" + (1 + random.nextInt(3))
                    + ",\"retryAfterSeconds\":1,\"path\":\"" + OURS + "\"}");
        });
    }

    /** Does the account add up now, and did no row get out of it? */
    void ask() {
        guarded(() -> {
            JsonNode status = world.status();
            asked.incrementAndGet();
            long waiting = 0;
            for (JsonNode map : status.get("maps")) {
                String flow =
                        map.get("map").asText() + "." + map.get("direction").asText();
                long settled = map.get("in").asLong();
                long sum = OUTCOMES.stream()
                        .mapToLong(word -> map.get(word).asLong())
                        .sum();
                long rows = settled + map.get("queued").asLong();
                if (settled != sum || rows < before.getOrDefault(flow, 0L)) {
                    wrong.add(flow + ": in " + settled + ", outcomes " + sum + ", with queued ones " + rows
                            + ", before " + before.get(flow));
                }
                before.put(flow, rows);
                waiting += map.get("queued").asLong() + map.get("retrying").asLong();
            }
            onTheirWay = waiting;
        });
    }

    /** Each row of each file, once for each map that reads it: what the account must have in the end. */
    void askForEachRow() throws IOException {
        ask();
        TableMaps maps = TableMaps.load(world.home.resolve("routes/maps"), Schema.shipped());
        Map<String, Long> dropped = new TreeMap<>();
        for (Side side : Side.values()) {
            for (Path file : files(side)) {
                String table = file.getFileName().toString().replaceFirst("-\\d+\\.json$", "");
                long rows = new ObjectMapper().readTree(file.toFile()).size();
                maps.reading(side, table)
                        .forEach(map -> dropped.merge(
                                map.name() + "." + Direction.from(side).word(), rows, Long::sum));
            }
        }
        before.values().removeIf(rows -> rows == 0);
        if (!dropped.equals(before)) {
            wrong.add("rows of the files " + dropped + ", rows of the account " + before);
        }
    }

    private List<Path> files(Side side) throws IOException {
        try (Stream<Path> files =
                Files.list(world.home.resolve("drop").resolve(side.word()).resolve("done"))) {
            return files.filter(file -> file.toString().matches(".*-\\d+\\.json"))
                    .toList();
        }
    }

    /** Counts the faults that were met, and empties the sandbox's log, which grows as well. */
    void count() {
        guarded(() -> {
            for (JsonNode entry : world.loggedSince(logged)) {
                logged = entry.get("n").asLong();
                if (entry.has("fault")) {
                    faults.merge(entry.get("fault").asText(), 1L, Long::sum);
                }
            }
            world.asPerson("DELETE", "/sandbox/log", "");
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What fails here is told at the end; the next time is tried all the same. */
    private void guarded(Work work) {
        try {
            work.run();
        } catch (Exception | AssertionError e) {
            wrong.add(e.toString());
        }
    }

    Collection<String> wrong() {
        return wrong;
    }

    String told() {
        return edits + " edits (" + people.told() + "), faults " + faults + ", account asked " + asked + " times, rows "
                + before.values().stream().mapToLong(Long::longValue).sum();
    }
}
