package io.dualwrite.flow;

import io.dualwrite.row.Side;
import java.util.List;
import java.util.Map;

/** The fields that people edit in the tests, under both names and with values as JSON, the same place the same value. */
record Fields(String finops, String dataverse, List<String> finopsValues, List<String> dataverseValues) {
    private static final Fields DISCOUNT = number("TotalDiscountAmount", "manualdiscountamount", "0", "2.50", "10.01");

    static final Map<Scenario.Kind, List<Fields>> OF_HEADERS = Map.of(
            Scenario.Kind.CUSTOMER,
            List.of(
                    text("OrganizationName", "name"),
                    text("PrimaryContactPhone", "telephone1"),
                    text("DeliveryAddressCity", "address1_city"),
                    number("CreditLimit", "creditlimit", "0", "100", "2500.50"),
                    text("SalesMemo", "description"),
                    yesNo("IsOneTimeCustomer", "msdyn_onetimecustomer"),
                    code(
                            "OnHoldStatus",
                            "msdyn_onholdstatus",
                            List.of("\"No\"", "\"Invoice\"", "\"All\""),
                            List.of("806380000", "806380001", "806380002"))),
            Scenario.Kind.ORDER,
            List.of(
                    text("CustomersOrderReference", "msdyn_customersorderreference"),
                    text("DeliveryAddressCity", "shipto_city"),
                    country("DeliveryAddressCountryRegionISOCode", "shipto_country"),
                    text("Email", "emailaddress"),
                    yesNo("IsSalesProcessingStopped", "msdyn_issalesprocessingstopped")),
            Scenario.Kind.QUOTE,
            List.of(
                    text("SalesQuotationName", "name"),
                    text("CustomersReference", "msdyn_customersreference"),
                    country("DeliveryAddressCountryRegionISOCode", "shipto_country"),
                    number("TotalDiscountPercentage", "msdyn_totaldiscountpercentage", "0", "5", "7.5"),
                    text("Email", "emailaddress")),
            Scenario.Kind.PRODUCT,
            List.of(
                    text("ProductDescription", "description"),
                    number("SalesPrice", "price", "20", "21.50", "3"),
                    text("ProductName", "name")));

    static final Map<Scenario.Kind, List<Fields>> OF_LINES = Map.of(
            Scenario.Kind.ORDER,
            List.of(
                    number("OrderedSalesQuantity", "quantity", "1", "3", "7"),
                    number("SalesPrice", "priceperunit", "20", "19.99", "12.5"),
                    number("LineDiscountAmount", "manualdiscountamount", "0", "2.50", "10.01"),
                    text("ProductName", "description"),
                    text("LineDescription", "msdyn_linedescription")),
            Scenario.Kind.QUOTE,
            List.of(
                    number("RequestedSalesQuantity", "quantity", "1", "3", "7"),
                    number("SalesPrice", "priceperunit", "20", "19.99", "12.5"),
                    DISCOUNT,
                    text("LineDescription", "msdyn_linedescription2")));

    private static Fields text(String finops, String dataverse) {
        return new Fields(
                finops,
                dataverse,
                List.of("\"Ada\"", "\"Ünal & Co, \\\"7\\\"\"", "\"\""),
                List.of("\"Ada\"", "\"Ünal & Co, \\\"7\\\"\"", "null"));
    }

    private static Fields number(String finops, String dataverse, String... values) {
        return new Fields(finops, dataverse, List.of(values), List.of(values));
    }

    private static Fields yesNo(String finops, String dataverse) {
        return code(finops, dataverse, List.of("\"No\"", "\"Yes\""), List.of("false", "true"));
    }

    private static Fields country(String finops, String dataverse) {
        return code(
                finops,
                dataverse,
                List.of("\"US\"", "\"DE\"", "\"PL\""),
                List.of("\"united states\"", "\"germany\"", "\"PL\""));
    }

    private static Fields code(String finops, String dataverse, List<String> of, List<String> to) {
        return new Fields(finops, dataverse, of, to);
    }

    /** {@code "name":value} as the side has it. */
    String json(Side side, int value) {
        List<String> values = side == Side.FINOPS ? finopsValues : dataverseValues;
        return "\"" + (side == Side.FINOPS ? finops : dataverse) + "\":" + values.get(value % values.size());
    }
}
