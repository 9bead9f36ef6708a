package io.dualwrite.flow;

import io.dualwrite.flow.Scenario.Act;
import io.dualwrite.flow.Scenario.Edit;
import io.dualwrite.flow.Scenario.Kind;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The people who work in the two systems: they make documents, edit and delete them over the systems' own APIs. */
final class People {
    private static final String SALES = "/api/data/v9.2/";

    private final World world;
    private final String company;
    private final String currency;
    private final String account;
    private final String product;
    private final String unit;
    private long edits;
    private long refused;

    /** Lets what was made come to rest on both sides. */
    interface Settling {
        void settle() throws Exception;
    }

    /** Makes what every document needs. */
    People(World world, Settling settling) throws Exception {
        this.world = world;
        world.finopsRow("LegalEntities", "{\"LegalEntityId\":\"usmf\",\"Name\":\"Contoso\"}");
        world.finopsRow("Currencies", "{\"CurrencyCode\":\"USD\",\"Name\":\"US Dollar\",\"Symbol\":\"$\"}");
        world.finopsRow("UnitsOfMeasure", "{\"UnitSymbol\":\"pcs\",\"UnitClass\":\"Quantity\",\"DecimalPrecision\":2}");
        world.finopsRow("CustomersV3", customer("C-1"));
        world.finopsRow("CDSReleasedDistinctProducts", product("P-1"));
        settling.settle();
        company = id("cdm_companies", "cdm_companyid", "cdm_companycode eq 'usmf'");
        currency = id("transactioncurrencies", "transactioncurrencyid", "isocurrencycode eq 'USD'");
        account = id("accounts", "accountid", "accountnumber eq 'C-1'");
        product = id("products", "productid", "msdyn_productnumber eq 'P-1'");
        unit = id("uoms", "uomid", "msdyn_symbol eq 'pcs'");
    }

    private String id(String table, String column, String filter) throws Exception {
        return world.dataverse(table, filter).path(0).path(column).asText();
    }

    private static String customer(String number) {
        return "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"" + number
                + "\",\"PartyType\":\"Organization\",\"OrganizationName\":\"First\",\"SalesCurrencyCode\":\"USD\"}";
    }

    private static String product(String number) {
        return "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"" + number + "\",\"ItemNumber\":\"" + number
                + "\",\"ProductName\":\"Lamp\",\"ProductType\":\"Item\",\"SalesUnitSymbol\":\"pcs\","
                + "\"SalesUnitDecimalPrecision\":2,\"SalesPrice\":20,\"CurrencyCode\":\"USD\"}";
    }

    /** Makes the document where it is born. */
    void make(String number, Scenario scenario) throws Exception {
        if (scenario.bornIn() == Side.FINOPS || scenario.kind() == Kind.PRODUCT) {
            makeInFinops(number, scenario);
        } else {
            makeInSales(number, scenario);
        }
    }

    private void makeInFinops(String number, Scenario scenario) throws Exception {
        switch (scenario.kind()) {
            case CUSTOMER -> world.finopsRow("CustomersV3", customer(number));
            case PRODUCT -> world.finopsRow("CDSReleasedDistinctProducts", product(number));
            case ORDER ->
                world.finopsRow(
                        "CDSSalesOrderHeaders",
                        "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"" + number
                                + "\",\"OrderingCustomerAccountNumber\":\"C-1\",\"CurrencyCode\":\"USD\"}");
            case QUOTE ->
                world.finopsRow(
                        "CDSSalesQuotationHeaders",
                        "{\"dataAreaId\":\"usmf\",\"SalesQuotationNumber\":\"" + number
                                + "\",\"RequestingCustomerAccountNumber\":\"C-1\",\"CurrencyCode\":\"USD\","
                                + "\"SalesQuotationName\":\"Offer\"}");
        }
        addLines(Side.FINOPS, number, scenario);
    }

    private void makeInSales(String number, Scenario scenario) throws Exception {
        String common = "\"name\":\"" + number + "\",\"msdyn_company@odata.bind\":\"/cdm_companies(" + company
                + ")\",\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies(" + currency + ")\"";
        String customer = ",\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"";
        switch (scenario.kind()) {
            case ORDER ->
                world.dataverseRow(
                        "salesorders",
                        "{\"msdyn_salesordernumber\":\"" + number + "\",\"msdyn_ordertype\":192350000," + common
                                + customer + "}");
            case QUOTE ->
                world.dataverseRow("quotes", "{\"msdyn_quotenumber\":\"" + number + "\"," + common + customer + "}");
            default ->
                world.dataverseRow(
                        "accounts", "{\"accountnumber\":\"" + number + "\",\"customertypecode\":3," + common + "}");
        }
        addLines(Side.DATAVERSE, number, scenario);
    }

    private void addLines(Side side, String number, Scenario scenario) throws Exception {
        if (Fields.OF_LINES.containsKey(scenario.kind())) {
            for (int line = 1; line <= scenario.lines(); line++) {
                addLine(side, number, scenario.kind(), line);
            }
        }
    }

    private boolean addLine(Side side, String number, Kind kind, int line) throws Exception {
        boolean order = kind == Kind.ORDER;
        if (side == Side.FINOPS) {
            return took(world.asPerson(
                    "POST",
                    "/data/" + (order ? "CDSSalesOrderLines" : "CDSSalesQuotationLines"),
                    "{\"dataAreaId\":\"usmf\",\"" + (order ? "SalesOrderNumber" : "SalesQuotationNumber") + "\":\""
                            + number + "\",\"LineCreationSequenceNumber\":" + line
                            + ",\"ProductNumber\":\"P-1\",\"SalesUnitSymbol\":\"pcs\",\"CurrencyCode\":\"USD\",\""
                            + (order ? "OrderedSalesQuantity" : "RequestedSalesQuantity")
                            + "\":2,\"SalesPrice\":20}"));
        }
        String header = header(kind, number);
        if (header.isEmpty()) {
            return false;
        }
        return took(world.asPerson(
                "POST",
                SALES + (order ? "salesorderdetails" : "quotedetails"),
                "{\"" + (order ? "salesorderid" : "quoteid") + "@odata.bind\":\"/"
                        + (order ? "salesorders(" : "quotes(") + header + ")\",\"productid@odata.bind\":\"/products("
                        + product + ")\",\"uomid@odata.bind\":\"/uoms(" + unit + ")\",\"sequencenumber\":" + line
                        + ",\"quantity\":2,\"priceperunit\":20}"));
    }

    private String header(Kind kind, String number) throws Exception {
        return kind == Kind.ORDER
                ? id("salesorders", "salesorderid", "msdyn_salesordernumber eq '" + number + "'")
                : id("quotes", "quoteid", "msdyn_quotenumber eq '" + number + "'");
    }

    /** Makes one edit, if the system has the row and takes it. */
    void edit(String number, Scenario scenario, Edit edit) throws Exception {
        edits++;
        if (!tried(number, scenario, edit)) {
            refused++;
        }
    }

    private boolean tried(String number, Scenario scenario, Edit edit) throws Exception {
        Kind kind = scenario.kind();
        int line = 1 + edit.field() % 2;
        return switch (edit.act()) {
            case LINE_ADD -> addLine(edit.side(), number, kind, 3 + edit.field() % 3);
            case LINE_DELETE -> write("DELETE", lineAddress(edit.side(), kind, number, line), "");
            // what is left of a deleted order is told by the policy of its map, and products stay
            case DELETE ->
                kind != Kind.ORDER && kind != Kind.PRODUCT && write("DELETE", address(edit.side(), kind, number), "");
            case LINE_SET, LINE_SET_TWO ->
                write(
                        "PATCH",
                        lineAddress(edit.side(), kind, number, line),
                        body(Fields.OF_LINES.get(kind), edit, edit.act() == Act.LINE_SET_TWO));
            case SET, SET_TWO ->
                write(
                        "PATCH",
                        address(edit.side(), kind, number),
                        body(Fields.OF_HEADERS.get(kind), edit, edit.act() == Act.SET_TWO));
        };
    }

    private static String body(List<Fields> fields, Edit edit, boolean two) {
        return Stream.of(edit.field(), edit.field() + 1)
                .limit(two ? 2 : 1)
                .map(field -> fields.get(field % fields.size()).json(edit.side(), edit.value()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private boolean write(String method, String path, String body) throws Exception {
        return !path.isEmpty() && took(world.asPerson(method, path, body));
    }

    private static boolean took(int status) {
        return status / 100 == 2;
    }

    /** Empty if the side does not have it. */
    private String address(Side side, Kind kind, String number) throws Exception {
        if (side == Side.DATAVERSE) {
            String id = kind == Kind.CUSTOMER
                    ? id("accounts", "accountid", "accountnumber eq '" + number + "'")
                    : header(kind, number);
            String table =
                    switch (kind) {
                        case CUSTOMER -> "accounts";
                        case ORDER -> "salesorders";
                        default -> "quotes";
                    };
            return id.isEmpty() ? "" : SALES + table + "(" + id + ")";
        }
        String set =
                switch (kind) {
                    case CUSTOMER -> "CustomersV3(dataAreaId='usmf',CustomerAccount='";
                    case ORDER -> "CDSSalesOrderHeaders(dataAreaId='usmf',SalesOrderNumber='";
                    case QUOTE -> "CDSSalesQuotationHeaders(dataAreaId='usmf',SalesQuotationNumber='";
                    case PRODUCT -> "CDSReleasedDistinctProducts(dataAreaId='usmf',ProductNumber='";
                };
        return "/data/" + set + number + "')?cross-company=true";
    }

    private String lineAddress(Side side, Kind kind, String number, int line) throws Exception {
        boolean order = kind == Kind.ORDER;
        if (side == Side.FINOPS) {
            return "/data/"
                    + (order
                            ? "CDSSalesOrderLines(dataAreaId='usmf',SalesOrderNumber='"
                            : "CDSSalesQuotationLines(dataAreaId='usmf',SalesQuotationNumber='")
                    + number + "',LineCreationSequenceNumber=" + line + ")?cross-company=true";
        }
        String header = header(kind, number);
        if (header.isEmpty()) {
            return "";
        }
        String id = order
                ? id(
                        "salesorderdetails",
                        "salesorderdetailid",
                        "_salesorderid_value eq " + header + " and sequencenumber eq " + line)
                : id("quotedetails", "quotedetailid", "_quoteid_value eq " + header + " and sequencenumber eq " + line);
        return id.isEmpty() ? "" : SALES + (order ? "salesorderdetails(" : "quotedetails(") + id + ")";
    }

    /** How many edits were tried, and how many of them a system did not have the row for or did not take. */
    String told() {
        return edits + " edits, " + refused + " of them not possible where they were tried";
    }
}
