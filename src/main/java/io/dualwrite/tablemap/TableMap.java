package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An F&O entity paired with a Dataverse table.
 *
 * @param only the one direction the map is limited to; empty: as its fields say
 * @param lastFields Dataverse columns that are written after the row and its lines
 * @param derive Dataverse key column to the column that fills it where it is blank
 * @param fingerprint changes whenever the map's content does (comments do not count)
 */
public record TableMap(
        String name,
        String version,
        TableSide finops,
        TableSide dataverse,
        Optional<Direction> only,
        List<FieldMapping> fields,
        List<String> lastFields,
        Map<String, String> derive,
        String fingerprint) {

    static TableMap of(
            String name,
            String version,
            TableSide finops,
            TableSide dataverse,
            Optional<Direction> only,
            List<FieldMapping> fields,
            List<String> lastFields,
            Map<String, String> derive) {
        List<Object> content =
                List.of(name, version, text(finops), text(dataverse), only, fields, values(fields), lastFields, derive);
        return new TableMap(
                name, version, finops, dataverse, only, fields, lastFields, derive, hash(content.toString()));
    }

    public TableSide side(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }

    /** The table's name in URLs. */
    public String table(Side side) {
        return side(side).table();
    }

    /** Does any field flow that way, and is the map not limited to the other one? */
    public boolean flows(Direction direction) {
        return only.map(direction::equals).orElse(true)
                && fields.stream().anyMatch(field -> !field.constant() && field.flows(direction));
    }

    /** The first line that names this F&O column or Dataverse path, in any case. */
    public Optional<FieldMapping> fieldFor(Side side, String name) {
        return fields.stream()
                .filter(field -> field.name(side).filter(name::equalsIgnoreCase).isPresent())
                .findFirst();
    }

    private static String text(TableSide side) {
        return side.table() + side.key() + side.filter().map(RowFilter::text).orElse("");
    }

    private static List<Optional<ValueMap>> values(List<FieldMapping> fields) {
        return fields.stream().map(FieldMapping::values).distinct().toList();
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
