package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static io.dualwrite.sandbox.Client.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The older solution is removed from a Sales system that has rows, and dual-write's installed. */
class InstallationTest {
    private Sandbox sandbox;
    private Client client;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void start(SandboxSettings settings) {
        if (sandbox != null) {
            sandbox.close();
        }
        sandbox = Sandbox.start(settings);
        client = new Client(sandbox.url());
    }

    private static SandboxSettings older() {
        return SandboxSettings.defaults().withSolution("data-integrator");
    }

    private Reply install(String solution) {
        return client.post("/sandbox/solution", "{\"solution\":\"" + solution + "\"}");
    }

    private String installed() {
        return client.get("/sandbox/solution").json().path("solution").asText();
    }

    /** An account, an active contact of it and an order. Gives back the contact's GUID. */
    private String fill() {
        client.patch(DATAVERSE + "accounts(accountnumber='A1')", "{\"name\":\"A\"}");
        client.post(
                DATAVERSE + "salesorders",
                "{\"name\":\"F1\",\"ordernumber\":\"F1\","
                        + "\"customerid_account@odata.bind\":\"/accounts(accountnumber='A1')\"}");
        client.post(
                DATAVERSE + "msdynce_p2cautonumbers",
                "{\"msdynce_entityname\":\"account\",\"msdynce_prefix\":\"ACC\",\"msdynce_numbersequence\":1000,"
                        + "\"msdynce_suffixlength\":6}");
        client.post(FINOPS + "CustomersV2", "{\"CustomerAccount\":\"A1\"}");
        return client.post(
                        DATAVERSE + "contacts",
                        "{\"lastname\":\"Ann\",\"msdynce_contactnumber\":\"C1\",\"msdynce_isactivecustomer\":true,"
                                + "\"parentcustomerid_account@odata.bind\":\"/accounts(accountnumber='A1')\"}")
                .id();
    }

    @Test
    void rows_stay_and_the_older_columns_go_with_what_they_held() {
        start(older());
        String contact = fill();

        Reply done = install("dual-write");

        assertThat(done.status()).isEqualTo(200);
        assertThat(installed()).isEqualTo("dual-write");
        JsonNode row = client.get(DATAVERSE + "contacts(" + contact + ")?$expand=parentcustomerid_account")
                .json();
        assertThat(row.path("fullname").asText()).isEqualTo("Ann");
        assertThat(row.path("parentcustomerid_account").path("accountnumber").asText())
                .isEqualTo("A1");
        assertThat(row.has("msdynce_contactnumber")).isFalse();
        assertThat(client.get("/sandbox/rows/dataverse/contacts").text()).doesNotContain("msdynce_");
        assertThat(client.get(DATAVERSE + "contacts?$select=msdynce_contactnumber")
                        .status())
                .isEqualTo(400);
        assertThat(client.get(DATAVERSE + "msdynce_p2cautonumbers").status()).isEqualTo(404);
        assertThat(client.get(FINOPS + "CustomersV2").status()).isEqualTo(404);
        assertThat(client.get(FINOPS + "CustomersV3/$count").text()).isEqualTo("1");
        assertThat(client.get(DATAVERSE + "salesorders/$count").text()).isEqualTo("1");
    }

    @Test
    void the_newer_keys_hold_afterwards() {
        start(older());
        fill();
        install("dual-write");
        client.patch(DATAVERSE + "cdm_companies(cdm_companycode='usmf')", "{\"cdm_name\":\"Contoso\"}");
        client.patch(DATAVERSE + "cdm_companies(cdm_companycode='demf')", "{\"cdm_name\":\"Contoso\"}");

        assertThat(account("usmf").status()).isEqualTo(204);
        assertThat(account("demf").status()).isEqualTo(204);
        assertThat(account("usmf").status()).isEqualTo(412);
        assertThat(client.patch(DATAVERSE + "accounts(accountnumber='A1')", "{}")
                        .status())
                .isEqualTo(400);
    }

    private Reply account(String company) {
        return client.post(
                DATAVERSE + "accounts",
                "{\"name\":\"A\",\"accountnumber\":\"A1\",\"msdyn_company@odata.bind\":"
                        + "\"/cdm_companies(cdm_companycode='" + company + "')\"}");
    }

    @Test
    void one_number_in_two_companies_keeps_the_older_solution_out_and_nothing_changes() {
        start(SandboxSettings.defaults());
        client.patch(DATAVERSE + "cdm_companies(cdm_companycode='usmf')", "{\"cdm_name\":\"Contoso\"}");
        client.patch(DATAVERSE + "cdm_companies(cdm_companycode='demf')", "{\"cdm_name\":\"Contoso\"}");
        account("usmf");
        account("demf");

        Reply refused = install("data-integrator");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.error()).contains("accounts").contains("[accountnumber]");
        assertThat(installed()).isEqualTo("dual-write");
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("2");
        assertThat(install("dynamics").error()).contains("dual-write, data-integrator");
    }

    @Test
    void what_is_dropped_and_reset_stays_with_the_solution() {
        start(older());
        fill();
        client.delete("/sandbox/rows");

        assertThat(installed()).isEqualTo("data-integrator");
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("0");
        assertThat(client.get(DATAVERSE + "systemusers/$count").text()).isEqualTo("1");
    }

    @Test
    void a_file_knows_the_solution_of_its_rows_until_another_one_is_asked_for(@TempDir Path folder) {
        Path file = folder.resolve("rows");
        start(older().withFile(file));
        String contact = DATAVERSE + "contacts(" + fill() + ")";

        start(SandboxSettings.defaults().withFile(file));
        assertThat(installed()).isEqualTo("data-integrator");
        assertThat(client.get(contact).json().path("msdynce_contactnumber").asText())
                .isEqualTo("C1");

        start(SandboxSettings.defaults().withFile(file).withSolution("dual-write"));
        assertThat(client.get(contact).json().has("msdynce_contactnumber")).isFalse();
        client.patch(contact, "{\"jobtitle\":\"Buyer\"}");

        start(SandboxSettings.defaults().withFile(file));
        assertThat(installed()).isEqualTo("dual-write");
        assertThat(client.get(contact).json().path("jobtitle").asText()).isEqualTo("Buyer");
        assertThat(client.get("/sandbox/rows/dataverse/contacts").text()).doesNotContain("msdynce_");
    }

    @Test
    void a_change_of_solution_while_running_is_kept_in_the_file_too(@TempDir Path folder) {
        Path file = folder.resolve("rows");
        start(older().withFile(file));
        String contact = DATAVERSE + "contacts(" + fill() + ")";
        install("dual-write");
        client.patch(contact, "{\"msdyn_contactpersonid\":\"C1\"}");

        start(SandboxSettings.defaults().withFile(file));

        assertThat(installed()).isEqualTo("dual-write");
        assertThat(client.get(contact).json().path("msdyn_contactpersonid").asText())
                .isEqualTo("C1");
        assertThat(client.get(FINOPS + "CustomersV3/$count").text()).isEqualTo("1");
    }

    @Test
    void a_file_whose_rows_cannot_be_in_the_wanted_solution_stops_the_start_and_says_which(@TempDir Path folder) {
        Path file = folder.resolve("rows");
        start(SandboxSettings.defaults().withFile(file));
        client.patch(DATAVERSE + "cdm_companies(cdm_companycode='usmf')", "{\"cdm_name\":\"Contoso\"}");
        client.patch(DATAVERSE + "cdm_companies(cdm_companycode='demf')", "{\"cdm_name\":\"Contoso\"}");
        account("usmf");
        account("demf");
        sandbox.close();

        assertThatThrownBy(() -> Sandbox.start(older().withFile(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accounts")
                .hasMessageContaining("[accountnumber]");
    }
}
