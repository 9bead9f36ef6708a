package io.dualwrite.schema;

import io.dualwrite.row.Side;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of one side.
 *
 * @param set its name in URLs: {@code CDSSalesOrderHeaders}, {@code salesorders}
 * @param name its logical name in Dataverse ({@code salesorder}), its technical name in F&O ({@code
 *     SalesOrderHeaderCDSEntity})
 * @param display its public name: {@code CDS sales order headers}
 * @param primaryId the GUID column in Dataverse; empty in F&O
 * @param key F&O: the key's columns. Dataverse: the columns of the alternate key, lookup columns among them; may be
 *     empty
 * @param companyColumn {@code dataAreaId}, or the lookup to the company in Dataverse; empty for tables that all
 *     companies share
 * @param columns by name in lower case
 */
public record Table(
        Side side,
        String set,
        String name,
        String display,
        String primaryId,
        String primaryName,
        List<String> key,
        String companyColumn,
        Map<String, Column> columns) {

    /** A column by its name in any case. */
    public Optional<Column> column(String columnName) {
        return Optional.ofNullable(columns.get(columnName.toLowerCase(Locale.ROOT)));
    }

    public Collection<Column> allColumns() {
        return columns.values();
    }

    /** Is a row of this table a row of one company? */
    public boolean companyStriped() {
        return !companyColumn.isEmpty();
    }
}
