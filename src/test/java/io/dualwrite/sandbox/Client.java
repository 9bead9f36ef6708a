package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Talks to a sandbox as any client would: over real HTTP. */
final class Client {
    static final String DATAVERSE = "/api/data/v9.2/";
    static final String FINOPS = "/data/";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** What came back. */
    record Reply(int status, HttpResponse<String> response) {
        JsonNode json() {
            return Json.read(response.body());
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String error() {
            return json().path("error").path("message").asText();
        }

        String code() {
            return json().path("error").path("code").asText();
        }

        /** The GUID of the row that was written. */
        String id() {
            String url = header("OData-EntityId");
            return url.substring(url.indexOf('(') + 1, url.length() - 1);
        }
    }

    Client(String base) {
        this.base = base;
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    Reply send(String method, String path, String body, String... headers) {
        try {
            return sendOrFail(method, path, body, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if no answer came */
    Reply sendOrFail(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        request.header("Accept", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A batch of lines as they go over the wire; {@code ~} stands for the end of a line. */
    Reply batch(String root, String text, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "multipart/mixed; boundary=batch_1";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return post(root + "$batch", text, all);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A company, a currency, an account and an order with its account. Gives back the order's GUID. */
    String order(String number) {
        patch(DATAVERSE + "cdm_companies(cdm_companycode='usmf')", "{\"cdm_name\":\"Contoso\"}");
        patch(
                DATAVERSE + "transactioncurrencies(isocurrencycode='USD')",
                "{\"currencyname\":\"US Dollar\",\"currencysymbol\":\"$\"}");
        String company = get(DATAVERSE + "cdm_companies(cdm_companycode='usmf')")
                .json()
                .path("cdm_companyid")
                .asText();
        patch(DATAVERSE + "accounts(accountnumber='BERGS',_msdyn_company_value=" + company + ")", "{\"name\":\"B\"}");
        return post(
                        DATAVERSE + "salesorders",
                        """
                        {"name":"Order %s","msdyn_salesordernumber":"%s",
                         "msdyn_company@odata.bind":"/cdm_companies(%s)",
                         "customerid_account@odata.bind":"/accounts(accountnumber='BERGS',_msdyn_company_value=%s)",
                         "transactioncurrencyid@odata.bind":"/transactioncurrencies(isocurrencycode='USD')"}
                        """
                                .formatted(number, number, company, company))
                .id();
    }
}
