package io.dualwrite.schema;

import java.util.List;
import java.util.Map;

/**
 * A column of a table.
 *
 * @param name as the system spells it: {@code SalesOrderNumber}, {@code shipto_city}
 * @param maxLength of a text, 0 if not known
 * @param scale decimals of a number, -1 if not known
 * @param targets logical names of the tables a lookup may point to
 * @param options allowed values and their labels; a status's label ends in {@code [state n]}. Of an F&O enum the
 *     value is the symbol ({@code Yes}) and the label its number ({@code 1})
 * @param source where the type is from: published, or how it was inferred
 */
public record Column(
        String name,
        ColumnType type,
        int maxLength,
        int scale,
        boolean required,
        List<String> targets,
        Map<String, String> options,
        String source) {}
