package io.dualwrite.tablemap;

import io.dualwrite.row.Row;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A filter's expression tree; the same for both notations. */
interface Condition {
    boolean holds(Row row);

    void addFields(Set<String> names);

    /** Hands over each field with what it is compared with. */
    void literals(BiConsumer<String, Object> seen);

    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Row row) {
            return parts.stream().allMatch(part -> part.holds(row));
        }

        @Override
        public void addFields(Set<String> names) {
            parts.forEach(part -> part.addFields(names));
        }

        @Override
        public void literals(BiConsumer<String, Object> seen) {
            parts.forEach(part -> part.literals(seen));
        }
    }

    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Row row) {
            return parts.stream().anyMatch(part -> part.holds(row));
        }

        @Override
        public void addFields(Set<String> names) {
            parts.forEach(part -> part.addFields(names));
        }

        @Override
        public void literals(BiConsumer<String, Object> seen) {
            parts.forEach(part -> part.literals(seen));
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Row row) {
            return !part.holds(row);
        }

        @Override
        public void addFields(Set<String> names) {
            part.addFields(names);
        }

        @Override
        public void literals(BiConsumer<String, Object> seen) {
            part.literals(seen);
        }
    }
}
