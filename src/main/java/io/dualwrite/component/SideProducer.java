package io.dualwrite.component;

import io.dualwrite.delivery.Delivery;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Writes the batch in the body; afterwards every change has an outcome. */
final class SideProducer extends DefaultProducer {
    private final SideEndpoint endpoint;

    SideProducer(SideEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        if (batch == null) {
            throw new IllegalArgumentException(endpoint + " got a body of "
                    + (exchange.getMessage().getBody() == null
                            ? "nothing"
                            : exchange.getMessage().getBody().getClass().getName())
                    + "; expected a batch from finops: or dataverse:");
        }
        if (batch.direction().target() != endpoint.side()) {
            throw new IllegalArgumentException(
                    endpoint + " got changes " + batch.direction().word() + "; write them to "
                            + batch.direction().target().word() + ":");
        }
        deliver(batch);
    }

    private void deliver(Batch batch) {
        if (endpoint.getOperation().equals(SideEndpoint.UPSERT_ONLY)) {
            for (Change change : batch.open()) {
                if (change.operation() == Operation.DELETE) {
                    change.settle(Outcome.filtered("deletes-off", "operation upsert in the route"));
                }
            }
        }
        Delivery delivery = endpoint.getComponent().getDelivery();
        if (endpoint.getBatchSize() == null) {
            delivery.deliver(batch);
        } else {
            delivery.deliver(batch, endpoint.getBatchSize());
        }
    }
}
