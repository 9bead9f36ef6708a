package io.dualwrite.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.migration.MigrationOptions.PartyNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each table gets, as the documents have it, and what is told instead of guessed. */
class FillingTest {
    private static final String A1 = "a0000000-0000-4000-8000-000000000001";
    private static final String A2 = "a0000000-0000-4000-8000-000000000002";
    private static final String C1 = "b0000000-0000-4000-8000-000000000001";
    private static final String O1 = "d0000000-0000-4000-8000-000000000001";
    private static final String O2 = "d0000000-0000-4000-8000-000000000002";
    private static final String L1 = "e0000000-0000-4000-8000-000000000001";
    private static final String ACCOUNTS = "(Do Not Modify) Account,Account Number,Account Name,Industry,Company";
    private static final String CONTACTS =
            "(Do Not Modify) Contact,Contact Number,Full Name,IsActiveCustomer,Company Name";
    private static final String ORDERS =
            "(Do Not Modify) Order,Order Id,Customer,Ship To Country/Region,Requested Delivery Date,Date Fulfilled,Date Submitted";

    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void withTwoAccounts() {
        fixture = new Fixture(folder);
        fixture.sales("accounts", "{'accountid':'" + A1 + "','accountnumber':'ACC-1','name':'Alder'}");
        fixture.sales("accounts", "{'accountid':'" + A2 + "','accountnumber':'ACC-2','name':'Birch'}");
        fixture.customer("ACC-1", "ACC-1");
        fixture.customer("ACC-2", "ACC-2");
    }

    @Test
    void an_account_gets_company_relationship_group_and_its_number_as_party_number() throws Exception {
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,Paper,");

        MigrationReport report = fixture.run();

        assertThat(report.problems()).isEmpty();
        assertThat(fixture.ready("accounts", "Company")).containsExactly("USMF");
        assertThat(fixture.ready("accounts", "Relationship Type")).containsExactly("Customer");
        assertThat(fixture.ready("accounts", "Customer Group Id")).containsExactly("10");
        assertThat(fixture.ready("accounts", "Party Number")).containsExactly("ACC-1");
        assertThat(fixture.ready("accounts", "(Do Not Modify) Account")).containsExactly(A1);
    }

    @Test
    void only_chosen_accounts_become_customers() throws Exception {
        fixture.customers = "Industry=Paper|Lamps";
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,Paper,", A2 + ",ACC-2,Birch,Press,");

        fixture.run();

        assertThat(fixture.ready("accounts", "Relationship Type")).containsExactly("Customer", "");
        assertThat(fixture.ready("accounts", "Company")).containsExactly("USMF", "USMF");
    }

    @Test
    void party_numbers_are_read_from_finops_where_they_are_customised() throws Exception {
        fixture.parties = PartyNumbers.FROM_FINOPS;
        fixture.customer("ACC-9", "P-0009");
        fixture.sales("accounts", "{'accountid':'" + O1 + "','accountnumber':'ACC-9','name':'Ninth'}");
        fixture.export("accounts.csv", ACCOUNTS, O1 + ",ACC-9,Ninth,,");

        assertThat(fixture.run().problems()).isEmpty();
        assertThat(fixture.ready("accounts", "Party Number")).containsExactly("P-0009");
    }

    @Test
    void another_party_number_in_finops_is_an_error_and_the_row_is_left() throws Exception {
        fixture.customer("ACC-9", "P-0009");
        fixture.sales("accounts", "{'accountid':'" + O1 + "','accountnumber':'ACC-9','name':'Ninth'}");
        fixture.export("accounts.csv", ACCOUNTS, O1 + ",ACC-9,Ninth,,", A1 + ",ACC-1,Alder,,");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsExactly("party-differs");
        assertThat(fixture.ready("accounts", "Account Number")).containsExactly("ACC-1");
        assertThat(report.tables().get(0).left()).isEqualTo(1);
    }

    @Test
    void two_rows_that_would_collapse_on_the_new_key_are_both_left() throws Exception {
        fixture.sales("accounts", "{'accountid':'" + O1 + "','accountnumber':'ACC-1','name':'Alder GmbH'}");
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,,", O1 + ",ACC-1,Alder GmbH,,");

        assertThat(codes(fixture.run())).containsExactly("rows-collapse", "rows-collapse");
    }

    @Test
    void one_number_in_two_companies_stays_two_rows() throws Exception {
        secondCompany();
        fixture.sales("accounts", "{'accountid':'" + O1 + "','accountnumber':'ACC-1','name':'Alder GmbH'}");
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,,", O1 + ",ACC-1,Alder GmbH,,demf");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsExactly("number-in-two-companies", "number-in-two-companies");
        assertThat(report.clean()).isTrue();
        assertThat(fixture.ready("accounts", "Company")).containsExactly("USMF", "DEMF");
    }

    @Test
    void a_company_or_group_that_a_system_lacks_is_told_once_for_all_rows() throws Exception {
        fixture.company = Optional.of("FRRT");
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,,", A2 + ",ACC-2,Birch,,");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsOnlyOnce("company-not-in-finops").containsOnlyOnce("group-not-in-finops");
        assertThat(report.tables().get(0).left()).isEqualTo(2);
    }

    @Test
    void an_active_contact_is_sellable_and_has_its_number_everywhere() throws Exception {
        fixture.sales("contacts", "{'contactid':'" + C1 + "'}");
        fixture.customer("CON-1", "CON-1");
        fixture.export("contacts.csv", CONTACTS, C1 + ",CON-1,Ada,Yes,");

        assertThat(fixture.run().problems()).isEmpty();
        assertThat(fixture.ready("contacts", "Sellable")).containsExactly("Yes");
        assertThat(fixture.ready("contacts", "Customer Group Id")).containsExactly("10");
        assertThat(fixture.ready("contacts", "Contact For")).containsExactly("");
        for (String column : List.of("Contact Number", "Party Number", "Account Number/Contact Person ID")) {
            assertThat(fixture.ready("contacts", column)).as(column).containsExactly("CON-1");
        }
    }

    @Test
    void another_contact_is_a_contact_for_a_customer() throws Exception {
        fixture.sales("contacts", "{'contactid':'" + C1 + "','_parentcustomerid_value':'" + A1 + "'}");
        fixture.export("contacts.csv", CONTACTS, C1 + ",CON-1,Ada,No,Alder");

        assertThat(fixture.run().problems()).isEmpty();
        assertThat(fixture.ready("contacts", "Sellable")).containsExactly("No");
        assertThat(fixture.ready("contacts", "Contact For")).containsExactly("Customer");
        assertThat(fixture.ready("contacts", "Customer Group Id")).containsExactly("");
    }

    @Test
    void a_contact_person_whom_finops_does_not_know_is_told_where_its_numbers_were_asked_for() throws Exception {
        fixture.sales("contacts", "{'contactid':'" + C1 + "','_parentcustomerid_value':'" + A1 + "'}");
        fixture.export("contacts.csv", CONTACTS, C1 + ",CON-1,Ada,No,Alder");
        fixture.parties = PartyNumbers.FROM_FINOPS;

        assertThat(codes(fixture.run())).containsExactly("person-unknown");
        assertThat(fixture.ready("contacts", "Party Number")).containsExactly("CON-1");
    }

    @Test
    void a_contact_person_whom_finops_numbered_itself_needs_the_numbers_of_finops() throws Exception {
        fixture.finops(
                "CDSContactsV2", "{'dataAreaId':'usmf','ContactPersonId':'000123','ContactPersonPartyNumber':'CON-1'}");
        fixture.sales("contacts", "{'contactid':'" + C1 + "','_parentcustomerid_value':'" + A1 + "'}");
        fixture.export("contacts.csv", CONTACTS, C1 + ",CON-1,Ada,No,Alder");

        assertThat(codes(fixture.run())).containsExactly("person-differs");

        fixture.parties = PartyNumbers.FROM_FINOPS;
        assertThat(fixture.run().problems()).isEmpty();
        assertThat(fixture.ready("contacts", "Account Number/Contact Person ID"))
                .containsExactly("000123");
        assertThat(fixture.ready("contacts", "Party Number")).containsExactly("CON-1");
    }

    @Test
    void a_contact_without_an_account_is_told_and_filled_all_the_same() throws Exception {
        fixture.sales("contacts", "{'contactid':'" + C1 + "'}");
        fixture.export("contacts.csv", CONTACTS, C1 + ",CON-1,Ada,No,");

        assertThat(codes(fixture.run())).containsExactly("contact-without-account");
        assertThat(fixture.ready("contacts", "Company")).containsExactly("USMF");
    }

    @Test
    void an_order_gets_number_customer_country_date_language_and_type() throws Exception {
        order(O1, A1);
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,United States,2020-03-27,,");

        assertThat(fixture.run().problems()).isEmpty();
        assertThat(fixture.ready("orders", "Company")).containsExactly("USMF");
        assertThat(fixture.ready("orders", "Sales Order Number")).containsExactly("ORD-1");
        assertThat(fixture.ready("orders", "Invoice customer number")).containsExactly("Alder");
        assertThat(fixture.ready("orders", "Ship To Country/Region")).containsExactly("United States");
        assertThat(fixture.ready("orders", "Requested Receipt Date")).containsExactly("2020-03-27T00:00:00Z");
        assertThat(fixture.ready("orders", "Language")).containsExactly("en-us");
        assertThat(fixture.ready("orders", "Order Type")).containsExactly("Item-based");
    }

    @Test
    void the_date_is_the_first_present_of_delivery_fulfilled_and_submitted() throws Exception {
        order(O1, A1);
        order(O2, A2);
        fixture.export(
                "orders.csv",
                ORDERS,
                O1 + ",ORD-1,Alder,US,,2020-03-28 10:00,2020-03-01",
                O2 + ",ORD-2,Birch,US,,,2020-03-02T23:30:00Z");

        fixture.run();

        assertThat(fixture.ready("orders", "Requested Receipt Date"))
                .containsExactly("2020-03-28T00:00:00Z", "2020-03-02T00:00:00Z");
    }

    @Test
    void an_order_without_any_date_stays_without_and_says_so() throws Exception {
        order(O1, A1);
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,,,,");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsExactly("date-missing");
        assertThat(report.clean()).isTrue();
        assertThat(fixture.ready("orders", "Requested Receipt Date")).containsExactly("");
    }

    @Test
    void an_ambiguous_date_is_an_error_until_the_language_is_said() throws Exception {
        order(O1, A1);
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,US,03/04/2020,,");

        assertThat(codes(fixture.run())).containsExactly("date-unclear");

        fixture.locale = Optional.of(java.util.Locale.UK);
        fixture.run();
        assertThat(fixture.ready("orders", "Requested Receipt Date")).containsExactly("2020-04-03T00:00:00Z");
    }

    @Test
    void a_country_that_no_value_map_knows_is_kept_and_told() throws Exception {
        order(O1, A1);
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,Freedonia,2020-03-27,,");

        assertThat(codes(fixture.run())).containsExactly("country-unknown");
        assertThat(fixture.ready("orders", "Ship To Country/Region")).containsExactly("Freedonia");
    }

    @Test
    void a_line_has_the_company_of_its_order_and_a_write_in_is_named() throws Exception {
        order(O1, A1);
        line(L1, O1);
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,US,2020-03-27,,");
        fixture.export(
                "order products.csv",
                "(Do Not Modify) Order Product,Order,Write-In Product",
                L1 + ",Order 1,Delivery by barge");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsExactly("write-in");
        assertThat(report.problems().get(0).found()).contains("Delivery by barge");
        assertThat(fixture.ready("order-products", "Company")).containsExactly("USMF");
    }

    @Test
    void a_line_without_its_order_is_left() throws Exception {
        order(O1, A1);
        line(L1, O1);
        fixture.export(
                "order products.csv", "(Do Not Modify) Order Product,Order,Existing Product", L1 + ",Order 1,Lamp");

        assertThat(codes(fixture.run())).contains("header-missing");
        assertThat(fixture.ready("order-products", "Company")).isEmpty();
    }

    @Test
    void the_newest_revision_alone_goes_on_under_the_number_of_a_quote() throws Exception {
        for (String id : List.of(O1, O2)) {
            fixture.sales("quotes", "{'quoteid':'" + id + "','_customerid_value':'" + A1 + "','statecode':0}");
        }
        fixture.export(
                "quotes.csv",
                "(Do Not Modify) Quote,Quote ID,Revision ID,Potential Customer,Requested Delivery Date",
                O1 + ",QUO-1,0,Alder,2020-03-27",
                O2 + ",QUO-1,1,Alder,2020-03-27");

        assertThat(codes(fixture.run())).containsExactly("older-revision");
        assertThat(fixture.ready("quotes", "(Do Not Modify) Quote")).containsExactly(O2);
        assertThat(fixture.ready("quotes", "Quote Number")).containsExactly("QUO-1");
    }

    @Test
    void an_identity_that_sales_has_otherwise_is_never_written_over() throws Exception {
        fixture.sales(
                "salesorders",
                "{'salesorderid':'" + O1 + "','_customerid_value':'" + A1
                        + "','statecode':0,'msdyn_salesordernumber':'SO-77'}");
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,US,2020-03-27,,");

        assertThat(codes(fixture.run())).containsExactly("already-another");
    }

    @Test
    void names_of_a_translated_sales_are_understood_by_an_alias_file() throws Exception {
        fixture.aliases = Optional.of(
                Files.writeString(
                        folder.resolve("aliases.yaml"),
                        "contacts:\n  Kontaktnummer: Contact Number\n  Aktiver Kunde: Is Active Customer\nvalues:\n  Ja: Yes\n"));
        fixture.sales("contacts", "{'contactid':'" + C1 + "'}");
        fixture.customer("CON-1", "CON-1");
        fixture.export("contacts.csv", "contactid;Kontaktnummer;Aktiver Kunde", C1 + ";CON-1;Ja");

        assertThat(fixture.run().problems()).isEmpty();
        assertThat(fixture.ready("contacts", "Sellable")).containsExactly("Yes");
    }

    @Test
    void before_sales_has_the_company_all_other_errors_are_told_all_the_same() throws Exception {
        fixture.without("cdm_companies");
        fixture.sales("cdm_companies", "{'cdm_companyid':'" + C1 + "','cdm_companycode':'DEMF'}");
        fixture.sales("accounts", "{'accountid':'" + O1 + "','accountnumber':'ACC-1','name':'Alder GmbH'}");
        order(O1, A1);
        line(L1, O1);
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,,", O1 + ",ACC-1,Alder GmbH,,");
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,US,2020-03-27,,");
        fixture.export(
                "order products.csv", "(Do Not Modify) Order Product,Order,Existing Product", L1 + ",Order 1,Lamp");

        assertThat(codes(fixture.run()))
                .containsOnly("company-not-in-sales", "rows-collapse", "write-in")
                .contains("rows-collapse");
    }

    @Test
    void a_ready_file_repeats_what_sales_has_where_nothing_is_filled() throws Exception {
        fixture.customers = "none";
        fixture.sales(
                "accounts", "{'accountid':'" + O2 + "','accountnumber':'ACC-3','name':'Cedar','customertypecode':1}");
        fixture.customer("ACC-3", "ACC-3");
        fixture.sales(
                "salesorders",
                "{'salesorderid':'" + O1 + "','statecode':0,'_customerid_value':'" + A1 + "',"
                        + "'msdyn_requestedreceiptdate':'2020-03-27','shipto_country':'US'}");
        fixture.export("accounts.csv", ACCOUNTS, O2 + ",ACC-3,Cedar,,");
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,,,,");

        fixture.run();

        assertThat(fixture.ready("accounts", "Relationship Type")).containsExactly("Competitor");
        assertThat(fixture.ready("orders", "Ship To Country/Region")).containsExactly("US");
        assertThat(fixture.ready("orders", "Requested Receipt Date")).containsExactly("2020-03-27T00:00:00Z");
    }

    @Test
    void a_relationship_that_gives_way_to_customer_is_told() throws Exception {
        fixture.sales(
                "accounts", "{'accountid':'" + O2 + "','accountnumber':'ACC-3','name':'Cedar','customertypecode':1}");
        fixture.customer("ACC-3", "ACC-3");
        fixture.export("accounts.csv", ACCOUNTS, O2 + ",ACC-3,Cedar,,");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsExactly("value-replaced");
        assertThat(report.clean()).isTrue();
        assertThat(fixture.ready("accounts", "Relationship Type")).containsExactly("Customer");
    }

    @Test
    void a_line_does_not_take_the_company_of_another_order_that_is_called_the_same() throws Exception {
        order(O1, A1);
        order(O2, A2);
        line(L1, O2);
        fixture.export("orders.csv", ORDERS + ",Name", O1 + ",ORD-1,Alder,US,2020-03-27,,,Order 1");
        fixture.export(
                "order products.csv", "(Do Not Modify) Order Product,Order,Existing Product", L1 + ",Order 1,Lamp");

        assertThat(codes(fixture.run())).contains("header-missing");
        assertThat(fixture.ready("order-products", "Company")).isEmpty();
    }

    @Test
    void a_guid_beside_the_number_of_another_row_is_an_error() throws Exception {
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-2,Birch,,", A2 + ",ACC-1,Alder,,");

        MigrationReport report = fixture.run();

        assertThat(codes(report)).containsExactly("number-differs", "number-differs");
        assertThat(report.tables().get(0).left()).isEqualTo(2);
    }

    @Test
    void an_order_is_not_filled_with_another_company_than_its_customer_gets_in_the_same_run() throws Exception {
        secondCompany();
        order(O1, A1);
        fixture.export("accounts.csv", ACCOUNTS, A1 + ",ACC-1,Alder,,demf");
        fixture.export("orders.csv", ORDERS, O1 + ",ORD-1,Alder,US,2020-03-27,,");

        assertThat(codes(fixture.run())).contains("customer-of-other-company");
        assertThat(fixture.ready("orders", "Company")).isEmpty();
    }

    private void secondCompany() {
        fixture.finops("LegalEntities", "{'LegalEntityId':'demf'}");
        fixture.finops("CustomerGroups", "{'dataAreaId':'demf','CustomerGroupId':'10'}");
        fixture.finops("CustomersV3", "{'dataAreaId':'demf','CustomerAccount':'ACC-1','PartyNumber':'ACC-1'}");
        fixture.sales("cdm_companies", "{'cdm_companyid':'" + C1 + "','cdm_companycode':'DEMF'}");
        fixture.sales(
                "msdyn_customergroups",
                "{'msdyn_customergroupid':'" + L1 + "','msdyn_groupid':'10','_msdyn_company_value':'" + C1 + "'}");
    }

    private void order(String id, String account) {
        fixture.sales(
                "salesorders",
                "{'salesorderid':'" + id + "','name':'Order 1','statecode':0,'_customerid_value':'" + account + "'}");
    }

    private void line(String id, String order) {
        fixture.sales(
                "salesorderdetails",
                "{'salesorderdetailid':'" + id + "','_salesorderid_value':'" + order + "','_productid_value':null}");
    }

    private static List<String> codes(MigrationReport report) {
        return report.problems().stream().map(Problem::code).toList();
    }
}
