package io.dualwrite.tablemap;

import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.List;

/** Map files write F&O columns in any case, mostly upper; from here on they are spelled as F&O does. */
record FieldNames(Table finops) {
    List<FieldMapping> spelled(List<FieldMapping> fields) {
        return fields.stream().map(this::spelled).toList();
    }

    private FieldMapping spelled(FieldMapping field) {
        return new FieldMapping(
                field.line(),
                field.finops().map(name -> finops.column(name).map(Column::name).orElse(name)),
                field.type(),
                field.dataverse(),
                field.values(),
                field.otherwise(),
                field.optional(),
                field.ifFits());
    }
}
