package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.function.Consumer;

/** The settings of Sales that change what amounts mean: columns of its one organization row. */
final class Organization {
    static final String COLUMNS = "discountcalculationmethod,oobpricecalculationenabled,pricingdecimalprecision,"
            + "orderprefix,quoteprefix,currentordernumber,currentquotenumber,uniquespecifierlength";

    private static final int LINE_ITEM = 0;

    private Organization() {}

    static JsonNode of(LiveSide dataverse) throws Unreadable {
        List<JsonNode> rows = dataverse.rows("organizations", COLUMNS);
        if (rows.isEmpty()) {
            throw new Unreadable(Side.DATAVERSE, Code.NOT_READABLE, "organizations", "no row of organizations");
        }
        return rows.get(0);
    }

    static void check(JsonNode organization, Consumer<Finding> found) {
        JsonNode method = organization.path("discountcalculationmethod");
        if (!method.isInt() || method.asInt() != LINE_ITEM) {
            found.accept(new Finding(
                    Code.DISCOUNT_METHOD,
                    Place.of(Side.DATAVERSE, "organizations.discountcalculationmethod"),
                    method.asInt() == 1 ? "1 (Per unit)" : method.toString(),
                    LINE_ITEM + " (Line item)"));
        }
        JsonNode pricing = organization.path("oobpricecalculationenabled");
        if (!pricing.asBoolean()) {
            found.accept(new Finding(
                    Code.SYSTEM_PRICING,
                    Place.of(Side.DATAVERSE, "organizations.oobpricecalculationenabled"),
                    pricing.toString(),
                    "true"));
        }
    }
}
