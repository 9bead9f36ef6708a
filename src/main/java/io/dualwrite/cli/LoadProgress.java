package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Help.Ansi;

/** How far a load has come, with its rate and the time that is left: a bar on a terminal, a line now and then elsewhere. */
interface LoadProgress extends AutoCloseable {
    /** @param load its document */
    void at(JsonNode load);

    @Override
    void close();

    /** @param out null: nothing is told */
    static LoadProgress of(Clock clock, PrintWriter out) {
        if (out == null) {
            return new Silent();
        }
        return Ansi.AUTO.enabled() ? new Bar() : new Lines(clock, out);
    }

    /** Rows that are through. */
    static long done(JsonNode load) {
        return Math.max(0, load.path("read").asLong() - load.path("ahead").asLong());
    }

    /** Rows of the tables that were begun, as far as somebody knows. */
    static long known(JsonNode load) {
        long all = 0;
        for (JsonNode part : load.path("parts")) {
            all += Math.max(part.path("all").asLong(0), part.path("read").asLong());
        }
        return all;
    }

    /** The table that is read now, or empty. */
    static String table(JsonNode load) {
        for (JsonNode part : load.path("parts")) {
            if (part.path("state").asText().equals("reading")) {
                return part.path("table").asText();
            }
        }
        return "";
    }

    /** For JSON. */
    final class Silent implements LoadProgress {
        @Override
        public void at(JsonNode load) {}

        @Override
        public void close() {}
    }

    /** For a person who watches. */
    final class Bar implements LoadProgress {
        private final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("rows")
                .setUpdateIntervalMillis(500)
                .showSpeed()
                .build();

        @Override
        public void at(JsonNode load) {
            bar.maxHint(known(load));
            bar.stepTo(done(load));
            String trouble = load.path("trouble").asText();
            bar.setExtraMessage(" " + (trouble.isEmpty() ? table(load) : trouble));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** For log files and pipes: a line every ten seconds or ten thousand rows, and where there is trouble. */
    final class Lines implements LoadProgress {
        private static final Duration EVERY = Duration.ofSeconds(10);
        private static final long ROWS = 10_000;

        private final Clock clock;
        private final PrintWriter out;
        private Instant began;
        private long first;
        private Instant told = Instant.MIN;
        private long toldRows;
        private String trouble = "";

        Lines(Clock clock, PrintWriter out) {
            this.clock = clock;
            this.out = out;
        }

        @Override
        public void at(JsonNode load) {
            Instant now = clock.instant();
            long done = done(load);
            if (began == null) {
                began = now;
                told = now;
                first = done;
                toldRows = done;
            }
            String said = load.path("trouble").asText();
            boolean due = !now.isBefore(told.plus(EVERY)) || done - toldRows >= ROWS || !said.equals(trouble);
            if (due) {
                told = now;
                toldRows = done;
                trouble = said;
                out.println(line(load, done, now));
                out.flush();
            }
        }

        private String line(JsonNode load, long done, Instant now) {
            long millis = Math.max(1, Duration.between(began, now).toMillis());
            long rate = (done - first) * 1000 / millis;
            long left = known(load) - done;
            String table = table(load);
            return "  " + number(done) + " of " + number(known(load)) + " rows"
                    + (table.isEmpty() ? "" : ", " + table)
                    + (rate > 0 ? ", " + number(rate) + " a second" : "")
                    + (rate > 0 && left > 0 ? ", " + time(left / rate) + " left" : "")
                    + (trouble.isEmpty() ? "" : "; " + trouble);
        }

        static String number(long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }

        static String time(long seconds) {
            return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
