package io.dualwrite.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Lists of any length for statements that take a bounded one. */
final class Chunks {
    static final int SIZE = 500;

    private Chunks() {}

    static <T> void each(Collection<T> all, Consumer<List<T>> statement) {
        List<T> list = new ArrayList<>(all);
        for (int from = 0; from < list.size(); from += SIZE) {
            statement.accept(list.subList(from, Math.min(list.size(), from + SIZE)));
        }
    }
}
