package io.dualwrite.flow;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What this process holds, looked at again and again: it must not grow. */
final class Vitals {
    private static final long MB = 1024 * 1024;

    private final List<Sample> samples = new ArrayList<>();

    /** @param heap in bytes, of what a collection leaves */
    record Sample(long heap, long threads, long files) {
        @Override
        public String toString() {
            return heap / MB + " MB, " + threads + " threads, " + files + " files";
        }
    }

    synchronized Sample take() {
        ManagementFactory.getMemoryMXBean().gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long files = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
        Sample sample = new Sample(heap, threads, files);
        samples.add(sample);
        return sample;
    }

    /** What grew between the middle of the time and its end, a sentence each; the first third is for warming up. */
    synchronized List<String> grown() {
        List<String> grown = new ArrayList<>();
        look(grown, "heap, MB", sample -> sample.heap() / MB, 1.1, 10);
        look(grown, "threads", Sample::threads, 1, 8);
        look(grown, "open files", Sample::files, 1, 12);
        return grown;
    }

    private void look(List<String> grown, String what, ToLongFunction<Sample> measure, double factor, long more) {
        int third = samples.size() / 3;
        long middle = median(samples.subList(third, 2 * third), measure);
        long end = median(samples.subList(2 * third, samples.size()), measure);
        if (end > middle * factor + more) {
            grown.add(what + " grew from " + middle + " to " + end);
        }
    }

    private static long median(List<Sample> some, ToLongFunction<Sample> measure) {
        long[] sorted = some.stream().mapToLong(measure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }
}
