package io.dualwrite.flow;

import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many entities in one drop, operations in a column, and the same rows in another order. */
class PackageFlowTest {
    private static final Map<String, String> FILES = files();

    @TempDir
    Path home;

    private World world;

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "CDS sales order lines.csv",
                """
                dataAreaId;SalesOrderNumber;LineCreationSequenceNumber;ProductNumber;OrderedSalesQuantity;SalesUnitSymbol;SalesPrice;LineDiscountAmount;FixedPriceCharges;LineAmount;CurrencyCode
                usmf;F1;1;P-1;3;pcs;20;3.33;-0.01;50.00;USD
                usmf;F1;2;P-1;1;pcs;20;0;0;20.00;USD
                """);
        files.put(
                "CDS sales order headers.csv",
                """
                dataAreaId;SalesOrderNumber;OrderingCustomerAccountNumber;CurrencyCode;SalesOrderName;SalesOrderProcessingStatus
                usmf;F1;C-1;USD;An order;Delivered
                """);
        files.put(
                "Customers V3.csv",
                """
                dataAreaId;CustomerAccount;PartyType;OrganizationName;SalesCurrencyCode;InvoiceAccount
                usmf;C-1;Organization;First;USD;C-2
                usmf;C-2;Organization;Second;USD;C-2
                """);
        files.put(
                "CDS released distinct products.csv",
                """
                dataAreaId;ProductNumber;ItemNumber;ProductName;ProductType;SalesUnitSymbol;SalesUnitDecimalPrecision;SalesPrice;CurrencyCode
                usmf;P-1;P-1;Lamp;Item;pcs;2;20;USD
                """);
        files.put("Currencies.csv", "CurrencyCode;Name;Symbol\nUSD;US Dollar;$\n");
        files.put("Units.csv", "UnitSymbol;UnitClass;DecimalPrecision\npcs;Quantity;2\n");
        files.put("Legal entities.csv", "LegalEntityId;Name\nusmf;Contoso\n");
        return files;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_data_package_is_one_drop_and_everything_in_it_arrives() throws Exception {
        world = new World(home);
        Map<String, String> files = new LinkedHashMap<>(FILES);
        files.put("Countries.csv", "Code\nUS\n");
        files.put("Manifest.xml", manifest(files));
        files.put("PackageHeader.xml", "<DataManagementPackageHeader/>");
        dropZip("Export-2026-11-24.zip", files);
        world.rest();

        JsonNode order =
                world.dataverse("salesorders", "msdyn_salesordernumber eq 'F1'").get(0);
        assertThat(order.get("statuscode").asInt()).isEqualTo(100001);
        assertThat(world.dataverse("salesorderdetails", "quantity gt 0")).hasSize(2);
        JsonNode report = world.report(FINOPS, "done", "Export-2026-11-24.zip");
        // A customer counts in the maps of accounts and of persons, a product in those of products and of prices.
        assertThat(report.at("/counts/in").asInt()).isEqualTo(12);
        assertThat(report.at("/counts/created").asInt()).isEqualTo(10);
        assertThat(report.get("warnings").toString()).contains("Countries");
        assertThat(report.at("/rows/0/file").asText()).isEqualTo("Export-2026-11-24.zip!Customers V3.csv");
    }

    @Test
    void a_column_of_operations_deletes_and_an_unknown_word_costs_its_row_alone() throws Exception {
        world = new World(home);
        world.dropAndRest(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nSEK,Krona,kr\nNOK,Krone,kr\n");

        world.dropAndRest(
                FINOPS,
                "Currencies-2.csv",
                "CurrencyCode,Name,Symbol,_operation\nSEK,,,delete\nNOK,Norske kroner,kr,update\nDKK,x,y,vanish\n");

        assertThat(world.dataverse("transactioncurrencies", "isocurrencycode eq 'SEK'"))
                .isEmpty();
        assertThat(world.dataverse("transactioncurrencies", "isocurrencycode eq 'NOK'")
                        .get(0)
                        .get("currencyname")
                        .asText())
                .isEqualTo("Norske kroner");
        JsonNode row = world.report(FINOPS, "done", "Currencies-2.csv").at("/rows/0");
        assertThat(row.get("reason").asText()).isEqualTo("operation-unknown");
        assertThat(row.get("expected").asText()).contains("delete");
    }

    @Test
    void the_same_rows_in_another_order_of_files_end_in_the_same_state() throws Exception {
        List<String> states = new java.util.ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            world = new World(Files.createDirectories(home.resolve("order-" + seed)));
            List<String> names = new java.util.ArrayList<>(FILES.keySet());
            Collections.shuffle(names, new Random(seed));
            for (String name : names) {
                world.dropAndRest(FINOPS, name, FILES.get(name).replace(';', ','));
            }
            states.add(state());
            world.close();
        }
        assertThat(states).hasSize(3).containsOnly(states.get(0));
        assertThat(states.get(0)).contains("10").contains("100001");
    }

    /** The rows of Sales by what identifies them, without GUIDs and times. */
    private String state() throws Exception {
        TreeSet<String> rows = new TreeSet<>();
        for (String[] table : new String[][] {
            {"salesorders", "msdyn_salesordernumber", "statecode", "statuscode", "name", "msdyn_processingstatus"},
            {"salesorderdetails", "sequencenumber", "quantity", "manualdiscountamount", "priceperunit"},
            {"accounts", "accountnumber", "name", "customertypecode"},
            {"products", "msdyn_productnumber", "name", "price"},
            {"transactioncurrencies", "isocurrencycode", "currencyname"},
            {"uoms", "msdyn_symbol", "name"}
        }) {
            for (JsonNode row : world.dataverse(table[0], table[1] + " ne null")) {
                StringBuilder text = new StringBuilder(table[0]);
                for (int i = 1; i < table.length; i++) {
                    text.append(' ').append(row.path(table[i]).asText());
                }
                rows.add(text.toString());
            }
        }
        return String.join("\n", rows);
    }

    private static String manifest(Map<String, String> files) {
        StringBuilder xml = new StringBuilder("<DataManagementPackageManifest><PackageEntityList>");
        for (String file : files.keySet()) {
            xml.append("<DataManagementPackageEntityData><EntityName>")
                    .append(file, 0, file.length() - 4)
                    .append("</EntityName><InputFilePath>")
                    .append(file)
                    .append("</InputFilePath></DataManagementPackageEntityData>");
        }
        return xml.append("</PackageEntityList></DataManagementPackageManifest>")
                .toString();
    }

    private void dropZip(String name, Map<String, String> files) throws Exception {
        Path draft = home.resolve(name + ".tmp");
        try (OutputStream out = Files.newOutputStream(draft);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue()
                        .getBytes(file.getKey().endsWith(".csv") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8));
            }
        }
        Path folder = Files.createDirectories(home.resolve("drop/finops"));
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
