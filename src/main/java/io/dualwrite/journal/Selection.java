package io.dualwrite.journal;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The rows that a {@link RetryFilter} means, as a condition on {@code row_change c} and {@code drop_file d}. */
final class Selection {
    static final List<String> FAILED = List.of("rejected", "refused", "held");

    private final RetryFilter filter;
    private final List<String> states;
    private final List<Long> reading;
    private boolean circles;

    /**
     * @param states only rows in these
     * @param reading drops whose rows are not to be seen yet
     */
    Selection(RetryFilter filter, List<String> states, List<Long> reading) {
        this.filter = filter;
        this.states = states;
        this.reading = reading;
    }

    /** Those that wait in a circle wait for a person as well, though their state is another one. */
    Selection withCircles() {
        Selection more = new Selection(filter, states, reading);
        more.circles = true;
        return more;
    }

    String where() {
        String state = circles
                ? " (c.state in (<states>) or c.state = 'waiting' and c.reason = '" + Circles.REASON + "')"
                : " c.state in (<states>)";
        StringBuilder sql = new StringBuilder(state + " and c.origin is null and c.drop_id not in (<reading>)");
        filter.map().ifPresent(map -> sql.append(" and c.map = :map"));
        filter.reason().ifPresent(reason -> sql.append(" and c.reason = :reason"));
        filter.file().ifPresent(file -> sql.append(" and (d.name = :file or d.moved_to = :file)"));
        if (!filter.ids().isEmpty()) {
            sql.append(" and c.id in (<ids>)");
        }
        return sql.toString();
    }

    <S extends SqlStatement<S>> S bind(S statement) {
        statement.bindList("states", states).bindList("reading", reading);
        filter.map().ifPresent(map -> statement.bind("map", map));
        filter.reason().ifPresent(reason -> statement.bind("reason", reason));
        filter.file().ifPresent(file -> statement.bind("file", file));
        if (!filter.ids().isEmpty()) {
            statement.bindList("ids", List.copyOf(filter.ids()));
        }
        return statement;
    }

    /** The numbers of the rows, oldest first. */
    List<Long> ids(Handle handle) {
        String sql = "select c.id from row_change c join drop_file d on d.id = c.drop_id where" + where();
        return new ArrayList<>(bind(handle.createQuery(sql + " order by c.id"))
                .mapTo(Long.class)
                .list());
    }
}
