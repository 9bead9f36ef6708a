package io.dualwrite.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What people do in both systems in a day: the sandbox tells each of it as a file that could be dropped. */
final class SourceEdits {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STATUS =
            List.of("Active", "Confirmed", "Delivered", "Invoiced", "PartiallyInvoiced", "Canceled");

    private final World world;
    private final Random chance;

    SourceEdits(World world, long seed) {
        this.world = world;
        this.chance = new Random(seed);
    }

    /** @param orders new ones in F&O; a third as many in Sales */
    void make(int orders) throws Exception {
        customers();
        finopsOrders();
        finopsLines();
        for (int n = 0; n < orders; n++) {
            newFinopsOrder(n);
        }
        accounts();
        salesOrders();
        for (int n = 0; n < orders / 3; n++) {
            newSalesOrder(n);
        }
    }

    private List<JsonNode> finops(String set) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        world.get("/data/" + set + "?cross-company=true").get("value").forEach(rows::add);
        return rows;
    }

    private List<JsonNode> sales(String set) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        world.get("/api/data/v9.2/" + set).get("value").forEach(rows::add);
        return rows;
    }

    /** Each row is edited on one side only: which of two comes first, nobody can foretell. */
    private static boolean isOfSales(JsonNode number) {
        return number.asText().matches("[C-K].*") && !number.asText().startsWith("F");
    }

    private static String quoted(JsonNode row, String name) {
        return name + "='" + row.get(name).asText() + "'";
    }

    private static String order(JsonNode row) {
        return quoted(row, "dataAreaId") + "," + quoted(row, "SalesOrderNumber");
    }

    private void customers() throws Exception {
        List<JsonNode> rows = finops("CustomersV3");
        for (JsonNode row : rows) {
            if (isOfSales(row.get("CustomerAccount"))) {
                continue;
            }
            String address = "CustomersV3(" + quoted(row, "dataAreaId") + "," + quoted(row, "CustomerAccount") + ")";
            switch (chance.nextInt(4)) {
                case 0 -> world.finopsEdit(address, "{\"CreditLimit\":" + (100 + chance.nextInt(900)) + ".50}");
                case 1 ->
                    world.finopsEdit(
                            address,
                            "{\"OrganizationName\":\"Renamed " + chance.nextInt(99)
                                    + "\",\"DeliveryAddressCity\":\"Bergen\"}");
                case 2 ->
                    world.finopsEdit(
                            address, "{\"DeliveryAddressCity\":" + row.get("DeliveryAddressCity") + "}"); // as it was
                default -> world.finopsEdit(address, "{\"PaymentTerms\":\"Net99\"}"); // nobody has these terms
            }
        }
    }

    private void finopsOrders() throws Exception {
        for (JsonNode row : finops("CDSSalesOrderHeaders")) {
            if (isOfSales(row.get("SalesOrderNumber"))) {
                continue;
            }
            String status = STATUS.get(chance.nextInt(STATUS.size()));
            world.finopsEdit(
                    "CDSSalesOrderHeaders(" + order(row) + ")",
                    chance.nextBoolean()
                            ? "{\"SalesOrderProcessingStatus\":\"" + status + "\"}"
                            : "{\"SalesOrderName\":\"Name " + chance.nextInt(99)
                                    + "\",\"DeliveryAddressCountryRegionISOCode\":\"DE\"}");
        }
    }

    private void finopsLines() throws Exception {
        for (JsonNode row : finops("CDSSalesOrderLines")) {
            if (isOfSales(row.get("SalesOrderNumber"))) {
                continue;
            }
            String address = "CDSSalesOrderLines(" + order(row) + ",LineCreationSequenceNumber="
                    + row.get("LineCreationSequenceNumber").asText() + ")";
            switch (chance.nextInt(5)) {
                case 0 -> world.finopsDelete(address);
                case 1 ->
                    world.finopsEdit(address, "{\"SalesPrice\":7.125,\"LineDiscountAmount\":0.333}"); // too precise
                case 2 ->
                    world.finopsEdit(
                            address,
                            "{\"LineDiscountAmount\":1,\"FixedPriceCharges\":0,\"OrderedSalesQuantity\":"
                                    + (1 + chance.nextInt(9)) + "}");
                default -> world.finopsEdit(address, "{\"ProductName\":\"Thing " + chance.nextInt(99) + "\"}");
            }
        }
    }

    private void newFinopsOrder(int n) throws Exception {
        List<JsonNode> headers = finops("CDSSalesOrderHeaders");
        ObjectNode header = copy(headers.get(chance.nextInt(headers.size())));
        String number = "P" + (5000 + n);
        header.put("SalesOrderNumber", number);
        header.put("SalesOrderProcessingStatus", STATUS.get(chance.nextInt(STATUS.size())));
        if (n % 7 == 3) {
            world.finopsRow(
                    "CustomersV3",
                    "{\"dataAreaId\":" + header.get("dataAreaId") + ",\"CustomerAccount\":\"PERSON" + n
                            + "\",\"PartyType\":\"Organization\",\"OrganizationName\":\"Late\",\"SalesCurrencyCode\":"
                            + "\"XXX\"}");
            header.put("OrderingCustomerAccountNumber", "PERSON" + n);
        }
        if (n % 11 == 5) {
            header.put("DeliveryAddressCountryRegionISOCode", "Nowhere");
        }
        world.finopsRow("CDSSalesOrderHeaders", header.toString());
        List<JsonNode> lines = finops("CDSSalesOrderLines").stream()
                .filter(line -> line.get("dataAreaId").equals(header.get("dataAreaId")))
                .toList();
        for (int line = 1; line <= 1 + chance.nextInt(3); line++) {
            ObjectNode copy = copy(lines.get(chance.nextInt(lines.size())));
            copy.put("SalesOrderNumber", number).put("LineCreationSequenceNumber", line);
            copy.put("CurrencyCode", header.get("CurrencyCode").asText());
            world.finopsRow("CDSSalesOrderLines", copy.toString());
        }
    }

    private static ObjectNode copy(JsonNode row) {
        ObjectNode copy = ((ObjectNode) row).deepCopy();
        copy.fieldNames().forEachRemaining(name -> {});
        copy.remove("@odata.etag");
        return copy;
    }

    private void accounts() throws Exception {
        for (JsonNode row : sales("accounts")) {
            if (isOfSales(row.get("accountnumber")) && chance.nextInt(3) > 0) {
                world.dataverseEdit(
                        "accounts(" + row.get("accountid").asText() + ")",
                        "{\"telephone1\":\"555-" + chance.nextInt(99) + "\",\"address1_city\":\"Oslo\"}");
            }
        }
        world.dataverseRow(
                "accounts",
                "{\"name\":\"No number\",\"customertypecode\":3,\"msdyn_company@odata.bind\":\"/cdm_companies("
                        + company("usmf") + ")\"}");
    }

    private String company(String code) throws Exception {
        return world.dataverse("cdm_companies", "cdm_companycode eq '" + code + "'")
                .get(0)
                .get("cdm_companyid")
                .asText();
    }

    private void salesOrders() throws Exception {
        List<String> ofSales = new ArrayList<>();
        for (JsonNode row : sales("salesorders")) {
            if (!isOfSales(row.get("msdyn_salesordernumber"))) {
                continue;
            }
            ofSales.add(row.get("salesorderid").asText());
            String address = "salesorders(" + row.get("salesorderid").asText() + ")";
            int what = chance.nextInt(6);
            if (what == 0) {
                world.dataverseEdit(address, "{\"name\":\"From Sales " + chance.nextInt(99) + "\"}");
            } else if (what == 1) {
                world.dataverseEdit(address, "{\"statecode\":2,\"statuscode\":4}");
            } else if (what == 2) {
                world.dataverseEdit(address, "{\"description\":\"nothing that flows\"}");
            }
        }
        for (JsonNode row : sales("salesorderdetails")) {
            String address =
                    "salesorderdetails(" + row.get("salesorderdetailid").asText() + ")";
            boolean open = world.get("/api/data/v9.2/salesorders("
                                    + row.get("_salesorderid_value").asText() + ")")
                            .path("statecode")
                            .asInt()
                    == 0;
            boolean own = ofSales.contains(row.get("_salesorderid_value").asText());
            int what = open && own ? chance.nextInt(6) : 9;
            if (what == 0) {
                world.dataverseEdit(address, "{\"manualdiscountamount\":" + chance.nextInt(9) + ",\"quantity\":3}");
            } else if (what == 1) {
                world.dataverseDelete(address);
            }
        }
    }

    private void newSalesOrder(int n) throws Exception {
        List<JsonNode> orders = sales("salesorders").stream()
                .filter(row -> row.path("statecode").asInt() == 0)
                .toList();
        JsonNode like = orders.get(chance.nextInt(orders.size()));
        String id = "00000000-0000-4000-8000-00000000%04d".formatted(n);
        world.dataverseRow(
                "salesorders",
                "{\"salesorderid\":\"" + id + "\",\"name\":\"New " + n + "\",\"ordernumber\":\"SO-" + n + "\","
                        + (n % 2 == 0 ? "\"msdyn_salesordernumber\":\"S" + n + "\"," : "")
                        + "\"msdyn_ordertype\":192350000,\"customerid_account@odata.bind\":\"/accounts("
                        + like.get("_customerid_value").asText() + ")\",\"msdyn_company@odata.bind\":\"/cdm_companies("
                        + like.get("_msdyn_company_value").asText()
                        + ")\",\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies("
                        + like.get("_transactioncurrencyid_value").asText() + ")\"}");
        List<JsonNode> products = sales("products");
        for (int line = 1; line <= 2; line++) {
            JsonNode product = products.get(chance.nextInt(products.size()));
            world.dataverseRow(
                    "salesorderdetails",
                    "{\"salesorderid@odata.bind\":\"/salesorders(" + id + ")\",\"productid@odata.bind\":\"/products("
                            + product.get("productid").asText() + ")\",\"uomid@odata.bind\":\"/uoms("
                            + product.get("_defaultuomid_value").asText() + ")\",\"sequencenumber\":" + line
                            + ",\"quantity\":" + (1 + chance.nextInt(4))
                            + ",\"priceperunit\":5,\"manualdiscountamount\":"
                            + (n % 5 == 0 ? "0.001" : "1") + "}");
        }
    }

    static ObjectMapper json() {
        return JSON;
    }
}
