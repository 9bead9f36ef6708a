package io.dualwrite.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Help.Ansi;

/** How far something has come: a bar on a terminal, a plain line at the end elsewhere. */
interface Progress extends AutoCloseable {
    void at(long done);

    @Override
    void close();

    static Progress of(String what, long all, PrintWriter out) {
        return Ansi.AUTO.enabled() ? new Bar(what, all) : new Line(what, all, out);
    }

    /** For log files and pipes. */
    final class Line implements Progress {
        private final String what;
        private final long all;
        private final PrintWriter out;
        private long done;

        private Line(String what, long all, PrintWriter out) {
            this.what = what;
            this.all = all;
            this.out = out;
        }

        @Override
        public void at(long now) {
            done = now;
        }

        @Override
        public void close() {
            out.println("  " + done + " of " + all + " " + what);
            out.flush();
        }
    }

    /** For a person who watches. */
    final class Bar implements Progress {
        private final ProgressBar bar;

        private Bar(String what, long all) {
            bar = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(all)
                    .setUpdateIntervalMillis(200)
                    .build();
        }

        @Override
        public void at(long done) {
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
