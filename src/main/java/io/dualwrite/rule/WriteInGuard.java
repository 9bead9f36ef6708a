package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.rule.OrderLines.KnownLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * F&O takes an order or a quote only if every line is one of its products. Judged over the lines known when the document
 * is claimed; one that is in F&O already is not held back by a line that is added later, only that line is.
 */
final class WriteInGuard implements Rule {
    private static final String REASON = "write-in-line";
    private static final String CATEGORY = "msdyn_salesproductcategory.msdyn_name";

    /** A drop may name the product by its number, by its GUID, or as Dataverse prints an expanded lookup. */
    private static final List<String> PRODUCT_FIELDS = List.of("productid", "_productid_value");

    private final RulePorts ports;

    WriteInGuard(RulePorts ports) {
        this.ports = ports;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() != Direction.TO_FINOPS) {
            return;
        }
        if (ports.tables().headerTable(change.map(), Side.DATAVERSE).isPresent()) {
            guardLine(change);
        } else if (change.link().isEmpty()) {
            guardDocument(change);
        }
    }

    private void guardDocument(Change document) {
        Optional<KnownLine> writeIn = ports.orderLines().of(document.map(), document.key()).stream()
                .filter(line -> !line.delivered() && isWriteIn(line.map(), line.row()))
                .findFirst();
        writeIn.ifPresent(line -> document.settle(Outcome.waiting(
                REASON,
                product(line.map()),
                "no product in line " + line.key(),
                ports.tables().table(line.map(), Side.DATAVERSE).stream()
                        .map(table -> new RowRef(Side.DATAVERSE, table.set(), line.key()))
                        .toList())));
    }

    private void guardLine(Change line) {
        if (!isWriteIn(line.map(), line.known()) || (line.link().isPresent() && saysNothingOfProduct(line.source()))) {
            return;
        }
        if (line.parent().isPresent()) {
            line.settle(Outcome.refused(
                    REASON,
                    product(line.map()),
                    "no product",
                    "a product that came from F&O",
                    "replace the write-in product of this line in Sales by one that came from F&O; its header and the"
                            + " other lines are not held back"));
            return;
        }
        ports.tables()
                .headerTable(line.map(), Side.FINOPS)
                .ifPresent(header -> line.settle(Outcome.waiting(
                        REASON,
                        product(line.map()),
                        "no product",
                        List.of(new RowRef(Side.FINOPS, header.set(), Money.headerKey(line.key()))))));
    }

    /** What the person who filled the line calls the product's number. */
    private String product(String lineMap) {
        return ports.tables().paired(lineMap, Side.FINOPS, "ProductNumber").orElse("productid");
    }

    private static boolean saysNothingOfProduct(Row delta) {
        return productFields(delta).findAny().isEmpty();
    }

    /** In the newest set a line without product is one of its sales product category, which F&O takes. */
    private boolean isWriteIn(String map, Row line) {
        boolean category = ports.tables().newest(map) && !line.isBlank(CATEGORY);
        return !category && productFields(line).allMatch(line::isBlank);
    }

    private static Stream<String> productFields(Row line) {
        return line.names().stream().filter(name -> PRODUCT_FIELDS.stream()
                .anyMatch(product -> name.toLowerCase(Locale.ROOT).startsWith(product)));
    }
}
