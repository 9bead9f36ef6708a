package io.dualwrite.component;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/** What the endpoints of both components share. */
public abstract class SideEndpoint extends ScheduledPollEndpoint implements MultipleConsumersSupport {
    /** Writes rows, and deletes what was deleted at its source. */
    static final String UPSERT = "upsert";

    /** Writes rows; deletes are filtered. */
    static final String UPSERT_ONLY = "upsertOnly";

    private static final int SHORT_DELAY_MILLIS = 250;

    @UriParam(
            label = "consumer",
            description = "The table map whose changes to consume. The default is the route's id without its"
                    + " direction: orders for the route orders.to-dataverse")
    private String map;

    @UriParam(
            label = "producer",
            defaultValue = UPSERT,
            enums = UPSERT + "," + UPSERT_ONLY,
            description = "Whether deletes are written too (upsert) or filtered (upsertOnly)")
    private String operation = UPSERT;

    @UriParam(
            label = "common",
            description =
                    "Consumer: changes in one exchange, as many as keep all connections busy unless told otherwise."
                            + " Producer: rows in one request, the setting delivery.batch-size unless told otherwise. At most 1000")
    @Metadata(javaType = "java.lang.Integer")
    private Integer batchSize;

    SideEndpoint(String uri, SideComponent component) {
        super(uri, component);
        // While there is work there is no reason to pause between batches.
        setGreedy(true);
        setDelay(SHORT_DELAY_MILLIS);
        setInitialDelay(SHORT_DELAY_MILLIS);
    }

    /** One table may have several maps, each with its flow: customers are accounts or contacts. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new SideProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SideConsumer consumer = new SideConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public SideComponent getComponent() {
        return (SideComponent) super.getComponent();
    }

    Side side() {
        return getComponent().side();
    }

    /**
     * The table map whose changes a route from here consumes: the option map, else what the route's id names.
     *
     * @throws IllegalArgumentException if neither names one
     */
    public String mapOf(String routeId) {
        if (map != null) {
            return map;
        }
        String direction = Direction.from(side()).word();
        for (String separator : List.of(".", "-")) {
            String end = separator + direction;
            if (routeId.endsWith(end) && routeId.length() > end.length()) {
                return routeId.substring(0, routeId.length() - end.length());
            }
        }
        throw new IllegalArgumentException("route '" + routeId + "' consumes " + this + " but its id names no map;"
                + " expected <map>." + direction + ", or the option map");
    }

    public String getMap() {
        return map;
    }

    /** The table map whose changes to consume. */
    public void setMap(String map) {
        this.map = map;
    }

    public String getOperation() {
        return operation;
    }

    /**
     * Whether deletes are written too or filtered.
     *
     * @throws IllegalArgumentException for any other word
     */
    public void setOperation(String operation) {
        if (!operation.equals(UPSERT) && !operation.equals(UPSERT_ONLY)) {
            throw new IllegalArgumentException(
                    "operation '" + operation + "'; expected " + UPSERT + " or " + UPSERT_ONLY);
        }
        this.operation = operation;
    }

    public Integer getBatchSize() {
        return batchSize;
    }

    /**
     * Changes in one exchange, or rows in one request.
     *
     * @throws IllegalArgumentException if it is not 1 to 1000
     */
    public void setBatchSize(Integer batchSize) {
        if (batchSize < 1 || batchSize > 1000) {
            throw new IllegalArgumentException("batchSize " + batchSize + "; expected 1 to 1000");
        }
        this.batchSize = batchSize;
    }
}
