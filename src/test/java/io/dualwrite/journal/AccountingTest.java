package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;

/** Whatever happens in whatever order: every row taken has one outcome or is queued. */
class AccountingTest {
    private Desk desk;
    private Random random;
    private long taken;

    @Property(tries = 12)
    void rows_in_are_outcomes_and_queued_rows_after_every_step(@ForAll long seed) throws IOException {
        random = new Random(seed);
        taken = 0;
        desk = new Desk(Files.createTempDirectory("journal"));
        for (int step = 0; step < 40; step++) {
            step();
            assertThat(counted()).isEqualTo(taken);
        }
        finishAll();
        Status end = desk.journal.status();
        assertThat(end.maps().stream().mapToLong(map -> map.counts().queued()).sum())
                .isZero();
        assertThat(end.idle()).isTrue();
        assertThat(counted()).isEqualTo(taken);
    }

    @AfterTry
    void close() throws IOException {
        desk.close();
        try (var files = Files.walk(desk.folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> drop();
            case 2, 3 -> work("orders");
            case 4, 5 -> work("order-lines");
            case 6 -> desk.journal.retry(RetryFilter.all());
            case 7 -> desk.clock.pass(Duration.ofSeconds(30));
            case 8 -> desk.journal.pause(random.nextBoolean() ? "orders" : "order-lines", UP);
            case 9, 10 -> resume(random.nextBoolean() ? "orders" : "order-lines");
            default -> {
                desk.journal.claim("orders", UP, 3);
                desk.reopen();
            }
        }
    }

    private void drop() {
        List<Accepted> rows = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String order = "F" + random.nextInt(4);
            rows.add(
                    switch (random.nextInt(5)) {
                        case 0, 1 -> order(UP, order, row("A", "" + i));
                        case 2, 3 -> line(UP, order, "" + random.nextInt(2), row("Q", "" + i));
                        default -> Desk.broken("orders", UP);
                    });
        }
        taken += rows.size();
        desk.drop(rows.toArray(Accepted[]::new));
    }

    private void work(String map) {
        Batch batch = desk.journal.claim(map, UP, 1 + random.nextInt(5));
        assertThat(batch.changes().stream().map(Change::key).collect(Collectors.toSet()))
                .hasSize(batch.changes().size());
        batch.changes().forEach(this::settle);
        desk.record(batch);
    }

    private void settle(Change change) {
        switch (random.nextInt(8)) {
            case 0 -> change.settle(Outcome.rejected("bad", "A", "", "", ""));
            case 1 ->
                change.settle(
                        Outcome.retrying("busy", "503", desk.clock.instant().plusSeconds(20)));
            case 2 -> change.settle(Outcome.filtered("map-filter", "A"));
            case 3 ->
                change.settle(Outcome.waiting(
                        "lookup-missing", "A", "", List.of(ref(Side.DATAVERSE, "orders", "F" + random.nextInt(4)))));
            case 4 -> {
                change.leaveOpen(new Change.OpenReference(
                        "A", "v", List.of(ref(Side.DATAVERSE, "orders", "F" + random.nextInt(4)))));
                Desk.create(change);
            }
            case 5 -> {} // an error left it open
            default -> Desk.create(change);
        }
    }

    private void resume(String map) {
        List<Resume> ways = List.of(Resume.values());
        Resume how = ways.get(random.nextInt(ways.size()));
        desk.journal.resume(map, UP, how, "not needed");
    }

    /** Delivers all there is; an open end would show as a row that is queued for ever. */
    private void finishAll() {
        desk.journal.resume("orders", UP, Resume.CATCH_UP_SKIPPED, "");
        desk.journal.resume("order-lines", UP, Resume.CATCH_UP_SKIPPED, "");
        for (int round = 0; round < 100 && !desk.journal.status().idle(); round++) {
            desk.clock.pass(Duration.ofSeconds(30));
            desk.work("orders", UP, Desk::create);
            desk.work("order-lines", UP, Desk::create);
        }
    }

    private long counted() {
        return desk.journal.status().maps().stream()
                .mapToLong(map -> map.counts().in() + map.counts().queued())
                .sum();
    }
}
