package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many versions of the same orders and lines, from both systems at once, in files large and small, with failures of
 * every kind and a restart in the middle. The systems' own log says in which order the versions came.
 */
class DocumentOrderFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DOCUMENTS = 5;
    private static final int FILES = 10;
    private static final long SEED = 20_261_126;

    private static final String HEADERS = "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,"
            + "SalesOrderName,DeliveryAddressName\n";
    private static final String LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,LineDiscountAmount,FixedPriceCharges,LineAmount,CurrencyCode\n";
    private static final String SALES_HEADERS = "msdyn_salesordernumber,msdyn_company.cdm_companycode,name,"
            + "customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,msdyn_ordertype,"
            + "msdyn_deliveryaddressname\n";
    private static final String SALES_LINES = "salesorderid.msdyn_salesordernumber,"
            + "salesorderid.msdyn_company.cdm_companycode,sequencenumber,productid.msdyn_productnumber,quantity,"
            + "uomid.msdyn_symbol,priceperunit,manualdiscountamount\n";

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> newest = new TreeMap<>();
    private World world;
    private int version;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home, Map.of("delivery.batch-size", "3"));
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        world.finopsRow("CDSReleasedDistinctProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\"}");
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.drop(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode,InvoiceAccount
                        USMF,C-1,Organization,First Customer,USD,C-1
                        """);
        world.dropAndRest(
                FINOPS,
                "CDSReleasedDistinctProducts.csv",
                """
                        dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode
                        usmf,P-1,P-1,Lamp,Item,pcs,2,20,USD
                        """);
        world.keepBodies();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void versions_arrive_in_their_order_and_no_line_before_its_header() throws Exception {
        for (String kind : List.of("429", "503", "500", "cut-before", "cut-after")) {
            world.fault("{\"side\":\"both\",\"kind\":\"" + kind
                    + "\",\"count\":12,\"probability\":0.15,\"path\":\"batch\",\"retryAfterSeconds\":1}");
        }
        for (int file = 0; file < FILES; file++) {
            drop(FINOPS, file);
            drop(DATAVERSE, file);
            if (file == FILES / 2) {
                world.restart();
            }
        }
        restWhileItGoesOn();
        judge(writes());
    }

    /** However slow the machine: it is stuck only if nothing is sent any more. */
    private void restWhileItGoesOn() throws Exception {
        for (long before = -1, now = 0; now > before; now = world.requests()) {
            before = now;
            try {
                world.rest();
                return;
            } catch (ConditionTimeoutException slow) {
                // Look whether anything was sent meanwhile.
            }
        }
        throw new AssertionError("stuck: " + world.status());
    }

    private void drop(Side side, int file) throws Exception {
        boolean headers = file > 0 && random.nextBoolean(); // lines come first
        StringBuilder rows = new StringBuilder();
        int most = file % 5 == 1 ? 60 : 0;
        IntStream.range(0, most).forEach(i -> rows.append(row(side, headers, "X" + file + "-" + i, i)));
        for (int i = 0; i < 6; i++) {
            String order = letter(side) + random.nextInt(DOCUMENTS);
            rows.append(row(side, headers, order, ++version));
            newest.put(letter(side) + (headers ? " order " : " line ") + order, version);
        }
        String table = side == FINOPS
                ? headers ? "CDSSalesOrderHeaders" : "CDSSalesOrderLines"
                : headers ? "salesorders" : "salesorderdetails";
        String columns = side == FINOPS ? headers ? HEADERS : LINES : headers ? SALES_HEADERS : SALES_LINES;
        world.drop(side, table + "-" + "%03d".formatted(file) + ".csv", columns + rows);
    }

    private static String letter(Side side) {
        return side == FINOPS ? "F" : "S";
    }

    private static String row(Side side, boolean header, String order, int version) {
        if (side == FINOPS) {
            return header
                    ? "usmf,%s,C-1,USD,Order,v%d%n".formatted(order, version)
                    : "usmf,%s,1,P-1,%d,pcs,20,0,0,%d,USD%n".formatted(order, version, 20 * version);
        }
        return header
                ? "%s,usmf,Order,C-1,USD,192350000,v%d%n".formatted(order, version)
                : "%s,usmf,1,P-1,%d,pcs,20,0%n".formatted(order, version);
    }

    /** @param acknowledged whether the client got the answer */
    private record Write(String key, String order, boolean header, JsonNode body, boolean acknowledged) {}

    private List<Write> writes() throws Exception {
        Map<String, String> orders = new HashMap<>();
        world.dataverse("salesorders", "statecode ge 0")
                .forEach(row -> orders.put(
                        row.get("salesorderid").asText(),
                        row.path("msdyn_salesordernumber").asText()));
        world.dataverse("salesorderdetails", "sequencenumber ge 0")
                .forEach(row -> orders.put(
                        row.get("salesorderdetailid").asText(),
                        orders.get(row.path("_salesorderid_value").asText())));
        List<Write> writes = new ArrayList<>();
        for (JsonNode entry : world.log()) {
            for (JsonNode part : entry.path("parts")) {
                boolean done = part.path("status").asInt() / 100 == 2
                        && !part.get("method").asText().equals("GET");
                if (done) {
                    write(part, entry.get("status").asInt() != 0, orders).ifPresent(writes::add);
                }
            }
        }
        return writes;
    }

    private static Optional<Write> write(JsonNode part, boolean acknowledged, Map<String, String> rows)
            throws Exception {
        String path = part.get("path").asText();
        JsonNode body = JSON.readTree(part.path("body").asText());
        Matcher table = Pattern.compile("/(CDSSalesOrderHeaders|CDSSalesOrderLines|salesorders|salesorderdetails)\\b")
                .matcher(path);
        if (!table.find() || body.isMissingNode()) {
            return Optional.empty();
        }
        boolean header = table.group(1).matches("CDSSalesOrderHeaders|salesorders");
        String order = number(path, body, rows);
        String side = table.group(1).startsWith("CDS") ? "S" : "F";
        return Optional.of(
                new Write(side + (header ? " order " : " line ") + order, order, header, body, acknowledged));
    }

    private static String number(String path, JsonNode body, Map<String, String> byId) {
        Matcher named =
                Pattern.compile("(?i)salesordernumber=(?:'|%27)([A-Z0-9-]+)").matcher(path);
        Matcher guid = Pattern.compile("[(=]([0-9a-f-]{36})\\)").matcher(path);
        if (named.find()) {
            return named.group(1);
        }
        return guid.find()
                ? byId.get(guid.group(1))
                : body.get("SalesOrderNumber").asText();
    }

    private void judge(List<Write> writes) {
        Map<String, Integer> last = new TreeMap<>();
        Set<String> headers = new HashSet<>();
        for (Write write : writes) {
            String side = write.key().substring(0, 1);
            if (write.header() && write.acknowledged()) {
                headers.add(side + write.order());
            } else if (!write.header()) {
                assertThat(headers)
                        .as("an acknowledged header before the line of " + write.order())
                        .contains(side + write.order());
            }
            version(write.body()).ifPresent(now -> assertThat(last.merge(write.key(), now, (before, next) -> {
                        assertThat(next).as(write.key() + " after " + before).isGreaterThanOrEqualTo(before);
                        return next;
                    }))
                    .isEqualTo(now));
        }
        newest.forEach((key, version) -> {
            String order = key.substring(key.lastIndexOf(' ') + 1);
            if (headers.contains(key.charAt(0) + order)) {
                assertThat(last).as("the newest version arrived").containsEntry(key, version);
            }
        });
        assertThat(last).hasSizeGreaterThan(2 * DOCUMENTS);
    }

    private static Optional<Integer> version(JsonNode body) {
        for (String name : List.of("DeliveryAddressName", "msdyn_deliveryaddressname")) {
            if (body.has(name)) {
                return Optional.of(Integer.valueOf(body.get(name).asText().substring(1)));
            }
        }
        for (String name : List.of("OrderedSalesQuantity", "quantity")) {
            if (body.has(name)) {
                return Optional.of(body.get(name).decimalValue().intValueExact());
            }
        }
        return Optional.empty();
    }
}
