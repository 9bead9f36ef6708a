package io.dualwrite.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.PlainTransport;
import io.dualwrite.odata.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Stands between the runtime and the two systems, and can keep back one answer: the system has done what it was asked,
 * and the runtime will never hear so.
 */
final class Relay implements AutoCloseable {
    private static final Set<String> HOP =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");
    private static final Pattern CHANGE = Pattern.compile("(?m)^(POST|PATCH|PUT|DELETE) ");

    static {
        // The JDK's server waits 40 ms on small answers otherwise (Nagle and delayed ACK).
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final String target;
    private final Transport transport = new PlainTransport();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });

    private final CountDownLatch over = new CountDownLatch(1);
    private int left;
    private CountDownLatch held = new CountDownLatch(1);

    /** @param target base of both systems' addresses, without a slash at the end */
    Relay(String target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The answer of the n-th call from now that changes something will not be given; 0: every answer is. */
    synchronized void keepBack(int number) {
        left = number;
        held = new CountDownLatch(1);
    }

    /** Is the answer there that is kept back? Waits a little for it. */
    boolean holds(long millis) throws InterruptedException {
        CountDownLatch now;
        synchronized (this) {
            now = held;
        }
        return now.await(millis, TimeUnit.MILLISECONDS);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> put(headers, name, String.join(", ", values)));
            HttpAnswer answer = transport.send(new HttpCall(exchange.getRequestMethod(), target + path, headers, body));
            if (changes(exchange.getRequestMethod(), path, body) && isKeptBack()) {
                awaitEnd();
                return;
            }
            give(exchange, answer);
        }
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
            headers.put(name, value);
        }
    }

    private static boolean changes(String method, String path, String body) {
        return path.contains("$batch") ? CHANGE.matcher(body).find() : !method.equals("GET");
    }

    private synchronized boolean isKeptBack() {
        if (left == 0 || --left > 0) {
            return false;
        }
        held.countDown();
        return true;
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void give(HttpExchange exchange, HttpAnswer answer) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, value) -> put(headers, name, value));
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
