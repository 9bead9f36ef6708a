package io.dualwrite.check;

import io.dualwrite.row.Side;
import java.util.List;

/**
 * Documents that both systems number.
 *
 * @param dataType F&O's name of the number, by which it refers to its sequence
 * @param prefix the column of Sales' organization that the numbers begin with; empty if they do not
 * @param counter the column of Sales' organization that tells where the counter stands; empty if none does
 */
record Numbered(
        String dataType,
        String finopsSet,
        String finopsColumn,
        String table,
        String column,
        String map,
        String prefix,
        String counter) {
    static final List<Numbered> ALL = List.of(
            new Numbered(
                    "SalesId",
                    "CDSSalesOrderHeaders",
                    "SalesOrderNumber",
                    "salesorders",
                    "msdyn_salesordernumber",
                    "orders",
                    "orderprefix",
                    "currentordernumber"),
            new Numbered(
                    "QuotationId",
                    "CDSSalesQuotationHeaders",
                    "SalesQuotationNumber",
                    "quotes",
                    "msdyn_quotenumber",
                    "quotes",
                    "quoteprefix",
                    "currentquotenumber"),
            new Numbered(
                    "CustAccount", "CustomersV3", "CustomerAccount", "accounts", "accountnumber", "accounts", "", ""),
            new Numbered(
                    "ContactPersonId",
                    "CDSContactsV2",
                    "ContactPersonId",
                    "contacts",
                    "msdyn_contactpersonid",
                    "contact-persons",
                    "",
                    ""));

    Place place(Side side) {
        return Place.of(side, side == Side.FINOPS ? finopsSet + "." + finopsColumn : table + "." + column);
    }

    /** Table names of these are regular: {@code salesorders}, {@code salesorder}. */
    String logicalName() {
        return table.substring(0, table.length() - 1);
    }
}
