package io.dualwrite.component;

import io.dualwrite.delivery.Closed;
import io.dualwrite.delivery.Delivery;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes of one map from the journal, one exchange per batch, and records what the route made of them. Whatever
 * happens in the route, each change of the batch is recorded with an outcome.
 */
final class SideConsumer extends ScheduledPollConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(SideConsumer.class);
    private static final long PATIENCE_MILLIS = 2000;

    private final SideEndpoint endpoint;
    private final Direction direction;
    private String map;

    SideConsumer(SideEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.direction = Direction.from(endpoint.side());
    }

    @Override
    protected void doStart() throws Exception {
        map = endpoint.mapOf(routeId());
        super.doStart();
    }

    private String routeId() {
        return getRoute() == null ? "" : getRoute().getRouteId();
    }

    @Override
    protected int poll() throws Exception {
        if (!changes().inEffect(map)) {
            return 0;
        }
        if (delivery().closedUntil(direction.target()).isPresent() || !isRunAllowed() || isSuspendingOrSuspended()) {
            return 0;
        }
        if (!locks().acquire(map, PATIENCE_MILLIS)) {
            return 0;
        }
        try {
            Batch batch = changes().claim(map, direction, size());
            return batch.changes().isEmpty() ? closeHeaders() : run(batch);
        } finally {
            locks().release(map);
        }
    }

    private int size() {
        return endpoint.getBatchSize() == null ? delivery().appetite() : endpoint.getBatchSize();
    }

    private int run(Batch batch) {
        Exchange exchange = createExchange(false);
        try {
            delivery().clearDoubts(batch);
            exchange.getMessage().setBody(batch);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            settleTheRest(batch, exchange);
            record(batch);
        } finally {
            releaseExchange(exchange, false);
        }
        return batch.changes().size();
    }

    /** Nothing may be lost because a step failed or a route forgot to deliver. */
    private void settleTheRest(Batch batch, Exchange exchange) {
        List<Change> open = batch.open();
        if (open.isEmpty()) {
            return;
        }
        Throwable cause = Optional.<Throwable>ofNullable(exchange.getException())
                .orElse(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        String reason = cause == null
                ? "route " + routeId() + " ended without an outcome for this row"
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        LOG.warn(
                "{} of {} changes of {} {} are tried again: {}",
                open.size(),
                batch.changes().size(),
                map,
                direction.word(),
                reason,
                cause);
        open.forEach(change -> change.settle(delivery().unforeseen(change, reason)));
    }

    private void record(Batch batch) {
        try {
            changes().record(batch);
        } catch (RuntimeException e) {
            // Delivering again is harmless, since every row has its address in the target.
            changes().release(batch);
            throw e;
        }
    }

    /** With nothing else to do: state and status of orders whose lines are done. */
    private int closeHeaders() {
        List<Link> due = changes().toClose(map, direction, size());
        if (due.isEmpty()) {
            return 0;
        }
        try {
            List<Closed> closed = delivery().close(due);
            changes().closed(map, direction, closed);
            return (int) closed.stream().filter(Closed::done).count();
        } catch (RuntimeException e) {
            changes().giveBack(map, due);
            throw e;
        }
    }

    private Changes changes() {
        return endpoint.getComponent().getChanges();
    }

    private Delivery delivery() {
        return endpoint.getComponent().getDelivery();
    }

    private MapLocks locks() {
        return endpoint.getComponent().getLocks();
    }
}
