package io.dualwrite.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The deaths of one run; the same for the same seed. */
record Plan(long seed, List<Kill> kills) {
    /**
     * @param least deaths in a row
     * @param most deaths in a row
     */
    static Plan of(long seed, int least, int most, boolean anyTime) {
        Random random = new Random(seed * 31 + 7);
        List<Kill> kills = new ArrayList<>();
        for (int number = least + random.nextInt(most - least + 1); number > 0; number--) {
            boolean fresh = kills.isEmpty() || random.nextBoolean();
            kills.add(anyTime ? Kill.atAnyTime(random, fresh) : Kill.atPoint(random, fresh));
        }
        return new Plan(seed, List.copyOf(kills));
    }
}
