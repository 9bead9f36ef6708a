package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.util.List;
import java.util.Optional;

/**
 * One end of a map.
 *
 * @param schema the table as the schema has it
 * @param key F&O: key columns with {@code dataAreaId}; Dataverse: columns and paths of the integration key
 * @param filter which rows of this side flow; all if empty
 */
public record TableSide(Side side, Table schema, List<String> key, Optional<RowFilter> filter) {
    static final String DATA_AREA = "dataAreaId";
    private static final String COMPANY_CODE = ".cdm_companycode";

    /** The name in URLs: {@code CDSSalesOrderHeaders}, {@code salesorders}. */
    public String table() {
        return schema.set();
    }

    /** The key column or path that holds the company; nothing for tables that all companies share. */
    public Optional<String> companyField() {
        return key.stream().filter(this::isCompany).findFirst();
    }

    /** The key without the company. */
    public List<String> keyWithoutCompany() {
        return key.stream().filter(column -> !isCompany(column)).toList();
    }

    private boolean isCompany(String column) {
        return side == Side.FINOPS ? column.equalsIgnoreCase(DATA_AREA) : column.endsWith(COMPANY_CODE);
    }
}
