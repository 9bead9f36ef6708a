package io.dualwrite.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final SignIn SIGN_IN =
            new SignIn("/tenant/oauth2/v2.0/token", "an-id", "a secret&%", "http://localhost/.default");

    @Test
    void delivery_signs_in_with_client_credentials_that_no_endpoint_shows() {
        SandboxSettings settings = SandboxSettings.defaults().withClient("an-id", "a secret&%");
        try (Bench bench = new Bench(settings, Optional.of(SIGN_IN))) {
            Change company = bench.change("companies", Direction.TO_DATAVERSE, "LegalEntityId", "usmf", "Name", "C");
            bench.deliver(company);
            assertThat(company.outcome()).contains(Outcome.of(Outcome.Kind.CREATED));
            assertThat(bench.context.getEndpoints()).isNotEmpty().noneMatch(endpoint -> endpoint.getEndpointUri()
                    .contains("secret"));
            assertThat(SIGN_IN.toString()).doesNotContain("secret");
        }
    }

    @Test
    void a_wrong_secret_is_a_passing_failure_that_says_so() {
        SandboxSettings settings = SandboxSettings.defaults().withClient("an-id", "another");
        try (Bench bench = new Bench(settings, Optional.of(SIGN_IN))) {
            Change company = bench.change("companies", Direction.TO_DATAVERSE, "LegalEntityId", "usmf", "Name", "C");
            bench.deliver(company);
            assertThat(company.outcome().orElseThrow().kind()).isEqualTo(Outcome.Kind.RETRYING);
            assertThat(company.outcome().orElseThrow().found())
                    .contains("token request with Status Code: 401")
                    .doesNotContain("a secret");
        }
    }

    @Test
    void a_token_that_was_revoked_is_replaced_at_once() throws Exception {
        AtomicInteger issued = new AtomicInteger();
        AtomicInteger revoked = new AtomicInteger();
        List<String> used = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/token",
                exchange -> answer(
                        exchange, 200, "{\"access_token\":\"t" + issued.incrementAndGet() + "\",\"expires_in\":3600}"));
        server.createContext("/data", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            used.add(token);
            answer(exchange, token.equals("Bearer t" + revoked.get()) ? 401 : 200, "{}");
        });
        server.start();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            String url = "http://localhost:" + server.getAddress().getPort();
            SignIn signIn = new SignIn(url + "/token", "id", "secret", "scope");
            CamelTransport transport = new CamelTransport(
                    context, Side.FINOPS, url, Optional.of(signIn), Duration.ofSeconds(10), Clock.systemUTC());
            HttpCall call = new HttpCall("POST", url + "/data/$batch", Map.of("X-Test", "ü"), "body");
            assertThat(transport.send(call).status()).isEqualTo(200);
            assertThat(transport.send(call).status()).isEqualTo(200);
            assertThat(used).containsExactly("Bearer t1", "Bearer t1");
            revoked.set(1);
            HttpAnswer after = transport.send(call);
            assertThat(after.status()).isEqualTo(200);
            assertThat(used.get(used.size() - 1)).isEqualTo("Bearer t2");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
