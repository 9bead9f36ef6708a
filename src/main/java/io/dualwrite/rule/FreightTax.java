package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.math.BigDecimal;

/**
 * Sales has tax on lines only, so the tax on F&O's header is a line of its own there. No tax, no line; but a line that
 * is there stays when the tax goes, with a tax of 0, for the totals of the document have to follow.
 */
final class FreightTax implements Rule {
    private static final String TAX = "tax";

    private final MapTables tables;

    FreightTax(MapTables tables) {
        this.tables = tables;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() != Direction.TO_DATAVERSE) {
            return;
        }
        String headerTax = tables.paired(change.map(), Side.DATAVERSE, TAX).orElseThrow(() -> unpaired(change.map()));
        if (change.link().filter(link -> !link.deleted()).isPresent()) {
            if (change.target().has(TAX) && change.target().isBlank(TAX)) {
                change.decide(TAX, BigDecimal.ZERO);
            }
        } else if (!change.known().has(headerTax)) {
            throw new Unfit(Outcome.rejected(
                    "missing-column",
                    headerTax,
                    "no such column",
                    "the tax of the header, or 0",
                    "drop the file with the column " + headerTax));
        } else if (new Figures(change.known()).isZero(headerTax)) {
            change.settle(Outcome.filtered("no-header-tax", headerTax + " other than 0"));
        }
    }

    private static Unfit unpaired(String map) {
        return new Unfit(Outcome.rejected(
                "rule-misplaced",
                TAX,
                "no line for tax in the map " + map,
                "a line that fills tax from the header's tax",
                "add the line to the map, or take the rule freightTax out of its flow; then retry the row"));
    }
}
