package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.check.Code.Severity;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Exchanging;
import io.dualwrite.runtime.Exchanging.Draft;
import io.dualwrite.runtime.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map exported from Microsoft's dual-write, with columns of the customer's own, is imported and runs. */
class ImportedMapFlowTest {
    private static final Path EXPORT = Path.of("src/test/resources/exchange/customizations.xml");

    @TempDir
    Path home;

    @Test
    void an_exported_map_with_columns_of_the_customers_own_runs_both_ways() throws Exception {
        Path shared = Files.createDirectories(home.resolve("routes/shared"));
        for (String file : List.of("delivery.camel.yaml", "drop-folders.camel.yaml")) {
            Files.copy(Path.of("routes/shared").resolve(file), shared.resolve(file));
        }
        Files.createDirectories(home.resolve("routes/maps"));
        Exchanging exchanging = new Exchanging(Home.settings(home, Map.of()));
        Draft draft = exchanging.read(EXPORT, "", Optional.empty(), Optional.empty());
        assertThat(draft.findings())
                .filteredOn(finding -> finding.code().severity() == Severity.ERROR)
                .isEmpty();
        exchanging.write(draft);

        try (World world = new World(home)) {
            world.dataverseRow("cdm_companies", "{\"cdm_companycode\":\"USMF\"}");
            world.dropAndRest(
                    Side.FINOPS,
                    "CustomersV3.csv",
                    """
                    dataAreaId,CustomerAccount,PartyType,OrganizationName,ContosoSegment,ContosoRegion,ContosoTier,ContosoIsPartner,ContosoContractDate,ContosoMotto,CreditLimit
                    usmf,C-1,Organization,Contoso,Wholesale,,Gold,Yes,2024-05-01,"We, too",100.50
                    """);
            JsonNode account =
                    world.dataverse("accounts", "accountnumber eq 'C-1'").get(0);
            assertThat(account.get("new_segment").asInt()).isEqualTo(100000001);
            assertThat(account.get("new_region").asInt()).isEqualTo(1);
            assertThat(account.get("new_tier").asInt()).isEqualTo(10);
            assertThat(account.get("new_ispartner").asBoolean()).isTrue();
            assertThat(account.get("new_motto").asText()).isEqualTo("We, too");
            assertThat(account.get("creditlimit").decimalValue()).isEqualByComparingTo("100.50");

            world.dropAndRest(
                    Side.DATAVERSE,
                    "accounts.csv",
                    """
                    accountnumber,msdyn_company.cdm_companycode,customertypecode,name,new_segment,new_tier,new_motto
                    S-1,usmf,3,From Sales,100000002,30,Made in Sales
                    """);
            JsonNode customer =
                    world.finops("CustomersV3", "CustomerAccount eq 'S-1'").get(0);
            assertThat(customer.get("CONTOSOSEGMENT").asText()).isEqualTo("Public");
            assertThat(customer.get("CONTOSOTIER").asText()).isEqualTo("Bronze");
            assertThat(customer.get("CONTOSOMOTTO").asText()).isEqualTo("Made in Sales");
            assertThat(customer.get("PartyType").asText()).isEqualTo("Organization");
            assertThat(world.problems()).isEmpty();
        }
    }
}
