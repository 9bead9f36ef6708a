package io.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever comes between: files read in pieces, several batches under way, failures, waiting, restarts. A change is
 * handed out only when all earlier ones of its key are done, a line only under a header that arrived, and in the end
 * every row has gone, the newest last.
 */
class OrderPropertyTest {
    private static final List<String> MAPS = List.of("orders", "order-lines");
    private static final int DOCUMENTS = 3;

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void changes_of_a_row_go_in_their_order_and_none_is_lost(
            @ForAll @Size(min = 20, max = 90) List<@IntRange(max = 999_999) Integer> happenings) throws IOException {
        Path folder = Files.createTempDirectory("order");
        try (Run run = new Run(folder)) {
            happenings.forEach(run::happen);
            run.finishAll();
            run.judge();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** One journal and what must be true of it. */
    private static final class Run implements AutoCloseable {
        private final Desk desk;
        private final Map<Side, Drop> reading = new EnumMap<>(Side.class);
        private final Map<Side, List<Accepted>> unread = new EnumMap<>(Side.class);
        private final List<Batch> underWay = new ArrayList<>();

        /** Versions of each key in a direction that were accepted, in order, and are not done. */
        private final Map<String, List<Integer>> open = new TreeMap<>();

        private final Map<String, Integer> newest = new HashMap<>();
        private final Map<String, Integer> last = new HashMap<>();
        private final Set<String> headers = new HashSet<>();
        private int versions;
        private int files;

        Run(Path folder) {
            desk = new Desk(folder);
        }

        private void happen(int what) {
            int rest = what / 10;
            switch (what % 10) {
                case 0, 1 -> read(rest);
                case 2 -> finish(side(rest));
                case 3, 4, 5 -> claim(rest);
                case 6, 7 -> record(rest);
                case 8 -> desk.clock.pass(Duration.ofSeconds(rest % 20));
                default -> happenRarely(rest);
            }
        }

        private void happenRarely(int rest) {
            if (rest % 3 == 0) {
                restart();
            } else if (!underWay.isEmpty()) {
                desk.journal.release(underWay.remove(rest % underWay.size()));
            }
        }

        private static Side side(int rest) {
            return rest % 2 == 0 ? Side.FINOPS : Side.DATAVERSE;
        }

        /** One more piece of the file that is being read on a side; its rows may name any document, also twice. */
        private void read(int rest) {
            Side side = side(rest);
            Drop drop = reading.computeIfAbsent(side, of -> {
                unread.put(of, new ArrayList<>());
                return desk.journal.begin(of, "file-" + ++files, "hash-" + files, 1);
            });
            List<Accepted> rows = new ArrayList<>();
            for (int i = 0; i <= rest / 2 % 3; i++) {
                int document = (rest / 6 + i) % DOCUMENTS;
                Direction direction = Direction.from(side);
                Row row = Desk.row("V", new BigDecimal(++versions));
                rows.add(
                        (rest / 20 + i) % 2 == 0
                                ? Desk.order(direction, "D" + document, row)
                                : Desk.line(direction, "D" + document, "L", row));
            }
            desk.journal.add(drop, rows);
            unread.get(side).addAll(rows);
        }

        private void finish(Side side) {
            Drop drop = reading.remove(side);
            if (drop == null) {
                return;
            }
            desk.journal.finish(drop, "any");
            desk.journal.moved(drop, "any");
            unread.remove(side).forEach(row -> {
                String key = row.map() + " " + row.direction().word() + " "
                        + row.key().orElseThrow();
                open.computeIfAbsent(key, name -> new ArrayList<>()).add(version(row.row()));
                newest.put(key, version(row.row()));
            });
        }

        private static int version(Row row) {
            return ((BigDecimal) row.get("V")).intValue();
        }

        private static String key(Change change) {
            return change.map() + " " + change.direction().word() + " " + change.key();
        }

        private void claim(int rest) {
            Direction direction = Direction.from(side(rest));
            Batch batch = desk.journal.claim(MAPS.get(rest / 2 % 2), direction, 1 + rest / 4 % 4);
            Set<String> keys = new HashSet<>();
            for (Change change : batch.changes()) {
                assertThat(open.get(key(change)).get(0))
                        .as("oldest of " + key(change))
                        .isEqualTo(version(change.source()));
                assertThat(keys.add(key(change))).as("once in a batch").isTrue();
                assertThat(underWay.stream().flatMap(other -> other.changes().stream()))
                        .noneMatch(other -> key(other).equals(key(change)));
                if (change.map().equals("order-lines")) {
                    assertThat(headers)
                            .as("header of " + change.key())
                            .contains(change.key().values().get(0));
                }
            }
            if (!batch.changes().isEmpty()) {
                underWay.add(batch);
            }
        }

        private void record(int rest) {
            if (underWay.isEmpty()) {
                return;
            }
            Batch batch = underWay.remove(rest % underWay.size());
            int[] dice = {rest};
            batch.changes().forEach(change -> settle(change, dice[0]++));
            desk.record(batch);
        }

        private void settle(Change change, int dice) {
            switch (dice % 5) {
                case 0 ->
                    change.settle(Outcome.retrying(
                            "target-failed", "500", desk.clock.instant().plusSeconds(dice % 15)));
                case 1 -> {
                    RowRef other = Desk.ref(change.direction().target(), "accounts", "A" + dice % 2);
                    change.settle(Outcome.waiting("lookup-missing", "A", "", List.of(other)));
                }
                case 2 -> {
                    change.settle(Outcome.rejected("bad", "", "", "", ""));
                    done(change);
                }
                default -> deliver(change);
            }
        }

        private void deliver(Change change) {
            Desk.create(change);
            done(change);
            last.put(key(change), version(change.source()));
            if (change.map().equals("orders")) {
                headers.add(change.key().values().get(0));
            }
        }

        private void done(Change change) {
            assertThat(open.get(key(change)).remove(0)).isEqualTo(version(change.source()));
        }

        private void restart() {
            underWay.clear();
            reading.clear(); // what was being read is read again from its start
            unread.clear();
            desk.reopen();
        }

        /** Everything that is still to come comes: files end, parents arrive, the target works. */
        private void finishAll() {
            underWay.forEach(desk.journal::release);
            underWay.clear();
            List.copyOf(reading.keySet()).forEach(this::finish);
            for (int round = 0; round < 60; round++) {
                desk.clock.pass(Duration.ofSeconds(20));
                sweep();
                for (int flow = 0; flow < 4; flow++) {
                    claim(flow + 12);
                    underWay.forEach(batch -> {
                        batch.changes().forEach(this::deliver);
                        desk.record(batch);
                    });
                    underWay.clear();
                }
            }
        }

        private void sweep() {
            for (Side side : Side.values()) {
                for (String name : List.of("A0", "A1")) {
                    desk.journal.arrived(Desk.ref(side, "accounts", name), Optional.of("guid-" + name));
                }
                for (int document = 0; document < DOCUMENTS; document++) {
                    headers.add("D" + document);
                    desk.journal.arrived(Desk.ref(side, "orders", "D" + document), Optional.of("guid-" + document));
                }
            }
        }

        private void judge() {
            assertThat(open)
                    .as("rows that never went")
                    .allSatisfy((key, rows) -> assertThat(rows).as(key).isEmpty());
            assertThat(desk.journal.status().idle()).isTrue();
            last.forEach((key, version) -> assertThat(version).as(key).isLessThanOrEqualTo(newest.get(key)));
        }

        @Override
        public void close() {
            desk.close();
        }
    }
}
