package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.Operating;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Numbers for rows of Sales that have none. */
@Command(
        name = "number",
        description = "Gives numbers to accounts or contacts of Sales that have none: ACC-01000-BVRCPS. Tells what it"
                + " would do, and does it with --apply.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done, or told", "1:rows share a number, Sales refused some, or it failed"},
        footer = {
            "",
            "With integration = data-integrator contacts that are the customer of a quote, an",
            "order or an invoice are marked as active customers as well. A number that somebody",
            "gave meanwhile stays. Works with a running program and without one.",
            "",
            "With --json: table, column, read, applied, rows (id, name, number, result, why), duplicates, results.",
            "",
            "Examples:",
            "  dual-write number accounts",
            "  dual-write number contacts --apply --set integration=data-integrator"
        })
final class NumberCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TABLES = List.of("accounts", "contacts");

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "accounts|contacts", description = "which rows")
    private String table;

    @Option(names = "--apply", description = "write the numbers into Sales")
    private boolean apply;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!TABLES.contains(table)) {
            throw new ParameterException(
                    spec.commandLine(), "found " + table + ", expected " + String.join(" or ", TABLES));
        }
        String text;
        try (Operating operating = Operating.of(common.settings())) {
            text = operating.number(table, apply);
        }
        JsonNode document = JSON.readTree(text);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(text);
        } else {
            show(document, out);
        }
        out.flush();
        boolean refused = document.at("/results/refused").asInt() > 0;
        return refused || !document.get("duplicates").isEmpty() ? 1 : 0;
    }

    private static void show(JsonNode document, PrintWriter out) {
        for (JsonNode row : document.get("rows")) {
            String number = row.path("number").asText("");
            String active = row.get("activeCustomer").asBoolean() ? "active customer" : "";
            String what = (number + "  " + active).strip();
            String why = row.get("why").asText();
            out.println(row.get("id").asText() + "  " + what + "  "
                    + row.get("name").asText() + ": " + row.get("result").asText()
                    + (why.isEmpty() ? "" : " (" + why + ")"));
        }
        for (JsonNode same : document.get("duplicates")) {
            out.println("more than one row has the number " + same.get("number").asText()
                    + ", which is the key; give the others numbers of their own, or merge them:");
            same.get("rows")
                    .forEach(row -> out.println("    " + row.get("id").asText() + "  "
                            + row.get("name").asText()));
        }
        totals(document, out);
    }

    private static void totals(JsonNode document, PrintWriter out) {
        long numbers = count(document, row -> row.has("number"));
        long active = count(document, row -> row.get("activeCustomer").asBoolean());
        boolean applied = document.get("applied").asBoolean();
        StringBuilder text = new StringBuilder();
        text.append(document.get("read").asLong())
                .append(' ')
                .append(document.get("table").asText());
        text.append(" read, ")
                .append(numbers)
                .append(" without ")
                .append(document.get("column").asText());
        if (active > 0) {
            text.append(", ").append(active).append(" active customers to mark");
        }
        document.get("results").properties().forEach(result -> text.append(", ")
                .append(result.getValue().asLong())
                .append(' ')
                .append(result.getKey()));
        boolean open = !applied && !document.get("rows").isEmpty();
        out.println(text + (open ? "; nothing is written yet, --apply does it" : ""));
    }

    private static long count(JsonNode document, java.util.function.Predicate<JsonNode> which) {
        return StreamSupport.stream(document.get("rows").spliterator(), false)
                .filter(which)
                .count();
    }
}
