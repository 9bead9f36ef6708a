package io.dualwrite.cli;

import io.dualwrite.row.Side;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.RowSelection;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Another try for rejected rows. */
@Command(
        name = "retry",
        description = "Gives rejected and held rows another try: all, or those of one file, map or cause, or one row.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done", "1:a row that --id names cannot be tried again, or it failed"},
        footer = {
            "",
            "--winner says which side wins in rows that are held for a conflict; only such rows go then.",
            "Waiting rows are looked at again too. Without a running program the rows go when it starts next.",
            "",
            "With --json: rows, the number of those that get another try.",
            "",
            "Examples:",
            "  dual-write retry --all",
            "  dual-write retry --id 4711",
            "  dual-write retry --id 4711 --winner finops",
            "  dual-write retry --file CDSSalesOrderLines.csv --cause value-unlisted"
        })
final class RetryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RowOptions rows;

    @Mixin
    private JsonOption json;

    @Option(names = "--all", description = "all of them; the same as no option")
    private boolean all;

    @Option(
            names = "--winner",
            paramLabel = "side",
            description = "finops or dataverse: whose values stay in rows held for a conflict")
    private Side winner;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RowSelection which = rows.selection();
        if (all && !which.isEverything()) {
            throw new ParameterException(
                    spec.commandLine(), "found --all beside --id, --file, --map or --cause; expected one or the other");
        }
        try (Operating operating = Operating.of(common.settings())) {
            int tried = winner == null ? operating.retry(which) : operating.decide(which, winner.word());
            String words = tried == 1 ? "1 row gets another try" : tried + " rows get another try";
            json.print(spec.commandLine().getOut(), words, JsonOption.document().put("rows", tried));
            return told(which, tried);
        }
    }

    private int told(RowSelection which, int tried) {
        long named = which.ids().stream().distinct().count();
        if (tried >= named) {
            return 0;
        }
        Complaints.tell(
                spec.commandLine(),
                (named - tried) + " of the rows named by --id cannot be tried again: they are"
                        + (winner == null
                                ? " not rejected, held or waiting, or have no key"
                                : " not held for a conflict")
                        + "; dual-write errors --rows lists what there is");
        return 1;
    }
}
