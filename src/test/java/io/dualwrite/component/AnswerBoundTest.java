package io.dualwrite.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.row.Side;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers, or what answers in their place, that would never end or fill the memory. */
class AnswerBoundTest {
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n";
    private static final Duration FOR_EVER = Duration.ofSeconds(60);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ServerSocket server;
    private Clock clock = Clock.systemUTC();

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        context.start();
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        context.close();
    }

    @Test
    void a_body_without_end_is_not_read_further_than_the_bound() {
        AtomicLong sent = new AtomicLong();
        answer(out -> {
            out.write(ascii(CHUNKED + "\r\n"));
            byte[] chunk = ascii("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            while (true) {
                out.write(chunk);
                sent.addAndGet(0x10000);
            }
        });

        assertFails("more than 128 MB");
        assertThat(sent.get()).isLessThan(AnswerBound.MOST_BYTES + (32 << 20));
    }

    @Test
    void what_a_packed_body_unpacks_to_is_counted() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] much = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 200; megabyte++) {
                gzip.write(much);
            }
        }
        answer(out -> {
            out.write(
                    ascii("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n"));
            bytes.writeTo(out);
        });

        assertFails("more than 128 MB");
    }

    @Test
    void a_body_that_drips_for_ever_is_given_up() {
        clock = new Quick();
        answer(out -> {
            out.write(ascii(CHUNKED + "\r\n"));
            while (true) {
                out.write(ascii("1\r\nx\r\n"));
                out.flush();
            }
        });

        assertFails("did not end within 200 s");
    }

    @Test
    void a_body_that_breaks_off_is_a_lost_answer() {
        answer(out -> out.write(ascii(CHUNKED + "\r\n100\r\nonly this")));
        assertFails("");
        answer(out -> out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")));
        assertFails("");
    }

    @Test
    void a_page_of_a_proxy_is_no_answer_to_a_batch_although_it_says_200() {
        answer(out -> out.write(
                ascii("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>sign in</html>")));

        assertThatThrownBy(() -> new ODataClient(transport(), url()).send(List.of(HttpCall.get("accounts"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'text/html', expected multipart/mixed");
    }

    private void assertFails(String why) {
        CamelTransport transport = transport();
        assertTimeoutPreemptively(FOR_EVER, () -> assertThatThrownBy(
                        () -> transport.send(new HttpCall("GET", url() + "/data", Map.of(), "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why));
    }

    private CamelTransport transport() {
        return new CamelTransport(context, Side.FINOPS, url(), Optional.empty(), Duration.ofSeconds(20), clock);
    }

    private String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Answers one request. */
    private void answer(Body body) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept();
                    OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
                int end = 0;
                for (int c = socket.getInputStream().read(); c >= 0 && end < 4; ) {
                    end = c == '\r' || c == '\n' ? end + 1 : 0;
                    c = end < 4 ? socket.getInputStream().read() : c;
                }
                body.write(out);
            } catch (IOException closed) {
                // by the other end, which has seen enough
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A second passes whenever it is looked at. */
    private static final class Quick extends Clock {
        private final AtomicLong seconds = new AtomicLong();

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusSeconds(seconds.incrementAndGet());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
