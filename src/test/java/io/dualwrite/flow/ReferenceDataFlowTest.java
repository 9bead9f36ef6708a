package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference data of customers, vendors, payments and logistics, children before their parents. */
class ReferenceDataFlowTest {
    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = new World(home);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void reference_data_of_finops_arrives_children_first_and_every_lookup_points_to_its_row() throws Exception {
        dropAll(CHILDREN);
        world.rest();
        dropAll(PARENTS);
        world.rest();

        assertEverythingArrived();
        assertThat(related("msdyn_warehouses", "msdyn_warehouseidentifier eq '11'", "msdyn_operationalsite"))
                .isEqualTo(id("msdyn_operationalsites", "msdyn_siteid eq '1'"));
        assertThat(related("msdyn_warehouses", "msdyn_warehouseidentifier eq '11'", "msdyn_transitwarehouse"))
                .isEqualTo(id("msdyn_warehouses", "msdyn_warehouseidentifier eq '12'"));
        assertThat(related("msdyn_productcategories", "msdyn_name eq 'Speakers'", "msdyn_hierarchy"))
                .isEqualTo(id("msdyn_productcategoryhierarchies", "msdyn_name eq 'Retail'"));
        assertThat(related("msdyn_productcategories", "msdyn_name eq 'Speakers'", "msdyn_parentproductcategory"))
                .isEqualTo(id("msdyn_productcategories", "msdyn_name eq 'Audio'"));
        assertThat(related("msdyn_paymentschedulelines", "msdyn_linenumber eq 1", "msdyn_paymentschedule"))
                .isEqualTo(id("msdyn_paymentschedules", "msdyn_name eq 'Half'"));
        assertThat(related("msdyn_paymentdaylines", "msdyn_linenumber eq 1", "msdyn_paymentday"))
                .isEqualTo(id("msdyn_paymentdays", "msdyn_name eq 'Mid'"));
        assertThat(related("msdyn_unitofmeasureconversions", "msdyn_factor eq 12", "msdyn_fromunit"))
                .isEqualTo(id("uoms", "msdyn_symbol eq 'box'"));
        assertThat(related("msdyn_unitofmeasureconversions", "msdyn_factor eq 12", "msdyn_tounit"))
                .isEqualTo(id("uoms", "msdyn_symbol eq 'ea'"));
        assertPartiesPointToTheirTerms();
    }

    private void assertPartiesPointToTheirTerms() throws Exception {
        Map<String, String> rows = Map.of(
                "msdyn_vendors", "msdyn_vendoraccountnumber eq 'V-1'",
                "msdyn_vendorgroups", "msdyn_vendorgroup eq '10'",
                "msdyn_customergroups", "msdyn_groupid eq '80'",
                "accounts", "accountnumber eq 'C-1'");
        Map<String, String> lookups = Map.of(
                "msdyn_vendors", "msdyn_paymentterms",
                "msdyn_vendorgroups", "msdyn_paymentterms",
                "msdyn_customergroups", "msdyn_paymenttermid",
                "accounts", "msdyn_paymentterm");
        String term = id("msdyn_paymentterms", "msdyn_name eq 'Net30'");
        for (Map.Entry<String, String> row : rows.entrySet()) {
            assertThat(related(row.getKey(), row.getValue(), lookups.get(row.getKey())))
                    .as(row.getKey())
                    .isEqualTo(term);
        }
        assertThat(related("msdyn_paymentterms", "msdyn_name eq 'Net30'", "msdyn_paymentschedulename"))
                .isEqualTo(id("msdyn_paymentschedules", "msdyn_name eq 'Half'"));
        assertThat(related("msdyn_vendors", "msdyn_vendoraccountnumber eq 'V-1'", "msdyn_vendorgroupid"))
                .isEqualTo(id("msdyn_vendorgroups", "msdyn_vendorgroup eq '10'"));
        assertThat(related("msdyn_vendors", "msdyn_vendoraccountnumber eq 'V-1'", "msdyn_vendorpaymentmethod"))
                .isEqualTo(id("msdyn_vendorpaymentmethods", "msdyn_name eq 'CHECK'"));
        assertThat(related("accounts", "accountnumber eq 'C-1'", "msdyn_customerpaymentmethod"))
                .isEqualTo(id("msdyn_customerpaymentmethods", "msdyn_name eq 'CHECK'"));
        assertThat(related("accounts", "accountnumber eq 'C-1'", "msdyn_salestaxgroup"))
                .isEqualTo(id("msdyn_taxgroups", "msdyn_name eq 'CA'"));
        assertThat(related("accounts", "accountnumber eq 'C-1'", "msdyn_vendor"))
                .isEqualTo(id("msdyn_vendors", "msdyn_vendoraccountnumber eq 'V-1'"));
    }

    @Test
    void reference_data_of_sales_arrives_in_finops() throws Exception {
        dropAll(PARENTS);
        world.rest();
        dropAll(FROM_SALES);
        world.rest();

        assertEverythingArrived();
        assertThat(world.finops("OperationalSitesV2", "SiteId eq '2'")
                        .at("/0/SiteName")
                        .asText())
                .isEqualTo("Second");
        assertThat(world.finops("Warehouses", "WarehouseId eq '21'")
                        .at("/0/OperationalSiteId")
                        .asText())
                .isEqualTo("2");
        assertThat(world.finops("PaymentScheduleLines", "LineNumber eq 7")
                        .at("/0/PaymentScheduleName")
                        .asText())
                .isEqualTo("Half");
        assertThat(world.finops("VendorsV2", "VendorAccountNumber eq 'V-7'")
                        .at("/0/VendorGroupId")
                        .asText())
                .isEqualTo("70");
        assertThat(world.finops("UnitOfMeasureConversions", "FromUnitSymbol eq 'ea'")
                        .at("/0/ToUnitSymbol")
                        .asText())
                .isEqualTo("box");
        assertThat(world.finops("DeliveryTerms", "TermsCode eq 'FOB'")
                        .at("/0/FreightChargeTerms")
                        .asText())
                .isEqualToIgnoringCase("collect");
    }

    private void dropAll(Map<String, String> files) throws Exception {
        for (Map.Entry<String, String> file : files.entrySet()) {
            boolean sales = files == FROM_SALES;
            world.drop(sales ? DATAVERSE : FINOPS, file.getKey() + ".csv", file.getValue());
        }
    }

    /** No row waits, is rejected or filtered, save that one of Customers V3 meets two maps. */
    private void assertEverythingArrived() throws Exception {
        for (JsonNode map : world.status().get("maps")) {
            long persons = map.get("map").asText().equals("customer-contacts")
                    ? map.get("filtered").asLong()
                    : 0;
            if (map.get("delivered").asLong() + persons != map.get("in").asLong()) {
                fail(map + ": " + reported(map.get("map").asText()));
            }
        }
        assertThat(world.status().at("/files/rejected").asLong()).isZero();
    }

    /** What the reports say of a map's rows, for the message of a failed test. */
    private String reported(String map) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Side side : Side.values()) {
            Path done = home.resolve("drop").resolve(side.word()).resolve("done");
            for (String file : Files.isDirectory(done)
                    ? done.toFile().list((folder, name) -> name.endsWith(".csv"))
                    : new String[0]) {
                for (JsonNode row : world.report(side, "done", file).get("rows")) {
                    rows.append(row.get("map").asText().equals(map) ? row + "\n" : "");
                }
            }
        }
        return rows.toString();
    }

    private String related(String table, String filter, String lookup) throws Exception {
        return one(table, filter).path("_" + lookup + "_value").asText("nothing");
    }

    private String id(String table, String filter) throws Exception {
        String column = Schema.shipped().table(DATAVERSE, table).orElseThrow().primaryId();
        return one(table, filter).get(column).asText();
    }

    private JsonNode one(String table, String filter) throws Exception {
        JsonNode rows = world.dataverse(table, filter);
        assertThat(rows).as("%s of %s", filter, table).hasSize(1);
        return rows.get(0);
    }

    private static final Map<String, String> CHILDREN = files(
            "CustomersV3",
            """
            dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode,PaymentMethod,PaymentTerms,\
            CustomerGroupId,SalesTaxGroup,VendorAccount,InvoiceAccount
            usmf,C-1,Organization,One,USD,CHECK,Net30,80,CA,V-1,C-1
            """,
            "VendorsV2",
            """
            dataAreaId,VendorAccountNumber,VendorOrganizationName,VendorPartyType,VendorGroupId,\
            DefaultPaymentTermsName,DefaultVendorPaymentMethodName,CurrencyCode
            usmf,V-1,Supplier,Organization,10,Net30,CHECK,USD
            """,
            "VendorGroups",
            """
            dataAreaId,VendorGroupId,Description,DefaultPaymentTermName,ClearingPeriodPaymentTermName
            usmf,10,Parts,Net30,
            """,
            "CustomerGroups",
            """
            dataAreaId,CustomerGroupId,Description,IsSalesTaxIncludedInPrice,PaymentTermId,ClearingPeriodPaymentTermName
            usmf,80,Retail,No,Net30,Net30
            """,
            "Warehouses",
            """
            dataAreaId,WarehouseId,WarehouseName,OperationalSiteId,WarehouseType,TransitWarehouseId
            usmf,11,Main,1,Standard,12
            usmf,12,On the way,1,Transit,
            """,
            "ProductCategories",
            """
            ProductCategoryHierarchyName,CategoryName,CategoryCode,ParentProductCategoryName
            Retail,Speakers,SP,Audio
            Retail,Audio,AU,
            """,
            "PaymentScheduleLines",
            """
            dataAreaId,PaymentScheduleName,LineNumber,PeriodsAfterDueDate,PercentOrAmount,PercentOrAmountValue
            usmf,Half,1,1,Percent,50.00
            usmf,Half,2,2,Percent,50.00
            """,
            "PaymentDayLinesCDSV2",
            "dataAreaId,Name,LineNumber,Frequency,DayOfWeek,DayOfMonth\nusmf,Mid,1,Month,None,15\n",
            "PaymentTerms",
            """
            dataAreaId,Name,Description,NumberOfDays,PaymentMethodType,PaymentDayName,PaymentScheduleName
            usmf,Net30,30 days,30,Net,Mid,Half
            """,
            "UnitOfMeasureConversions",
            "FromUnitSymbol,ToUnitSymbol,Factor,Numerator,Denominator,Rounding\nbox,ea,12,1,1,Nearest\n");

    private static final Map<String, String> PARENTS = files(
            "PaymentSchedules",
            """
            dataAreaId,Name,Description,AllocationMethod,PaymentFrequencyUnits,NumberOfPayments
            usmf,Half,Two halves,Specified,Month,2
            """,
            "PaymentDays",
            "dataAreaId,Name,Description\nusmf,Mid,The 15th\n",
            "CustomerPaymentMethods",
            "dataAreaId,Name,Description,AccountType,PaymentType\nusmf,CHECK,Check,Bank,Check\n",
            "VendorPaymentMethods",
            "dataAreaId,Name,Description,AccountType,PaymentType\nusmf,CHECK,Check,Bank,Check\n",
            "TaxGroups",
            "dataAreaId,TaxGroupCode,Description\nusmf,CA,California\n",
            "OperationalSitesV2",
            "dataAreaId,SiteId,SiteName\nusmf,1,First\n",
            "PriceCustomerGroups",
            "dataAreaId,GroupCode,GroupName\nusmf,VIP,Best customers\n",
            "DeliveryModesV2",
            "dataAreaId,ModeCode,ModeDescription\nusmf,AIR,By air\n",
            "DeliveryTerms",
            "dataAreaId,TermsCode,TermsDescription,FreightChargeTerms\nusmf,CIF,Insured,Prepaid\n",
            "SalesOrderOriginCodes",
            "dataAreaId,OriginCode,OriginDescription\nusmf,Web,Web shop\n",
            "ProductCategoryHierarchies",
            "HierarchyName,HierarchyDescription\nRetail,Shops\n",
            "ProductColors",
            "ColorId\nRed\n",
            "ProductSizes",
            "SizeId\nXL\n",
            "ProductStyles",
            "StyleId\nSlim\n",
            "ProductConfigurations",
            "ConfigurationId\nHome\n",
            "UnitsOfMeasure",
            """
            UnitSymbol,UnitClass,DecimalPrecision,IsBaseUnit,IsSystemUnit,SystemOfUnits
            ea,Quantity,0,Yes,Yes,None
            box,Quantity,0,No,No,None
            """,
            "Currencies",
            "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n",
            "LegalEntities",
            "LegalEntityId,Name\nusmf,Contoso\n");

    private static final Map<String, String> FROM_SALES = files(
            "msdyn_warehouses",
            """
            msdyn_warehouseidentifier,msdyn_company.cdm_companycode,msdyn_description,msdyn_operationalsite.msdyn_siteid
            21,usmf,Of Sales,2
            """,
            "msdyn_operationalsites",
            "msdyn_siteid,msdyn_company.cdm_companycode,msdyn_sitename\n2,usmf,Second\n",
            "msdyn_paymentschedulelines",
            """
            msdyn_linenumber,msdyn_company.cdm_companycode,msdyn_paymentschedule.msdyn_name,msdyn_percentoramountvalue
            7,usmf,Half,10
            """,
            "msdyn_vendors",
            """
            msdyn_vendoraccountnumber,msdyn_company.cdm_companycode,msdyn_name,msdyn_isperson,\
            msdyn_vendorgroupid.msdyn_vendorgroup
            V-7,usmf,Of Sales,false,70
            """,
            "msdyn_vendorgroups",
            "msdyn_vendorgroup,msdyn_company.cdm_companycode,msdyn_description\n70,usmf,Seventy\n",
            "msdyn_unitofmeasureconversions",
            "msdyn_fromunit.msdyn_symbol,msdyn_tounit.msdyn_symbol,msdyn_factor,msdyn_rounding\nea,box,0.5,192350000\n",
            "msdyn_termsofdeliveries",
            """
            msdyn_termscode,msdyn_company.cdm_companycode,msdyn_termsdescription,msdyn_freightchargeterms
            FOB,usmf,Free on board,192350001
            """);

    private static Map<String, String> files(String... namesAndRows) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndRows.length; i += 2) {
            files.put(namesAndRows[i], namesAndRows[i + 1]);
        }
        return files;
    }
}
