package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropFolderTest {
    @TempDir
    Path directory;

    private final SetClock clock = new SetClock();

    @Test
    void a_file_moves_with_its_properties() throws Exception {
        Path file = Files.writeString(directory.resolve("quotes.csv"), "a");
        Files.writeString(DropFolder.propertiesOf(file), "company=usmf");

        Path done = new DropFolder(directory).toDone(file);

        assertThat(done).isEqualTo(directory.resolve("done/quotes.csv")).hasContent("a");
        assertThat(DropFolder.propertiesOf(done)).hasContent("company=usmf");
        assertThat(directory.resolve("quotes.csv.properties")).doesNotExist();
        assertThat(DropFolder.reportOf(done)).isEqualTo(directory.resolve("done/quotes.csv.report.json"));
    }

    @Test
    void a_file_never_replaces_another_one() throws Exception {
        DropFolder folder = new DropFolder(directory);
        for (String content : new String[] {"1", "2", "3"}) {
            folder.toRejected(Files.writeString(directory.resolve("quotes.csv"), content));
        }

        assertThat(directory.resolve("rejected/quotes.csv")).hasContent("1");
        assertThat(directory.resolve("rejected/quotes-2.csv")).hasContent("2");
        assertThat(directory.resolve("rejected/quotes-3.csv")).hasContent("3");
    }

    @Test
    void a_move_that_nobody_could_note_is_found_by_content_among_files_of_the_same_name() throws Exception {
        DropFolder folder = new DropFolder(directory);
        for (String content : new String[] {"1", "2", "3"}) {
            Files.writeString(
                    DropFolder.reportOf(folder.toDone(Files.writeString(directory.resolve("quotes.csv"), content))),
                    "{}");
        }
        Files.delete(directory.resolve("done/quotes-2.csv.report.json"));
        String hash = ContentHash.of(directory.resolve("done/quotes-2.csv"));

        Path first = directory.resolve("done/quotes.csv");
        Path second = directory.resolve("done/quotes-2.csv");
        assertThat(DropFolder.moved(first, hash, Set.of())).contains(second);
        assertThat(DropFolder.moved(first, hash, Set.of(second))).isEmpty();
        assertThat(DropFolder.moved(first, "another hash", Set.of())).isEmpty();
    }

    @Test
    void a_file_that_dies_before_its_move_leaves_nothing_in_its_last_folder() throws Exception {
        Path file = Files.writeString(directory.resolve("quotes.csv"), "a");
        DropFolder dying = new DropFolder(directory, moment -> {
            throw new IllegalStateException(moment.word());
        });

        assertThatThrownBy(() -> dying.toDone(file)).hasMessage("before-move");

        assertThat(directory.resolve("done")).isEmptyDirectory();
        assertThat(new DropFolder(directory).toDone(file)).isEqualTo(directory.resolve("done/quotes.csv"));
    }

    @Test
    void a_file_that_is_gone_leaves_nothing_behind() {
        assertThatThrownBy(() -> new DropFolder(directory).toDone(directory.resolve("gone.csv")))
                .isInstanceOf(IOException.class);
        assertThat(directory.resolve("done")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden.csv",
                "a.csv.tmp",
                "a.csv.part",
                "a.csv.FILEPART",
                "a.csv.properties",
                "a.csv.report.json",
                "~$a.csv"
            })
    void hidden_and_unfinished_files_and_our_own_are_no_drops(String name) {
        assertThat(DropFolder.isDrop(Path.of(name))).isFalse();
        assertThat(DropFolder.isDrop(Path.of("a.csv"))).isTrue();
    }

    @Test
    void a_file_is_quiet_when_it_looks_the_same_after_a_while() throws Exception {
        FileWatch watch = new FileWatch(clock, Duration.ofSeconds(2));
        Path file = Files.writeString(directory.resolve("a.csv"), "a");

        assertThat(watch.isQuiet(file)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(watch.isQuiet(file)).isFalse();
        Files.writeString(file, "ab");
        clock.pass(Duration.ofSeconds(2));
        assertThat(watch.isQuiet(file)).isFalse();
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        clock.pass(Duration.ofSeconds(2));
        assertThat(watch.isQuiet(file)).isFalse();
        clock.pass(Duration.ofSeconds(2));
        assertThat(watch.isQuiet(file)).isTrue();
        assertThat(watch.isQuiet(directory.resolve("gone.csv"))).isFalse();
    }

    @Test
    void a_file_looked_at_before_the_clock_was_set_back_is_taken_all_the_same() throws Exception {
        FileWatch watch = new FileWatch(clock, Duration.ofSeconds(2));
        Path file = Files.writeString(directory.resolve("a.csv"), "a");
        assertThat(watch.isQuiet(file)).isFalse();

        clock.pass(Duration.ofDays(-1));
        assertThat(watch.isQuiet(file)).isFalse();
        clock.pass(Duration.ofSeconds(2));
        assertThat(watch.isQuiet(file)).isTrue();
    }

    @Test
    void an_unreadable_file_is_told_once_and_tried_again_when_it_changes() throws Exception {
        FileWatch watch = new FileWatch(clock, Duration.ZERO);
        Path file = Files.writeString(directory.resolve("a.csv"), "a");
        assertThat(watch.worthTrying(file)).isTrue();

        assertThat(watch.unreadable(file)).isTrue();
        assertThat(watch.unreadable(file)).isFalse();
        assertThat(watch.worthTrying(file)).isFalse();

        Files.writeString(file, "ab");
        assertThat(watch.worthTrying(file)).isTrue();
        assertThat(watch.unreadable(file)).isTrue();
        watch.forget(file);
        assertThat(watch.worthTrying(file)).isTrue();
    }

    @Test
    void the_hash_of_a_file_is_that_of_its_bytes() throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), "abc");

        assertThat(ContentHash.of(file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
