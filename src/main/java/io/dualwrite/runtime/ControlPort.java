package io.dualwrite.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The loopback port through which other commands talk to a running program. Every request carries the token of the
 * state file, which only the same user can read.
 */
final class ControlPort implements AutoCloseable {
    private final HttpServer server;
    // One command may take its time; who asks for the status meanwhile does not wait for it.
    private final ExecutorService workers = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "dual-write-control");
        thread.setDaemon(true);
        return thread;
    });
    private final String token;

    /**
     * @param commands by path; each takes the request's body and gives JSON
     */
    ControlPort(Map<String, Function<String, String>> commands) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        commands.forEach((path, command) -> server.createContext(path, exchange -> answer(exchange, command)));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String token() {
        return token;
    }

    private void answer(HttpExchange exchange, Function<String, String> command) throws IOException {
        try (exchange) {
            String given = String.valueOf(exchange.getRequestHeaders().getFirst("X-Dual-Write-Token"));
            if (!MessageDigest.isEqual(
                    given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
                send(exchange, 403, "{\"error\":\"wrong token\"}");
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                send(exchange, 200, command.apply(body));
            } catch (IllegalArgumentException wrong) {
                send(exchange, 400, wrong.getMessage());
            } catch (RuntimeException failed) {
                send(exchange, 500, String.valueOf(failed.getMessage()));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
