package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest published set of maps, chosen by one setting. */
class NewestMapsFlowTest {
    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home, Map.of("maps.version", "newest"));
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        world.finopsRow("CDSReleasedDistinctProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\"}");
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.drop(
                FINOPS,
                "CDSParties.csv",
                "PartyNumber,PartyType,OrganizationName,LanguageId\n000001,Organization,First Customer,en-us\n");
        world.drop(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,PartyNumber,OrganizationName,SalesCurrencyCode
                        usmf,C-1,Organization,000001,First Customer,USD
                        """);
        world.dropAndRest(
                FINOPS,
                "CDSReleasedDistinctProducts.csv",
                """
                        dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode
                        usmf,P-1,P-1,Lamp,Item,pcs,2,20,USD
                        """);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_account_looks_up_its_party_and_an_order_carries_its_whole_discount() throws Exception {
        world.drop(
                FINOPS,
                "CDSSalesOrderHeaders.csv",
                """
                        dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName,SalesOrderProcessingStatus
                        usmf,F1,C-1,USD,An order,Active
                        """);
        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderLines.csv",
                """
                        dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,TotalDiscountAmount,LineAmount,CurrencyCode
                        usmf,F1,1,P-1,3,pcs,20,10.00,50.00,USD
                        """);

        JsonNode account = world.dataverse("accounts", "accountnumber eq 'C-1'").get(0);
        JsonNode party = world.dataverse("msdyn_parties", "msdyn_partynumber eq '000001'")
                .get(0);
        assertThat(account.get("_msdyn_partyid_value"))
                .isEqualTo(party.get("msdyn_partyid"))
                .isNotNull();
        JsonNode line =
                world.dataverse("salesorderdetails", "sequencenumber eq 1").get(0);
        assertThat(line.get("manualdiscountamount").decimalValue()).isEqualByComparingTo("10");
    }

    @Test
    void the_discount_of_a_line_of_sales_is_not_split() throws Exception {
        world.drop(
                DATAVERSE,
                "salesorders.csv",
                """
                        msdyn_salesordernumber,msdyn_company.cdm_companycode,name,customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,msdyn_ordertype
                        C1,usmf,From Sales,C-1,USD,192350000
                        """);
        world.dropAndRest(
                DATAVERSE,
                "salesorderdetails.csv",
                """
                        salesorderid.msdyn_salesordernumber,salesorderid.msdyn_company.cdm_companycode,sequencenumber,productid.msdyn_productnumber,quantity,uomid.msdyn_symbol,priceperunit,manualdiscountamount
                        C1,usmf,1,P-1,3,pcs,20,10.00
                        """);

        JsonNode line =
                world.finops("CDSSalesOrderLines", "SalesOrderNumber eq 'C1'").get(0);
        assertThat(line.get("TotalDiscountAmount").decimalValue()).isEqualByComparingTo("10");
        assertThat(line.path("LineDiscountAmount").decimalValue()).isZero();
    }

    @Test
    void a_map_that_only_the_newest_set_has_runs() throws Exception {
        world.dropAndRest(FINOPS, "NameAffixes.csv", "Affix,Type,Description\nDr.,PersonalPrefix,Doctor\n");

        assertThat(world.dataverse("msdyn_nameaffixes", "msdyn_affix eq 'Dr.'")
                        .get(0)
                        .get("msdyn_affixtype")
                        .asInt())
                .isEqualTo(806380000);
    }
}
