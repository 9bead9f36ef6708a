package io.dualwrite.chaos;

import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.PlainTransport;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Home;
import io.dualwrite.runtime.Seeding;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of one run, both systems in a process of their own, and the way to them. */
final class Stage implements AutoCloseable {
    /** The folder of the files before they are dropped. */
    static final String MADE = "made";

    private static final Pattern ADDRESS = Pattern.compile("answer at (http://\\S+)");
    private static final long PATIENCE_MILLIS = 90_000;
    private static final long LOOK_MILLIS = 20;

    private final Path folder;
    private final Launch launch;
    private final Program sandbox;
    private final String address;
    private final Relay relay;
    private final PlainTransport transport = new PlainTransport();
    private final Seeding seeding;
    private int written;

    private Stage(Path folder, Launch launch, Program sandbox, String address) throws IOException {
        this.folder = folder;
        this.launch = launch;
        this.sandbox = sandbox;
        this.address = address;
        this.relay = new Relay(address);
        this.seeding = new Seeding(settings(address), transport);
    }

    /** Starts both systems with what the folder's file has of them. */
    static Stage open(Path folder, Launch launch) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve("sandbox.log");
        Program sandbox = Program.start(
                launch.mainClass(),
                List.of(),
                log,
                "sandbox",
                "--port",
                "0",
                "--home",
                folder.toString(),
                "--file",
                folder.resolve("sandbox.rows").toString());
        try {
            return new Stage(folder, launch, sandbox, address(sandbox, log));
        } catch (IOException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private static String address(Program sandbox, Path log) throws IOException, InterruptedException {
        for (long tries = PATIENCE_MILLIS / LOOK_MILLIS; tries > 0 && sandbox.alive(); tries--) {
            Matcher said = ADDRESS.matcher(sandbox.said());
            if (said.find()) {
                return said.group(1);
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IOException("the sandbox does not start; see " + log);
    }

    Path folder() {
        return folder;
    }

    Relay relay() {
        return relay;
    }

    /** By which the runtime goes: it reaches both systems through the relay. */
    Settings settings() {
        return settings(relay.url());
    }

    private Settings settings(String systems) {
        return Home.settings(folder, wanted(systems));
    }

    private Map<String, String> wanted(String systems) {
        Map<String, String> wanted = new LinkedHashMap<>(Map.of(
                "finops.url",
                systems,
                "dataverse.url",
                systems,
                "drop.directory",
                folder.resolve("drop").toString(),
                "state.directory",
                folder.resolve("data").toString(),
                "journal.url",
                "jdbc:h2:file:" + folder.resolve("data").resolve("journal"),
                "routes.directory",
                launch.routes().toString(),
                "drop.quiet-time",
                "50ms",
                "delivery.first-delay",
                "100ms",
                "delivery.longest-delay",
                "500ms",
                "camel.management.port",
                "0"));
        wanted.put("routes.reload-interval", "1h");
        wanted.putAll(launch.overrides());
        return wanted;
    }

    /** @param properties of the system, {@code name=value} */
    Program startRuntime(List<String> properties) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--home", folder.toString()));
        wanted(relay.url()).forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        return Program.start(
                launch.mainClass(), properties, folder.resolve("runtime.log"), arguments.toArray(String[]::new));
    }

    /**
     * Their systems have the rows, and export them: the files come in any order.
     *
     * @return the files as they are called in the drop folder
     */
    List<DropFile> play(List<DropFile> files, Random order) throws IOException {
        for (DropFile file : files) {
            write(file);
        }
        List<DropFile> shuffled = new ArrayList<>(files);
        java.util.Collections.shuffle(shuffled, order);
        List<DropFile> dropped = new ArrayList<>();
        for (DropFile file : inOrderOfTheirRows(shuffled, files)) {
            dropped.add(drop(file));
        }
        return dropped;
    }

    /** Exports of one table come in the order in which they were made, among those of other tables. */
    private static List<DropFile> inOrderOfTheirRows(List<DropFile> shuffled, List<DropFile> made) {
        List<DropFile> left = new ArrayList<>(made);
        List<DropFile> ordered = new ArrayList<>();
        for (DropFile place : shuffled) {
            DropFile first = left.stream()
                    .filter(file -> file.side() == place.side() && file.kind() == place.kind())
                    .findFirst()
                    .orElseThrow();
            left.remove(first);
            ordered.add(first);
        }
        return ordered;
    }

    private void write(DropFile file) throws IOException {
        if (file.deletion()) {
            for (Item row : file.rows()) {
                delete(row);
            }
            return;
        }
        if (file.isUseless()) {
            return;
        }
        Path made = Files.createDirectories(folder.resolve(MADE).resolve(String.valueOf(++written)));
        Files.writeString(made.resolve(file.name()), file.content());
        int taken = seeding.seed(file.side(), made);
        if (taken != file.rows().size()) {
            throw new IOException("of " + file.rows().size() + " rows of " + made + " the sandbox took only " + taken
                    + "; the load is wrong, not the runtime");
        }
    }

    private void delete(Item row) throws IOException {
        int status = transport
                .send(HttpCall.delete(address + "/data/"
                        + row.kind().layout(Side.FINOPS).set()
                        + "(dataAreaId='usmf',SalesQuotationNumber='" + row.number() + "',LineCreationSequenceNumber="
                        + row.line() + ")?cross-company=true"))
                .status();
        if (status / 100 != 2) {
            throw new IOException("the sandbox does not delete " + row.key() + ": it answers " + status);
        }
    }

    /** A careful sender does not replace a file of the same name that was not taken yet. */
    private DropFile drop(DropFile file) throws IOException {
        Path drops = dropFolder(file.side());
        DropFile free = file;
        for (int number = 1; Files.exists(drops.resolve(free.name())); number++) {
            free = file.named(file.name().replace(".csv", "_" + number + ".csv"));
        }
        Path draft = Files.writeString(folder.resolve(free.name() + ".tmp"), free.content());
        Files.move(draft, drops.resolve(free.name()), StandardCopyOption.ATOMIC_MOVE);
        return free;
    }

    Path dropFolder(Side side) throws IOException {
        return Files.createDirectories(folder.resolve("drop").resolve(side.word()));
    }

    /** What a system answers to a question that it is asked directly, not through the relay. */
    String ask(String path) throws IOException {
        return transport
                .send(new HttpCall("GET", address + path, Map.of("Accept", "application/json"), ""))
                .body();
    }

    /** Ends both systems; their rows are in the folder's file. */
    void stop() throws IOException, InterruptedException {
        relay.close();
        sandbox.stop();
    }

    @Override
    public void close() {
        relay.close();
        sandbox.close();
    }
}
