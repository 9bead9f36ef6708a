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
        boolean deleted) {

    public Row image(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }
}
