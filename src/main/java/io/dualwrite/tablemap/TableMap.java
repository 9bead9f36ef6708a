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
 * @param identity F&O fields in which a document and another one of the same number differ
 * @param numbering for rows of Sales without a number, if the map gives them one
 * @param instead the map that this one stands in for; such a one is in effect only if it is chosen by name
 * @param deletePolicies what a deletion does on the other side, for each direction
 * @param conflicts whose value stays where both sides changed a field
 * @param cds whether it is one of two legs, or both
 * @param fingerprint changes whenever the map's content does (comments, and what a deletion or a conflict does, do not count)
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
        List<String> identity,
        Optional<Numbering> numbering,
        Optional<String> instead,
        Map<Direction, DeletePolicy> deletePolicies,
        ConflictPolicy conflicts,
        Cds cds,
        String fingerprint) {

    static TableMap of(
            String name,
            String version,
            TableSide finops,
            TableSide dataverse,
            Optional<Direction> only,
            List<FieldMapping> fields,
            List<String> lastFields,
            Map<String, String> derive,
            List<String> identity,
            Optional<Numbering> numbering,
            Optional<String> instead,
            Map<Direction, DeletePolicy> deletePolicies,
            ConflictPolicy conflicts,
            Cds cds) {
        List<Object> content = List.of(
                name,
                version,
                text(finops),
                text(dataverse),
                only,
                fields,
                values(fields),
                lastFields,
                derive,
                identity,
                numbering,
                cds instanceof Cds.Both legs
                        ? legs.first().fingerprint() + legs.second().fingerprint()
                        : "");
        return new TableMap(
                name,
                version,
                finops,
                dataverse,
                only,
                fields,
                lastFields,
                derive,
                identity,
                numbering,
                instead,
                Map.copyOf(deletePolicies),
                conflicts,
                cds,
                hash(content.toString()));
    }

    /** The same map with these lines in place of its own. */
    TableMap with(List<FieldMapping> lines) {
        return of(
                name,
                version,
                finops,
                dataverse,
                only,
                lines,
                lastFields,
                derive,
                identity,
                numbering,
                instead,
                deletePolicies,
                conflicts,
                cds);
    }

    public TableSide side(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }

    /** The table's name in URLs. */
    public String table(Side side) {
        return side(side).table();
    }

    /** Is it of the newest published set? Its version says so: the tables of 2020 are version 1. */
    public boolean newest() {
        return !version.startsWith("1.");
    }

    /** What a deletion that comes this way does. */
    public DeletePolicy onDelete(Direction direction) {
        return deletePolicies.getOrDefault(direction, DeletePolicy.DELETE);
    }

    /** Does any field flow that way, and is the map not limited to the other one? */
    public boolean flows(Direction direction) {
        return only.map(direction::equals).orElse(true)
                && fields.stream().anyMatch(field -> !field.constant() && field.flows(direction));
    }

    /** Is that field of a side fed from the other side and fed back to it, so that both sides may change it? */
    public boolean bothWays(Side side, String name) {
        return only.isEmpty()
                && fields.stream()
                        .filter(field ->
                                field.name(side).filter(name::equalsIgnoreCase).isPresent())
                        .anyMatch(field -> !field.constant()
                                && field.flows(Direction.TO_DATAVERSE)
                                && field.flows(Direction.TO_FINOPS));
    }

    /** Does it end in CDS, so that another map must take the row on to F&O? */
    boolean isFirstLeg() {
        return cds instanceof Cds.FirstLeg;
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
