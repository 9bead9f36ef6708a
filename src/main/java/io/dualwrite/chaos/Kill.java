package io.dualwrite.chaos;

import io.dualwrite.moment.Moment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One death of the runtime.
 *
 * @param point a {@link Moment}, {@link #BEFORE_ANSWER}, or {@link #ANY_TIME}
 * @param number the process dies at the n-th of them since its start; for a random time, thousandths of the time that a
 *     run from start to rest takes here
 * @param fresh whether there is new work when it starts; else it dies while it recovers from the death before
 */
public record Kill(String point, int number, boolean fresh) {
    /** The system has done what it was asked; its answer is on its way. */
    static final String BEFORE_ANSWER = "before-answer";

    static final String ANY_TIME = "any-time";

    private static final int LONGEST = 1200;

    /** All points at which a process can be made to die. */
    static List<String> points() {
        List<String> points = new java.util.ArrayList<>(
                Arrays.stream(Moment.values()).map(Moment::word).toList());
        points.add(points.indexOf(Moment.AFTER_ANSWER.word()), BEFORE_ANSWER);
        return List.copyOf(points);
    }

    static Kill atPoint(Random random, boolean fresh) {
        String point = points().get(random.nextInt(points().size()));
        int most = fresh ? most(point) : 4;
        return new Kill(point, 1 + random.nextInt(most), fresh);
    }

    static Kill atAnyTime(Random random, boolean fresh) {
        return new Kill(ANY_TIME, 1 + random.nextInt(LONGEST), fresh);
    }

    /** About as many as a portion of the load brings, so that the whole of it is reached. */
    private static int most(String point) {
        if (point.endsWith("commit")) {
            return 80;
        }
        return point.endsWith("move") || point.endsWith("report") ? 12 : 30;
    }

    boolean inRelay() {
        return point.equals(BEFORE_ANSWER);
    }

    boolean atAnyTime() {
        return point.equals(ANY_TIME);
    }

    @Override
    public String toString() {
        return point + ":" + number + (fresh ? "" : " while recovering");
    }
}
