package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds Dataverse rows by GUID or alternate key, as URLs and binds name them. */
final class DataverseKeys {
    /** What the web server in front of Dataverse does not let through in a path. */
    private static final Pattern NOT_IN_URLS = Pattern.compile("[/<>*%&:\\\\?+]");

    private final Schema schema;
    private final RowStore store;

    /**
     * A key as an address gave it.
     *
     * @param id the GUID, if it was one
     * @param values the alternate key's columns otherwise
     */
    record Address(Table table, Optional<String> id, Map<String, Object> values) {}

    DataverseKeys(Schema schema, RowStore store) {
        this.schema = schema;
        this.store = store;
    }

    /** @throws Refusal 404 if there is no such table */
    Table table(String set) {
        return schema.table(Side.DATAVERSE, set)
                .filter(table -> table.set().equalsIgnoreCase(set))
                .orElseThrow(() -> Refusal.notFound("0x80060888", "Resource not found for the segment '" + set + "'."));
    }

    Optional<Navigation.Collection> collection(Table table, String name) {
        return Navigation.collection(schema, table, name);
    }

    Optional<Table> byName(String logicalName) {
        return schema.table(Side.DATAVERSE, logicalName);
    }

    /** @throws Refusal 400 if the key is neither a GUID nor the alternate key of the table */
    Address address(Table table, Map<String, String> key) {
        String single = key.size() == 1 ? key.getOrDefault("", key.get(table.primaryId())) : null;
        if (single != null) {
            return new Address(table, Optional.of(guid(single)), Map.of());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> part : key.entrySet()) {
            Column column = DataverseNames.column(table, part.getKey())
                    .orElseThrow(() -> DataverseNames.unknown(table, part.getKey()));
            values.put(column.name(), value(column, part.getValue()));
        }
        if (table.key().isEmpty() || !values.keySet().equals(java.util.Set.copyOf(table.key()))) {
            throw Refusal.badRequest(
                    "0x80060888",
                    "The specified key " + key.keySet() + " is not an alternate key of " + table.name()
                            + "; its key is " + table.key() + ".");
        }
        return new Address(table, Optional.empty(), values);
    }

    Optional<StoredRow> find(Address address) {
        TableRows rows = store.rows(address.table());
        return address.id().isPresent() ? rows.byId(address.id().get()) : rows.byKey(address.values());
    }

    /** @throws Refusal 404 if there is none, in Dataverse's words */
    StoredRow existing(Address address) {
        return find(address).orElseThrow(() -> missing(address));
    }

    static Refusal missing(Address address) {
        String name = address.table().name();
        return address.id().isPresent()
                ? Refusal.notFound(
                        "0x80040217", name + " With Id = " + address.id().get() + " Does Not Exist")
                : Refusal.notFound(
                        "0x80060891", "A record with the specified key values does not exist in " + name + " entity");
    }

    /** The row that a URL such as {@code /accounts(guid)} names, absolute or relative. */
    Reference reference(String url, Navigation navigation) {
        List<Segment> path =
                Segment.of(url.replaceFirst("(?i)^https?://[^/]+", "").replaceFirst("^/?api/data/v[\\d.]+", ""));
        if (path.size() != 1 || !path.get(0).hasKey()) {
            throw Refusal.badRequest(
                    "0x80048d19",
                    "The value '" + url + "' of " + navigation.name() + "@odata.bind is not the address of a row.");
        }
        Table table = table(path.get(0).name());
        if (!navigation.targets().contains(table.name())) {
            throw Refusal.badRequest(
                    "0x80048d19",
                    "A node of type '" + table.name() + "' was bound to '" + navigation.name() + "'; expected "
                            + navigation.targets() + ".");
        }
        return new Reference(
                table.name(), existing(address(table, path.get(0).key())).id());
    }

    private static Object value(Column column, String literal) {
        if (column.type() == ColumnType.LOOKUP || column.type() == ColumnType.GUID) {
            return guid(literal);
        }
        if (NOT_IN_URLS.matcher(literal).find()) {
            throw Refusal.badRequest(
                    "0x80060888",
                    "A potentially dangerous Request.Path value was detected from the client: the key value '" + literal
                            + "' of " + column.name() + " has one of / < > * % & : \\ ? +.");
        }
        if (column.type().isNumber() || column.type().isOption()) {
            try {
                return new BigDecimal(literal);
            } catch (NumberFormatException e) {
                throw Refusal.badRequest(
                        "0x80060888", "'" + literal + "' is not a number, as key " + column.name() + " is.");
            }
        }
        return literal;
    }

    static String guid(String literal) {
        try {
            return UUID.fromString(literal.replaceAll("[{}]", "")).toString();
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(
                    "0x80060888",
                    "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx): '" + literal
                            + "'.");
        }
    }
}
