package io.dualwrite.row;

import java.util.Optional;

/**
 * That a row stands on both sides, and the values it last had there when both agreed: its image. One per map and key.
 *
 * @param dataverseId the row's GUID in Dataverse, where known
 * @param finops image of the F&O row: the map's F&O fields, as far as they ever travelled
 * @param dataverse image of the Dataverse row: the map's columns and lookup paths, as far as they ever travelled
 * @param source the side whose change made the image; a change from the other side that equals it is our own echo
 * @param fingerprint of the map that made the image; another one means that equal source fields may map differently now
 * @param overwritten fields whose drops may be older than what we wrote there
 * @param pending fields that must be written last (state and status of an order whose lines are still on their way)
 */
public record Link(
        String map,
        RowKey key,
        Optional<String> dataverseId,
        Row finops,
        Row dataverse,
        Side source,
        String fingerprint,
        Row pending,
        boolean deleted,
        Overwritten overwritten) {

    /** One that we wrote nothing over. */
    public Link(
            String map,
            RowKey key,
            Optional<String> dataverseId,
            Row finops,
            Row dataverse,
            Side source,
            String fingerprint,
            Row pending,
            boolean deleted) {
        this(map, key, dataverseId, finops, dataverse, source, fingerprint, pending, deleted, Overwritten.none());
    }

    public Link withPending(Row fields) {
        return new Link(map, key, dataverseId, finops, dataverse, source, fingerprint, fields, deleted, overwritten);
    }

    /** With fields that one side has now, and no others. */
    public Link with(Side side, Row fields) {
        boolean here = side == Side.FINOPS;
        return new Link(
                map,
                key,
                dataverseId,
                here ? finops.overlaidWith(fields) : finops,
                here ? dataverse : dataverse.overlaidWith(fields),
                source,
                fingerprint,
                pending,
                deleted,
                overwritten);
    }

    public Row image(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }
}
