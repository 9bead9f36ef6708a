package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which contacts of Sales are customers in F&O, and what makes them so, with the Data Integrator templates. */
class ContactRoutingFlowTest {
    private static final String CONTACTS = "msdynce_contactnumber,firstname,lastname,msdynce_isactivecustomer,"
            + "msdynce_iscompanyanaccount,parentcustomerid.Account(accountnumber)\n";
    private static final String ORDERS = "ordernumber,name,customerid.Account(accountnumber).Contact("
            + "msdynce_contactnumber),transactioncurrencyid.isocurrencycode,msdynce_processingstatus,"
            + "msdynce_hasexternallymaintainedproductsonly,msdynce_ismaintainedexternally\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = new World(home, Map.of("integration", "data-integrator", "dataverse.company", "usmf"));
        inBothSystems();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_contact_is_a_customer_or_a_contact_person_or_stays_in_sales() throws Exception {
        world.dropAndRest(
                DATAVERSE,
                "contacts.csv",
                CONTACTS + "CON-1,Ann,Buys,true,true,ACC-1\nCON-2,Ben,Works,false,true,ACC-1\n"
                        + "CON-3,Cid,Alone,false,false,\n");

        assertThat(numbers("CustomersV2", "CustomerAccount")).containsExactly("ACC-1", "CON-1");
        assertThat(numbers("CDSContacts", "ContactPersonPartyNumber")).containsExactly("CON-2");
        assertThat(reasons("contact-to-customer-direct"))
                .containsExactly("CON-2 routed-as-contact", "CON-3 contact-not-synchronised");
        assertThat(reasons("contacts-direct"))
                .containsExactly("CON-1 routed-as-customer", "CON-3 contact-not-synchronised");
    }

    @Test
    void an_order_makes_its_contact_an_active_customer_and_follows_it_to_finops() throws Exception {
        contactPerson("CON-2");

        world.dropAndRest(DATAVERSE, "salesorders.csv", ORDERS + "O-1,First,CON-2,USD,647390000,true,false\n");

        JsonNode customer =
                world.finops("CustomersV2", "CustomerAccount eq 'CON-2'").get(0);
        assertThat(customer.get("PersonLastName").asText()).isEqualTo("Works");
        assertThat(customer.get("SalesCurrencyCode").asText()).isEqualTo("USD");
        assertThat(isActive("CON-2")).isTrue();
        JsonNode order = world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'O-1'")
                .get(0);
        assertThat(order.get("OrderingCustomerAccountNumber").asText()).isEqualTo("CON-2");
        assertThat(world.count("orders-direct-to-finops-header.to-finops", "created"))
                .isEqualTo(1);
        assertThat(world.count("contact-to-customer-direct.to-finops", "created"))
                .isEqualTo(1);

        long writes = world.writesTo("contacts");
        world.dropAndRest(
                DATAVERSE,
                "salesorders-2.csv",
                ORDERS
                        + "O-2,Second,CON-2,USD,647390000,true,false\nO-3,Of an account,ACC-1,USD,647390000,true,false\n");
        assertThat(world.writesTo("contacts")).as("active already").isEqualTo(writes);
        assertThat(world.count("orders-direct-to-finops-header.to-finops", "created"))
                .isEqualTo(3);
    }

    @Test
    void lost_answers_lose_no_customer_and_make_none_twice() throws Exception {
        contactPerson("CON-2");
        world.fault("{\"side\":\"dataverse\",\"kind\":\"cut-after\",\"count\":4}");

        world.dropAndRest(DATAVERSE, "salesorders.csv", ORDERS + "O-1,First,CON-2,USD,647390000,true,false\n");

        assertThat(isActive("CON-2")).isTrue();
        assertThat(world.count("orders-direct-to-finops-header.to-finops", "created"))
                .isEqualTo(1);
        assertThat(world.count("contact-to-customer-direct.to-finops", "created"))
                .isEqualTo(1);
    }

    @Test
    void contacts_take_the_same_ways_through_cds() throws Exception {
        world.close();
        world = new World(
                home.resolve("cds"),
                Map.of(
                        "integration", "data-integrator",
                        "dataverse.company", "usmf",
                        "data-integrator.templates",
                                "accounts, contacts-cds, contacts-to-customers-cds, orders-to-finops"));
        inBothSystems();
        contactPerson("CON-2");

        world.dropAndRest(DATAVERSE, "salesorders.csv", ORDERS + "O-1,First,CON-2,USD,647390000,true,false\n");

        JsonNode customer =
                world.finops("CustomersV2", "CustomerAccount eq 'CON-2'").get(0);
        assertThat(customer.get("SalesCurrencyCode").asText()).isEqualTo("USD");
        assertThat(world.count("contacts-from-cds.to-finops", "filtered")).isEqualTo(1);
        assertThat(world.count("orders-direct-to-finops-header.to-finops", "created"))
                .isEqualTo(1);
    }

    @Test
    void an_order_of_finops_does_not_go_back() throws Exception {
        world.dropAndRest(DATAVERSE, "salesorders.csv", ORDERS + "O-1,Theirs,ACC-1,USD,647390000,true,true\n");

        assertThat(world.count("orders-direct-to-finops-header.to-finops", "filtered"))
                .isEqualTo(1);
        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'O-1'"))
                .isEmpty();
    }

    @Test
    void an_invoiced_contact_becomes_active_though_its_document_comes_from_finops() throws Exception {
        contactPerson("CON-2");
        world.dataverseRow(
                "pricelevels",
                "{\"name\":\"CRM Service USA (sample)\",\"transactioncurrencyid@odata.bind\":"
                        + "\"/transactioncurrencies(isocurrencycode='USD')\"}");
        String order = "dataAreaId,SalesOrderNumber,SalesOrderName,OrderingCustomerAccountNumber,CurrencyCode,"
                + "SalesOrderProcessingStatus,OrderingCustomerIsExternallyMaintained,"
                + "InvoiceCustomerIsExternallyMaintained,AreTotalsUpdated,OrderHeaderTaxAmount\n"
                + "usmf,F-1,Theirs,CON-2,USD,Confirmed,Yes,Yes,Yes,%s\n";

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", order.formatted("12.50"));

        assertThat(isActive("CON-2")).isTrue();
        assertThat(numbers("CustomersV2", "CustomerAccount")).contains("CON-2");
        assertThat(freightTax()).isEqualTo("12.5 1");

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders-2.csv", order.formatted("0"));

        assertThat(freightTax()).isEqualTo("0 1");
        world.dropAndRest(
                FINOPS, "CDSSalesOrderHeaders-3.csv", order.formatted("0").replace("F-1", "F-2"));
        assertThat(world.count("orders-freight-tax.to-dataverse", "filtered")).isEqualTo(1);
    }

    private void inBothSystems() throws Exception {
        world.dataverseRow(
                "transactioncurrencies",
                "{\"isocurrencycode\":\"USD\",\"currencyname\":\"US Dollar\",\"currencysymbol\":\"$\","
                        + "\"currencyprecision\":2,\"exchangerate\":1}");
        world.dataverseRow("accounts", "{\"accountnumber\":\"ACC-1\",\"name\":\"First\"}");
        world.dropAndRest(DATAVERSE, "accounts.csv", "accountnumber,name\nACC-1,First\n");
    }

    /** Somebody of an account who never bought, in both systems. */
    private void contactPerson(String number) throws Exception {
        world.dataverseRow(
                "contacts",
                "{\"msdynce_contactnumber\":\"" + number + "\",\"firstname\":\"Ben\",\"lastname\":\"Works\","
                        + "\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies(isocurrencycode='USD')\","
                        + "\"parentcustomerid_account@odata.bind\":\"/accounts(accountnumber='ACC-1')\"}");
        world.dropAndRest(DATAVERSE, "contacts.csv", CONTACTS + number + ",Ben,Works,false,true,ACC-1\n");
        assertThat(numbers("CDSContacts", "ContactPersonPartyNumber")).containsExactly(number);
    }

    private boolean isActive(String contact) throws Exception {
        return world.dataverse("contacts", "msdynce_contactnumber eq '" + contact + "'")
                .get(0)
                .get("msdynce_isactivecustomer")
                .asBoolean();
    }

    private String freightTax() throws Exception {
        JsonNode lines = world.dataverse("salesorderdetails", "msdynce_ordernumber eq 'F-1'");
        assertThat(lines).singleElement().satisfies(line -> assertThat(
                        line.get("productdescription").asText())
                .isEqualTo("Freight Tax"));
        return lines.get(0).get("tax").decimalValue().stripTrailingZeros().toPlainString() + " "
                + lines.get(0)
                        .get("quantity")
                        .decimalValue()
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private Set<String> numbers(String set, String column) throws Exception {
        Set<String> numbers = new TreeSet<>();
        world.finops(set, "dataAreaId eq 'usmf'")
                .forEach(row -> numbers.add(row.get(column).asText()));
        return numbers;
    }

    /** Key and reason of the rows of the dropped contacts that this map did not take. */
    private Set<String> reasons(String map) throws Exception {
        Set<String> reasons = new TreeSet<>();
        for (JsonNode row : world.report(DATAVERSE, "done", "contacts.csv").get("rows")) {
            if (row.get("map").asText().equals(map)) {
                reasons.add(row.get("key").asText().replace("USMF ", "") + " "
                        + row.get("reason").asText());
            }
        }
        return reasons;
    }
}
