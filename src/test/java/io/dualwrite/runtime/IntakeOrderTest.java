package io.dualwrite.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.intake.Format;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeOrderTest {
    private static final String COLUMNS = "CurrencyCode,Name,Symbol\n";
    private static final Flow FLOW = new Flow("currencies", Direction.TO_DATAVERSE);

    @TempDir
    Path home;

    @Test
    void a_small_message_does_not_overtake_a_large_file_that_is_still_being_read() throws Exception {
        Wiring wiring = Wiring.of(settings(), Clock.systemUTC());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Acceptance acceptance = new Acceptance(
                    wiring.journal(),
                    wiring.maps(),
                    wiring.schema(),
                    wiring.settings(),
                    () -> Set.of(FLOW),
                    wiring.watch(),
                    wiring.putOff(),
                    wiring.clock(),
                    wiring.moments());
            CompletableFuture<Void> large = CompletableFuture.runAsync(() -> accept(acceptance, context, largeFile()));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !wiring.journal().status().idle());
            acceptance.acceptText(
                    Side.FINOPS, "message", "Currencies", Format.CSV, COLUMNS + "ZZZ,second,$\n", Optional.empty());
            large.join();

            Change first = wiring.changes().claim("currencies", Direction.TO_DATAVERSE, 100_000).changes().stream()
                    .filter(change -> change.key().values().contains("ZZZ"))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.source().text("Name")).contains("first");
        } finally {
            wiring.journal().close();
        }
    }

    private Settings settings() {
        return Home.settings(
                home,
                Map.of(
                        "dataverse.url", "http://127.0.0.1:1",
                        "finops.url", "http://127.0.0.1:1",
                        "routes.directory", Path.of("routes").toAbsolutePath().toString()));
    }

    private Path largeFile() {
        String rows = IntStream.range(0, 8_000)
                .mapToObj(i -> "C%04x,a currency,$%n".formatted(i))
                .collect(Collectors.joining());
        try {
            Path folder = Files.createDirectories(home.resolve("drop/finops"));
            return Files.writeString(folder.resolve("Currencies.csv"), COLUMNS + rows + "ZZZ,first,$\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void accept(Acceptance acceptance, DefaultCamelContext context, Path path) {
        GenericFile<Object> file = new GenericFile<>();
        file.setAbsoluteFilePath(path.toString());
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("side", "finops");
        exchange.getMessage().setBody(file);
        try {
            acceptance.accept(exchange);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
