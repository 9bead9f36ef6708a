package io.dualwrite.exchange;

import java.util.List;
import java.util.Map;

/**
 * What became of a map of an export.
 *
 * @param name of the map
 * @param files their content by their path below the folder of the flows
 * @param tables lines for {@code schema/tables.csv}: tables that the schema does not have
 * @param columns lines for {@code schema/columns.csv} likewise
 * @param told what could not be said in our form, or was decided: by name and place
 */
public record Imported(
        String name, Map<String, String> files, List<String> tables, List<String> columns, List<String> told) {}
