package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.journal.ReportRow;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.PlainTransport;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Agreement;
import io.dualwrite.runtime.DualWriteRuntime;
import io.dualwrite.runtime.Home;
import io.dualwrite.runtime.Seeding;
import io.dualwrite.runtime.Settings;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sandbox and runtime on an empty state, and the sample files on their way through them. */
final class Demo implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MILLIS = 180_000;
    private static final long LOOK_MILLIS = 200;

    private final Path state;
    private final Path samples;
    private final Sandbox sandbox;
    private final DualWriteRuntime runtime;
    private final PrintWriter out;
    private final Transport transport = new PlainTransport();

    private Demo(Path state, Path samples, Sandbox sandbox, DualWriteRuntime runtime, PrintWriter out) {
        this.state = state;
        this.samples = samples;
        this.sandbox = sandbox;
        this.runtime = runtime;
        this.out = out;
    }

    /** Empties {@code demo/} and starts both in it. */
    static Demo start(Path home, Map<String, String> overrides, int port, PrintWriter out) throws Exception {
        Path state = home.resolve("demo");
        empty(state);
        Path routes = orUnpacked(home, state, "routes");
        Path samples = orUnpacked(home, state, "samples");
        Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(free(port) ? port : 0));
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "dataverse.url", sandbox.url(),
                "finops.url", sandbox.url(),
                "drop.directory", state.resolve("drop").toString(),
                "state.directory", state.resolve("data").toString(),
                "journal.url", "jdbc:h2:file:" + state.resolve("data").resolve("journal"),
                "routes.directory", routes.toString(),
                "drop.quiet-time", "200ms",
                "log.level", "warn",
                "camel.management.port", free(8090) ? "8090" : "0"));
        settings.putAll(overrides);
        Settings known = Home.settings(state, settings);
        out.println(
                "Both systems answer at " + sandbox.url() + ". Filling Finance and Operations with samples/finops.");
        out.flush();
        new Seeding(known, new PlainTransport()).seed(Side.FINOPS, samples.resolve("finops"));
        return new Demo(state, samples, sandbox, DualWriteRuntime.start(known), out);
    }

    private static Path orUnpacked(Path home, Path state, String folder) {
        if (Files.isDirectory(home.resolve(folder))) {
            return home.resolve(folder);
        }
        Home.unpack(folder, state.resolve(folder));
        return state.resolve(folder);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** Drops everything, waits, tells. @return whether every row is accounted for and both sides agree */
    boolean show() throws IOException {
        out.println("Dropping its export; the rows go to Dynamics 365 Sales.");
        drop(Side.FINOPS);
        out.println("Filling Dynamics 365 Sales with samples/dataverse and dropping its export; the rows go to F&O.");
        new Seeding(runtime.settings(), transport).seed(Side.DATAVERSE, samples.resolve("dataverse"));
        drop(Side.DATAVERSE);
        JsonNode status = JSON.readTree(runtime.status());
        out.println();
        out.println(StatusTable.of(status));
        showProblems();
        showDiscount();
        boolean adds = addsUp(status);
        Agreement.Finding agreement = runtime.agreement();
        out.println();
        out.println("The outcomes " + (adds ? "add up to" : "DO NOT add up to") + " the rows of the files. "
                + agreement.rows() + " rows compared in both systems: "
                + (agreement.differences().isEmpty() ? "they agree." : "they DIFFER:"));
        agreement.differences().forEach(difference -> out.println("  " + difference));
        out.flush();
        return adds && agreement.differences().isEmpty();
    }

    private void drop(Side side) throws IOException {
        Path folder = state.resolve("drop").resolve(side.word());
        long dropped = 0;
        try (Stream<Path> files = Files.list(samples.resolve(side.word()))) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
                dropped++;
            }
        }
        await(side, dropped);
    }

    private void await(Side side, long files) throws IOException {
        long before = accepted();
        try (Progress progress = Progress.of(side.word() + " files", files, out)) {
            for (long tries = PATIENCE_MILLIS / LOOK_MILLIS; tries > 0; tries--) {
                JsonNode status = JSON.readTree(runtime.status());
                progress.at(Math.min(files, accepted(status) - before));
                if (status.get("idle").asBoolean()) {
                    return;
                }
                pause();
            }
        }
        throw new IOException("the demo did not come to rest in " + PATIENCE_MILLIS / 1000 + " seconds");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private long accepted() throws IOException {
        return accepted(JSON.readTree(runtime.status()));
    }

    private static long accepted(JsonNode status) {
        return status.at("/files/accepted").asLong()
                + status.at("/files/rejected").asLong();
    }

    private static boolean addsUp(JsonNode status) {
        for (JsonNode map : status.get("maps")) {
            long sum = 0;
            for (String word : List.of(
                    "delivered",
                    "unchanged",
                    "echo",
                    "filtered",
                    "waiting",
                    "retrying",
                    "held",
                    "rejected",
                    "refused",
                    "discarded")) {
                sum += map.get(word).asLong();
            }
            if (sum != map.get("in").asLong() || map.get("queued").asLong() != 0) {
                return false;
            }
        }
        return true;
    }

    private void showProblems() {
        List<ReportRow> problems = runtime.problems(100);
        out.println();
        out.println("Rows that need a person (the reports in " + state.resolve("drop")
                + "/<side>/done name the waiting ones, too):");
        for (ReportRow row : problems) {
            out.println("  " + row.file() + ":" + row.line() + " " + row.map() + " "
                    + row.outcome().word() + " (" + row.reason() + ") " + row.field());
            out.println("      found " + row.found() + "; expected " + row.expected());
            out.println("      " + row.remedy());
        }
    }

    /** The documented example: quantity 3, discount 10.00. */
    private void showDiscount() throws IOException {
        JsonNode sales = get("/api/data/v9.2/salesorderdetails?$select=quantity,manualdiscountamount&$filter="
                        + "salesorderid/msdyn_salesordernumber%20eq%20'C1001'%20and%20sequencenumber%20eq%201")
                .at("/value/0");
        JsonNode finops = get("/data/CDSSalesOrderLines?cross-company=true&$filter=SalesOrderNumber%20eq%20'C1001'"
                        + "%20and%20LineCreationSequenceNumber%20eq%201")
                .at("/value/0");
        BigDecimal quantity = finops.path("OrderedSalesQuantity").decimalValue();
        BigDecimal unit = finops.path("LineDiscountAmount").decimalValue();
        BigDecimal charge = finops.path("FixedPriceCharges").decimalValue();
        out.println();
        out.println(
                "The discount of order C1001, line 1: " + sales.path("quantity").asText() + " pieces, discount "
                        + sales.path("manualdiscountamount").asText() + " in Sales;");
        out.println("  in F&O " + unit.toPlainString() + " a piece and a charge of " + charge.toPlainString() + "; "
                + quantity.stripTrailingZeros().toPlainString() + " x " + unit.toPlainString() + " - ("
                + charge.toPlainString() + ") = "
                + quantity.multiply(unit).subtract(charge).stripTrailingZeros().toPlainString());
    }

    private JsonNode get(String path) throws IOException {
        return JSON.readerFor(JsonNode.class)
                .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readValue(transport
                        .send(new HttpCall("GET", sandbox.url() + path, Map.of("Accept", "application/json"), ""))
                        .body());
    }

    /** Says how to go on. */
    void invite() {
        out.println();
        out.println("Still running. Drop files of your own:");
        out.println("  exports of F&O into   " + state.resolve("drop").resolve("finops"));
        out.println("  exports of Sales into " + state.resolve("drop").resolve("dataverse"));
        out.println("and ask: java -jar target/dual-write.jar status --home " + state);
        out.println("Ctrl+C ends it.");
        out.flush();
    }

    @Override
    public void close() {
        runtime.close();
        sandbox.close();
    }
}
