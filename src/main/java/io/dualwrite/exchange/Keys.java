package io.dualwrite.exchange;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key of a map, which an export does not have: the F&O entity's key, and the columns that it is paired with. */
final class Keys {
    private static final String DATA_AREA = "dataAreaId";
    private static final String CODE = ".cdm_companycode";

    private final Schema schema;
    private final List<String> finops = new ArrayList<>();
    private final List<String> dataverse = new ArrayList<>();
    private final List<String> guessed = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();

    /** @param pairs F&O field in lower case to the Dataverse path it is paired with */
    Keys(Schema schema, Table entity, Table table, Map<String, String> pairs) {
        this.schema = schema;
        List<String> key = entity.key().isEmpty() ? guess(entity, table, pairs) : entity.key();
        for (String column : key) {
            finops.add(column);
            if (!column.equalsIgnoreCase(DATA_AREA)) {
                Optional.ofNullable(pairs.get(column.toLowerCase(java.util.Locale.ROOT)))
                        .ifPresent(dataverse::add);
            }
        }
        boolean companies = key.contains(DATA_AREA);
        if (companies) {
            company(table).ifPresent(dataverse::add);
        }
        declare(entity, table);
    }

    private void declare(Table entity, Table table) {
        if (entity.columns().isEmpty()) {
            tables.add(String.join(
                    ",",
                    "finops",
                    entity.set(),
                    entity.name(),
                    csv(entity.display()),
                    "",
                    "",
                    String.join(";", finops),
                    DATA_AREA));
        }
        if (table.columns().isEmpty()) {
            String key = String.join(
                    ";",
                    dataverse.stream()
                            .map(path -> path.split("\\.", 2)[0])
                            .distinct()
                            .toList());
            tables.add(String.join(
                    ",",
                    "dataverse",
                    table.set(),
                    table.name(),
                    table.display(),
                    table.primaryId(),
                    "",
                    key,
                    "msdyn_company"));
        }
    }

    private static String csv(String text) {
        return text.contains(",") ? "\"" + text + "\"" : text;
    }

    /** Of an entity that the schema does not have: what is paired with the key of the Dataverse table. */
    private List<String> guess(Table entity, Table table, Map<String, String> pairs) {
        List<String> key = new ArrayList<>(List.of(DATA_AREA));
        pairs.forEach((field, path) -> {
            if (table.key().stream().anyMatch(path.split("\\.", 2)[0]::equalsIgnoreCase)) {
                key.add(field.toUpperCase(java.util.Locale.ROOT));
            }
        });
        if (key.size() == 1) {
            pairs.keySet().stream().findFirst().ifPresent(first -> key.add(first.toUpperCase(java.util.Locale.ROOT)));
        }
        guessed.add("the key of " + entity.set() + " is not known; taken is " + String.join(", ", key));
        return key;
    }

    private Optional<String> company(Table table) {
        if (table.companyStriped()) {
            return Optional.of(table.companyColumn() + CODE);
        }
        if (table.columns().isEmpty()) {
            return Optional.of("msdyn_company" + CODE);
        }
        for (String path : dataverse) {
            Optional<Table> header = table.column(path.split("\\.", 2)[0])
                    .filter(column -> column.targets().size() == 1)
                    .flatMap(column ->
                            schema.table(Side.DATAVERSE, column.targets().get(0)))
                    .filter(Table::companyStriped);
            if (header.isPresent()) {
                return Optional.of(path.split("\\.", 2)[0] + "." + header.get().companyColumn() + CODE);
            }
        }
        return Optional.empty();
    }

    List<String> finops() {
        return finops;
    }

    List<String> dataverse() {
        return dataverse;
    }

    List<String> guessed() {
        return guessed;
    }

    /** Lines for tables that the schema does not have. */
    List<String> tables() {
        return tables;
    }
}
