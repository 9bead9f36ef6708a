package io.dualwrite.component;

import io.dualwrite.delivery.Delivery;
import io.dualwrite.row.Side;
import org.apache.camel.spi.annotations.Component;

/** The component {@code finops:}. */
@Component("finops")
public final class FinopsComponent extends SideComponent {
    public FinopsComponent() {
        super(Side.FINOPS);
    }

    public FinopsComponent(Changes changes, Delivery delivery, MapLocks locks) {
        this();
        setChanges(changes);
        setDelivery(delivery);
        setLocks(locks);
    }

    @Override
    SideEndpoint endpoint(String uri, String table) {
        return new FinopsEndpoint(uri, this, table);
    }
}
