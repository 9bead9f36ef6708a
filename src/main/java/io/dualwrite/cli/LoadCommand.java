package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.LoadOrder;
import io.dualwrite.runtime.LoadRequests;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Initial sync. */
@Command(
        name = "load",
        description = "Initial sync: brings all rows of maps from one system to the other, through the flows.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:every row is through", "1:some are not, or the load stopped or failed"},
        footer = {
            "",
            "Tables are read in the order in which their rows need each other, page by page; the rows take the usual",
            "way through journal, maps and rules. A running program does it and this command watches; without one, the",
            "command runs the flows itself until every row is through.",
            "It can be stopped or killed at any time: the same command, --resume, or the next 'dual-write run' goes on",
            "behind the last row that was taken. A second load sends only what changed; Sales is asked for its changes",
            "only, deletions too, where it tracks them. Deletions in F&O are not seen: 'dual-write reconcile' finds them.",
            "",
            "Where a row is on both sides with different values, the master's stay, and go to the other side.",
            "Rows that do not get through are kept: dual-write errors, dual-write retry.",
            "",
            "With --json: load, state, from, master, company, begun, ended, problem, read, parts (table or file, state,",
            "read, all, note, maps), maps (map, direction, in and every outcome) and notDelivered.",
            "",
            "Examples:",
            "  dual-write load accounts products --from finops --with-related",
            "  dual-write load --from dataverse --company usmf --master finops",
            "  dual-write load --from finops --file exports/",
            "  dual-write load --resume"
        })
final class LoadCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "0..*",
            paramLabel = "map",
            completionCandidates = MapNames.class,
            description = "the maps to load (default: all that flow from there)")
    private List<String> maps = new ArrayList<>();

    @Option(names = "--from", paramLabel = "side", description = "the system to read: finops or dataverse")
    private Side from;

    @Option(
            names = "--master",
            paramLabel = "side",
            description = "whose values stay where both have a row: finops or dataverse (default: the one of --from)")
    private Side master;

    @Option(
            names = "--company",
            paramLabel = "code",
            description = "only rows of this company; of files: the company of rows that do not say theirs")
    private String company;

    @Option(
            names = "--file",
            paramLabel = "file|folder",
            description = "load dropped files instead of reading the system; they stay where they are")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--with-related", description = "load also the maps whose rows these look up")
    private boolean withRelated;

    @Option(names = "--yes", description = "do not ask whether to load those as well: yes")
    private boolean yes;

    @Option(names = "--whole", description = "read everything, also where Sales could tell what changed")
    private boolean whole;

    @ArgGroup
    private Instead instead;

    /** What is done to the load that was begun last. */
    static final class Instead {
        @Option(names = "--status", description = "tell how the newest load stands; changes nothing")
        private boolean status;

        @Option(names = "--resume", description = "go on with the load that is not finished")
        private boolean resume;

        @Option(names = "--abandon", description = "read no more of it; what was read goes on its way")
        private boolean abandon;
    }

    @Option(names = "--json", description = "print the final account as JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (instead != null && (from != null || !maps.isEmpty() || !files.isEmpty())) {
            throw wrong("--status, --resume and --abandon are of the load that was begun last; they take no maps");
        }
        if (instead == null && from == null) {
            throw wrong("which system is to be read? add --from finops or --from dataverse");
        }
        if (instead != null && (instead.status || instead.abandon)) {
            return look();
        }
        try (FlowProgram program = FlowProgram.of(common.home(), common.overrides())) {
            String begun = instead != null && instead.resume ? program.load(LoadRequests.resume()) : begin(program);
            long load = JSON.readTree(begun).path("load").asLong();
            if (!json) {
                say("load " + load + (program.own() ? "" : ", done by the running program"));
            }
            JsonNode end = new LoadWatch(program, Clock.systemUTC(), json ? null : out()).untilOver();
            return told(end);
        }
    }

    private String begin(FlowProgram program) throws IOException {
        Side stays = master == null ? from : master;
        Optional<String> only = Optional.ofNullable(company).map(String::strip).filter(code -> !code.isEmpty());
        LoadOrder order = new LoadOrder(from, stays, maps, files, only, withRelated || yes, whole);
        List<String> related =
                names(JSON.readTree(program.load(LoadRequests.plan(order))).path("related"));
        if (!order.withRelated() && !related.isEmpty() && files.isEmpty() && wanted(related)) {
            order = order.andRelated();
        }
        return program.load(LoadRequests.begin(order));
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Asked on a terminal; elsewhere told. */
    private boolean wanted(List<String> related) {
        String needs = String.join(", ", maps) + (maps.size() == 1 ? " needs" : " need") + " rows of "
                + String.join(", ", related);
        if (!Ansi.AUTO.enabled() || json) {
            Complaints.tell(spec.commandLine(), needs + "; if they are not on both sides yet, add --with-related");
            return false;
        }
        out().print(needs + ". Load these as well? [Y/n] ");
        out().flush();
        try (Scanner answers = new Scanner(System.in, Charset.defaultCharset())) {
            return answers.hasNextLine()
                    && !answers.nextLine().strip().toLowerCase(Locale.ROOT).startsWith("n");
        }
    }

    private int look() throws IOException {
        try (Operating operating = Operating.of(settings())) {
            if (instead.abandon) {
                operating.load(LoadRequests.abandon());
            }
            JsonNode load = JSON.readTree(operating.load(LoadRequests.account()));
            if (load.isEmpty()) {
                say(json ? "{}" : "no load was ever begun");
                return 0;
            }
            say(json ? load.toString() : LoadText.of(load));
            return 0;
        }
    }

    private Settings settings() {
        return common.settings();
    }

    private int told(JsonNode load) {
        say(json ? load.toString() : LoadText.of(load));
        boolean fine = load.path("state").asText().equals("done")
                && load.path("notDelivered").asLong() == 0;
        return fine ? 0 : 1;
    }

    private void say(String text) {
        out().println(text);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
