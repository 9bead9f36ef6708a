package io.dualwrite.component;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.NotReached;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.OAuth2ClientConfigurer;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Sends calls over camel-http, signed in by its OAuth 2 client credentials. */
public final class CamelTransport implements Transport {
    private static final long EXPIRY_SECONDS = 300;
    private static final long MARGIN_SECONDS = 30;
    /** How many times the timeout, within which something must come, a whole answer may take. */
    private static final int SLOWEST = 10;

    private static final Duration AVOID_CACHE = Duration.ofMinutes(10);

    private final ProducerTemplate template;
    private final Clock clock;
    private final AnswerBound bound;
    private final String endpoint;
    private final Optional<String> freshEndpoint;
    private volatile Instant freshUntil = Instant.MIN;

    /**
     * @param side names what is bound in the registry
     * @param baseUrl scheme, host and port at least
     * @param signIn nothing: calls go without a token
     * @param timeout for the connection and for the answer
     */
    public CamelTransport(
            CamelContext context, Side side, String baseUrl, Optional<SignIn> signIn, Duration timeout, Clock clock) {
        this.template = context.createProducerTemplate();
        this.clock = clock;
        this.bound = new AnswerBound(timeout.multipliedBy(SLOWEST), clock);
        String name = side.word() + "-http";
        this.endpoint = endpoint(context, name, baseUrl, timeout, signIn.map(how -> oauth(how, true)));
        this.freshEndpoint = signIn.map(
                how -> endpoint(context, name + "-fresh-token", baseUrl, timeout, Optional.of(oauth(how, false))));
    }

    private static HttpClientConfigurer oauth(SignIn how, boolean cached) {
        // They go into a form as they are; camel-http does not encode them.
        return new OAuth2ClientConfigurer(
                encoded(how.clientId()),
                encoded(how.clientSecret()),
                how.tokenUrl(),
                null,
                encoded(how.scope()),
                cached,
                EXPIRY_SECONDS,
                MARGIN_SECONDS,
                true);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Secrets reach the client through the registry: they never stand in an endpoint's URI, log or JMX name. */
    private String endpoint(
            CamelContext context,
            String name,
            String baseUrl,
            Duration timeout,
            Optional<HttpClientConfigurer> signIn) {
        HttpClientConfigurer configurer = builder -> {
            // The client would sleep on a 429 and send again; the gate decides that here.
            builder.disableAutomaticRetries();
            builder.disableRedirectHandling();
            builder.addExecInterceptorFirst("answer-bound", bound);
            signIn.ifPresent(how -> how.configureHttpClient(builder));
        };
        context.getRegistry().bind(name, HttpClientConfigurer.class, configurer);
        return baseUrl + "?throwExceptionOnFailure=false&copyHeaders=false&httpClientConfigurer=#" + name
                + "&connectTimeout=" + timeout.toMillis() + "&responseTimeout=" + timeout.toMillis();
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        Instant now = clock.instant();
        // A clock that was set back leaves a time far in the future, which nobody meant.
        boolean fresh = now.isBefore(freshUntil) && now.plus(AVOID_CACHE).compareTo(freshUntil) >= 0;
        if (freshEndpoint.isPresent() && fresh) {
            return send(freshEndpoint.get(), call);
        }
        HttpAnswer answer = send(endpoint, call);
        if (answer.status() == 401 && freshEndpoint.isPresent()) {
            // camel-http keeps a token until it expires, also one that was revoked: go round its cache for a while.
            freshUntil = clock.instant().plus(AVOID_CACHE);
            return send(freshEndpoint.get(), call);
        }
        return answer;
    }

    private HttpAnswer send(String uri, HttpCall call) throws IOException {
        Exchange exchange = template.request(uri, request -> fill(request.getMessage(), call));
        if (exchange.getException() != null) {
            Exception failure = exchange.getException();
            throw notReached(failure)
                    ? new NotReached(reason(failure), failure)
                    : new IOException(reason(failure), failure);
        }
        return answer(exchange.getMessage());
    }

    private static boolean notReached(Throwable failure) {
        boolean here = failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof ConnectTimeoutException;
        return here || (failure.getCause() != null && failure.getCause() != failure && notReached(failure.getCause()));
    }

    /** The innermost cause knows best: outer ones often have no message. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static void fill(Message message, HttpCall call) {
        message.setHeader(Exchange.HTTP_URI, call.url());
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        call.headers().forEach(message::setHeader);
        if (!call.body().isEmpty()) {
            message.setBody(call.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static HttpAnswer answer(Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                headers.put(name, value.toString());
            }
        });
        byte[] body = message.getBody(byte[].class);
        return new HttpAnswer(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                headers,
                body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }
}
