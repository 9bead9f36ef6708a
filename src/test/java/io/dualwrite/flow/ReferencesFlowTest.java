package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that name themselves, each other, or a row further down: one drop, and both ends are right afterwards. */
class ReferencesFlowTest {
    private static final String CUSTOMERS =
            "dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode,InvoiceAccount,ContactPersonId\n";
    private static final String CONTACTS =
            "dataAreaId,ContactPersonId,AssociatedContactType,AssociatedContactNumber,FirstName,LastName\n";
    private static final String ACCOUNTS = "accountnumber,msdyn_company.cdm_companycode,customertypecode,name,"
            + "transactioncurrencyid.isocurrencycode,msdyn_billingaccount.accountnumber,"
            + "primarycontactid.msdyn_contactpersonid\n";
    private static final String SALES_CONTACTS = "msdyn_contactpersonid,msdyn_company.cdm_companycode,"
            + "msdyn_contactforvendor,msdyn_sellable,firstname,lastname,parentcustomerid.Account(accountnumber)\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.dropAndRest(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_customer_of_finops_is_its_own_invoice_account_or_names_a_later_row() throws Exception {
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                CUSTOMERS + "usmf,C-1,Organization,One,USD,C-1,\nusmf,C-2,Organization,Two,USD,C-3,\n"
                        + "usmf,C-3,Organization,Three,USD,C-2,\n");

        assertThat(invoiceAccountInSales("C-1")).isEqualTo("C-1");
        assertThat(invoiceAccountInSales("C-2")).isEqualTo("C-3");
        assertThat(invoiceAccountInSales("C-3")).isEqualTo("C-2");
        assertThat(world.count("accounts.to-dataverse", "created")).isEqualTo(3);
    }

    @Test
    void an_account_of_sales_is_its_own_billing_account_or_names_a_later_row() throws Exception {
        world.dropAndRest(
                DATAVERSE,
                "accounts.csv",
                ACCOUNTS + "C-1,usmf,3,One,USD,C-1,\nC-2,usmf,3,Two,USD,C-3,\nC-3,usmf,3,Three,USD,C-2,\n");

        assertThat(customer("C-1").get("InvoiceAccount").asText()).isEqualTo("C-1");
        assertThat(customer("C-2").get("InvoiceAccount").asText()).isEqualTo("C-3");
        assertThat(customer("C-3").get("InvoiceAccount").asText()).isEqualTo("C-2");
        assertThat(world.count("accounts.to-finops", "created")).isEqualTo(3);
    }

    @Test
    void a_customer_and_its_contact_person_name_each_other_from_finops() throws Exception {
        world.drop(FINOPS, "CustomersV3.csv", CUSTOMERS + "usmf,C-1,Organization,One,USD,C-1,P-1\n");
        world.dropAndRest(FINOPS, "CDSContactsV2.csv", CONTACTS + "usmf,P-1,Customer,C-1,Ann,Able\n");

        JsonNode account = account("C-1");
        JsonNode contact =
                world.dataverse("contacts", "msdyn_contactpersonid eq 'P-1'").get(0);
        assertThat(account.get("_primarycontactid_value"))
                .isEqualTo(contact.get("contactid"))
                .isNotNull();
        assertThat(contact.get("_parentcustomerid_value")).isEqualTo(account.get("accountid"));
    }

    @Test
    void an_account_and_its_contact_name_each_other_from_sales() throws Exception {
        world.drop(DATAVERSE, "contacts.csv", SALES_CONTACTS + "P-1,usmf,false,false,Ann,Able,C-1\n");
        world.dropAndRest(DATAVERSE, "accounts.csv", ACCOUNTS + "C-1,usmf,3,One,USD,C-1,P-1\n");

        assertThat(customer("C-1").get("ContactPersonId").asText()).isEqualTo("P-1");
        JsonNode contact =
                world.finops("CDSContactsV2", "ContactPersonId eq 'P-1'").get(0);
        assertThat(contact.get("AssociatedContactNumber").asText()).isEqualTo("C-1");
        assertThat(world.count("accounts.to-finops", "waiting")).isZero();
        assertThat(world.count("contact-persons.to-finops", "waiting")).isZero();
    }

    @Test
    void a_reference_that_never_arrives_costs_the_row_only_that_field() throws Exception {
        world.dropAndRest(DATAVERSE, "accounts.csv", ACCOUNTS + "C-1,usmf,3,One,USD,C-9,\n");

        assertThat(customer("C-1").has("InvoiceAccount")
                        && !customer("C-1").get("InvoiceAccount").asText().isEmpty())
                .isFalse();
        assertThat(world.count("accounts.to-finops", "created")).isEqualTo(1);

        world.dropAndRest(DATAVERSE, "accounts-2.csv", ACCOUNTS + "C-9,usmf,3,Nine,USD,C-9,\n");
        assertThat(customer("C-1").get("InvoiceAccount").asText()).isEqualTo("C-9");
    }

    private String invoiceAccountInSales(String number) throws Exception {
        JsonNode id = account(number).get("_msdyn_billingaccount_value");
        return world.dataverse("accounts", "accountid eq " + id.asText())
                .get(0)
                .get("accountnumber")
                .asText();
    }

    private JsonNode account(String number) throws Exception {
        return world.dataverse("accounts", "accountnumber eq '" + number + "'").get(0);
    }

    private JsonNode customer(String number) throws Exception {
        return world.finops("CustomersV3", "CustomerAccount eq '" + number + "'")
                .get(0);
    }
}
