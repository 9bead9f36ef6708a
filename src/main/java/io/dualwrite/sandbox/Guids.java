package io.dualwrite.sandbox;

import java.util.Random;
import java.util.UUID;

/** GUIDs from a source that may have been given a seed. */
final class Guids {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_2 = 0x8000000000000000L;

    private Guids() {}

    static String next(Random random) {
        long high = (random.nextLong() & ~0xF000L) | VERSION_4;
        long low = (random.nextLong() & ~0xC000000000000000L) | VARIANT_2;
        return new UUID(high, low).toString();
    }
}
