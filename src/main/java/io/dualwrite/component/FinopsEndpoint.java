package io.dualwrite.component;

import org.apache.camel.Category;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;

/**
 * Changes of Dynamics 365 Finance and Operations, and writing to it.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "finops",
        title = "Finance and Operations",
        syntax = "finops:entitySet",
        category = {Category.SAAS})
public final class FinopsEndpoint extends SideEndpoint {
    @UriPath(description = "The entity set, as in URLs: CDSSalesOrderHeaders")
    @Metadata(required = true)
    private String entitySet;

    FinopsEndpoint(String uri, SideComponent component, String entitySet) {
        super(uri, component);
        this.entitySet = entitySet;
    }

    public String getEntitySet() {
        return entitySet;
    }

    /** The entity set, as in URLs: CDSSalesOrderHeaders. */
    public void setEntitySet(String entitySet) {
        this.entitySet = entitySet;
    }
}
