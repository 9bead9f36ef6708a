package io.dualwrite.migration;

import io.dualwrite.migration.GuideStep.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documented steps in their order, who does each, and what was found done already. Reads both systems only. */
public final class Guide {
    private static final String YOU = "you";
    private static final String OURS = "dual-write";

    private final Work work;
    private final Optional<String> company;
    private final List<GuideStep> steps = new ArrayList<>();

    /** What a look at the systems tells. */
    record Seen(State state, String found) {
        static Seen done(boolean done, String found) {
            return new Seen(done ? State.DONE : State.OPEN, found);
        }
    }

    private interface Look {
        Seen at() throws IOException;
    }

    /** @param company whose rows are to be migrated, if it is said already */
    public Guide(Work work, Optional<String> company) {
        this.work = work;
        this.company = company;
    }

    public List<GuideStep> steps() {
        Findings look = new Findings(work.finops(), work.sales(), company);
        Seen unseen = new Seen(State.UNKNOWN, "the systems do not tell");
        before(look, unseen);
        step(
                "Switch off all duplicate detection rules",
                OURS,
                migrate("--upsert --disable-duplicate-detection"),
                () -> look.rules(work.duplicateDetection()));
        step("Fill accounts, contacts, orders, quotes and their products", OURS, migrate("--upsert"), look::filled);
        step(
                "Initial sync: drop what F&O exports (CustomersV3, CDSContactsV2, CDSSalesOrderHeaders ...) into"
                        + " drop/finops",
                OURS,
                "dual-write run",
                look::synced);
        step("Compare both sides", OURS, "dual-write compare accounts", () -> unseen);
        return List.copyOf(steps);
    }

    private void before(Findings look, Seen unseen) {
        step(
                "Run every Data Integrator job once more, so that both systems have everything",
                YOU,
                "dual-write run --set integration=data-integrator (if its templates run here)",
                () -> unseen);
        step(
                "Export accounts, contacts, orders, order products, quotes and quote products from Sales",
                YOU,
                migrate("").strip() + " (looks at the exports, writes nothing)",
                () -> unseen);
        step("Uninstall the Prospect to cash solution from Sales", YOU, "", look::oldSolution);
        step("Install the dual-write solution in Sales", YOU, "", look::newSolution);
        step(
                "Connect the legal entities: drop LegalEntities.csv into drop/finops",
                YOU,
                "dual-write run",
                look::companies);
        step(
                "Initial sync of the reference data: customer groups, payment terms, currencies, units ...; no file of"
                        + " accounts, contacts, orders or quotes yet",
                YOU,
                "dual-write run, then dual-write check --systems",
                () -> look.reference(work.running()));
    }

    private String migrate(String options) {
        return "dual-write migrate exports --company " + company.orElse("USMF") + " " + options;
    }

    private void step(String title, String who, String command, Look look) {
        Seen seen;
        try {
            seen = look.at();
        } catch (IOException | RuntimeException e) {
            seen = new Seen(State.UNKNOWN, String.valueOf(e.getMessage()));
        }
        steps.add(new GuideStep(steps.size() + 1, title, who, command, seen.state(), seen.found()));
    }
}
