package io.dualwrite.component;

import org.apache.camel.Category;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;

/**
 * Changes of Dynamics 365 Sales on Dataverse, and writing to it.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "dataverse",
        title = "Dataverse",
        syntax = "dataverse:table",
        category = {Category.SAAS})
public final class DataverseEndpoint extends SideEndpoint {
    @UriPath(description = "The table's set name, as in URLs: salesorders")
    @Metadata(required = true)
    private String table;

    DataverseEndpoint(String uri, SideComponent component, String table) {
        super(uri, component);
        this.table = table;
    }

    public String getTable() {
        return table;
    }

    /** The table's set name, as in URLs: salesorders. */
    public void setTable(String table) {
        this.table = table;
    }
}
