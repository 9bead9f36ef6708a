package io.dualwrite.component;

import io.dualwrite.delivery.Delivery;
import io.dualwrite.row.Side;
import org.apache.camel.spi.annotations.Component;

/** The component {@code dataverse:}. */
@Component("dataverse")
public final class DataverseComponent extends SideComponent {
    public DataverseComponent() {
        super(Side.DATAVERSE);
    }

    public DataverseComponent(Changes changes, Delivery delivery, MapLocks locks) {
        this();
        setChanges(changes);
        setDelivery(delivery);
        setLocks(locks);
    }

    @Override
    SideEndpoint endpoint(String uri, String table) {
        return new DataverseEndpoint(uri, this, table);
    }
}
