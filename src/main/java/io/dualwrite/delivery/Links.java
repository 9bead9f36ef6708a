package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What delivery asks of the journal. */
public interface Links {
    /** The GUIDs of Dataverse rows, as far as the journal knows them; deleted rows are not among them. */
    Map<RowRef, String> dataverseIds(Collection<RowRef> rows);

    /** Was an earlier change of this row from the same side taken, be it as an echo? Then that side knows the row. */
    boolean spokeBefore(Change change);

    /**
     * What changes are in conflict about; durable on return, so that nothing is written over that is not on record.
     * It stands in the place of what was told of the same changes before.
     */
    void disagreed(Map<Change, List<Conflict>> conflicts);

    /**
     * A closed header was opened again so that lines can be written. To be kept at once: its Dataverse image takes the
     * fields {@code now}, and {@code pending} are to be written when its lines are done.
     */
    void reopened(Link header, Row now, Row pending);
}
