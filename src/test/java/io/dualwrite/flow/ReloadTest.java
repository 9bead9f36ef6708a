package io.dualwrite.flow;

import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of flows and maps while the runtime runs. */
class ReloadTest {
    private static final String CURRENCIES = "CurrencyCode,Name,Symbol\n";

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
    void anEditedMapIsInEffectWithoutARestart() throws Exception {
        Path map = home.resolve("routes/maps/currencies.map.yaml");
        String text = Files.readString(map);
        Files.writeString(map, text.replaceFirst("(?m)^(\\s*- NAME +)= (.*)$", "$1>< $2 default Unnamed"));

        world.await(() -> {
            world.dropAndRest(FINOPS, "Currencies.csv", CURRENCIES + "SEK,,kr\n");
            return world.dataverse("transactioncurrencies", "currencyname eq 'Unnamed'")
                            .size()
                    == 1;
        });
    }

    /** The example of the README: delivery terms are in no published map of quotes. */
    @Test
    void deliveryTermsOfQuotesTakeOneEditOfOneFile() throws Exception {
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", CURRENCIES + "USD,US Dollar,$\n");
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                        usmf,C-1,Organization,One,USD
                        """);
        Path map = home.resolve("routes/maps/quotes.map.yaml");
        Files.writeString(
                map,
                Files.readString(map)
                        .replaceFirst(
                                "(?m)^values:$",
                                """
                                  - DELIVERYTERMSCODE >< freighttermscode via freight
                                values:
                                  freight: { FOB: 1, NC: 2 }"""));

        world.await(() -> {
            world.dropAndRest(
                    FINOPS,
                    "CDSSalesQuotationHeaders.csv",
                    """
                            dataAreaId,SalesQuotationNumber,RequestingCustomerAccountNumber,CurrencyCode,SalesQuotationName,DeliveryTermsCode
                            usmf,Q-1,C-1,USD,A quote,NC
                            """);
            return world.dataverse("quotes", "freighttermscode eq 2").size() == 1;
        });

        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        world.dropAndRest(
                io.dualwrite.row.Side.DATAVERSE,
                "quotes.csv",
                """
                        msdyn_quotenumber,msdyn_company.cdm_companycode,name,customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,statecode,freighttermscode
                        S-1,usmf,From Sales,C-1,USD,0,1
                        """);
        assertThat(world.finops("CDSSalesQuotationHeaders", "SalesQuotationNumber eq 'S-1'")
                        .get(0)
                        .get("DeliveryTermsCode")
                        .asText())
                .isEqualTo("FOB");
    }

    @Test
    void aBrokenMapIsRefusedAndTheOneBeforeGoesOn() throws Exception {
        Path map = home.resolve("routes/maps/currencies.map.yaml");
        Files.writeString(map, Files.readString(map).replace("- NAME", "- NOSUCHFIELD"));

        world.dropAndRest(FINOPS, "Currencies.csv", CURRENCIES + "SEK,Krona,kr\n");

        assertThat(world.dataverse("transactioncurrencies", "isocurrencycode eq 'SEK'"))
                .hasSize(1);
    }

    @Test
    void aBrokenFlowIsRefusedAndTheRunningOneGoesOn() throws Exception {
        Path flow = home.resolve("routes/reference-data.camel.yaml");
        Files.writeString(flow, Files.readString(flow).replace("- to:", "- tooo:"));

        world.dropAndRest(FINOPS, "Currencies.csv", CURRENCIES + "SEK,Krona,kr\n");

        assertThat(world.count("currencies.to-dataverse", "created")).isEqualTo(1);
    }

    @Test
    void aFlowThatIsTakenAwayStopsAndComesBackWithItsFile() throws Exception {
        Path flow = home.resolve("routes/reference-data.camel.yaml");
        String text = Files.readString(flow);
        Files.delete(flow);
        world.await(() -> !world.status().toString().contains("currencies"));
        world.dropAndRest(FINOPS, "Currencies.csv", CURRENCIES + "SEK,Krona,kr\n");
        assertThat(world.report(FINOPS, "rejected", "Currencies.csv")
                        .get("reason")
                        .asText())
                .isEqualTo("no-flow");

        Files.writeString(flow, text);
        world.await(() -> world.status().toString().contains("currencies"));
        world.dropAndRest(FINOPS, "Currencies.csv", CURRENCIES + "SEK,Krona,kr\n");

        assertThat(world.count("currencies.to-dataverse", "created")).isEqualTo(1);
    }

    @Test
    void anEditedSharedFileReachesTheRunningFlows() throws Exception {
        Path shared = home.resolve("routes/shared/delivery.camel.yaml");
        Files.writeString(shared, Files.readString(shared).replace("the batch did not go", "this batch did not go"));

        world.dropAndRest(FINOPS, "Currencies.csv", CURRENCIES + "SEK,Krona,kr\n");

        assertThat(world.count("currencies.to-dataverse", "created")).isEqualTo(1);
    }
}
