package io.dualwrite.component;

import io.dualwrite.delivery.Delivery;
import io.dualwrite.row.Side;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;

/** What both components share. */
public abstract class SideComponent extends DefaultComponent {
    private final Side side;

    @Metadata(label = "advanced", autowired = true, description = "The journal, which has the changes to consume")
    private Changes changes;

    @Metadata(label = "advanced", autowired = true, description = "Writes batches to the systems")
    private Delivery delivery;

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Keeps the two directions of a map apart; must be the same for both components")
    private MapLocks locks;

    SideComponent(Side side) {
        this.side = side;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank()) {
            throw new IllegalArgumentException(
                    uri + " names no table; expected one, as in finops:CustomersV3 or dataverse:accounts");
        }
        SideEndpoint endpoint = endpoint(uri, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    abstract SideEndpoint endpoint(String uri, String table);

    public Side side() {
        return side;
    }

    public Changes getChanges() {
        return changes;
    }

    /** The journal, which has the changes to consume. */
    public void setChanges(Changes changes) {
        this.changes = changes;
    }

    public Delivery getDelivery() {
        return delivery;
    }

    /** Writes batches to the systems. */
    public void setDelivery(Delivery delivery) {
        this.delivery = delivery;
    }

    public MapLocks getLocks() {
        return locks;
    }

    /** Keeps the two directions of a map apart; must be the same for both components. */
    public void setLocks(MapLocks locks) {
        this.locks = locks;
    }
}
