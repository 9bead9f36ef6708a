package io.dualwrite.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * F&O and Dataverse in one process over real HTTP: {@code /data/}, {@code /api/data/v9.2/}, {@code
 * /<tenant>/oauth2/v2.0/token}, and {@code /sandbox/} to order faults, to read the request log and to
 * install another solution in Sales.
 *
 * <p>They answer as the real ones do, with these choices: Dataverse money with more decimals than its column is stored
 * exactly instead of rounded silently; totals of a header are stored as written; F&O column types are inferred.
 */
public final class Sandbox implements Closeable {
    private static final int THREADS = 64;

    static {
        // The JDK's server waits 40 ms on small answers otherwise (Nagle and delayed ACK).
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final SandboxSettings settings;
    private final Installation systems;
    private final Gate gate;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "sandbox");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts both systems; they answer when this returns.
     *
     * @throws UncheckedIOException if the port is taken or the file cannot be read
     * @throws IllegalArgumentException if rows of the file would have the same key in the wanted solution
     */
    public static Sandbox start(SandboxSettings settings) {
        try {
            return new Sandbox(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start the sandbox on " + settings.bindAddress() + ":" + settings.port() + ": "
                            + e.getMessage() + "; is another one running there? Else choose another port",
                    e);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private Sandbox(SandboxSettings settings) throws IOException {
        this.settings = settings;
        this.systems = new Installation(settings);
        this.gate = new Gate(settings, systems);
        this.server = HttpServer.create(new InetSocketAddress(settings.bindAddress(), settings.port()), 1024);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The base of both systems' URLs, {@code http://127.0.0.1:8088}, without a slash at its end. */
    public String url() {
        return "http://" + settings.bindAddress() + ":" + port();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = Request.headerMap();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String host = headers.getOrDefault("Host", settings.bindAddress() + ":" + port());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Request.rawQuery(exchange.getRequestURI()),
                headers,
                body,
                "http://" + host);
        Answer answer = gate.answer(request);
        if (answer != null) {
            send(exchange, request, answer);
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, Request request, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean none = body.length == 0 || request.method().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Stops answering. What was written stays in the file, if there is one. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            systems.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the sandbox's file", e);
        }
    }
}
