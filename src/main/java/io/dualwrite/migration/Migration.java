package io.dualwrite.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads exports of Sales, checks them against both systems, and fills the documented columns: into files, into Sales, or
 * for a look. Nothing is written before everything is checked.
 */
public final class Migration {
    private final MigrationOptions options;
    private final InputFiles input;
    private final Work work;
    private final Problems problems = new Problems();
    private final List<String> notes = new ArrayList<>();
    private final Map<ImportTable, List<ExportFile>> files = new EnumMap<>(ImportTable.class);
    private final Map<ImportTable, String> written = new EnumMap<>(ImportTable.class);

    public Migration(MigrationOptions options, InputFiles input, Work work) {
        this.options = options;
        this.input = input;
        this.work = work;
    }

    /**
     * @throws WrongUse if options or files do not fit
     * @throws IOException if a system does not answer, or a file cannot be written
     */
    public MigrationReport run() throws IOException {
        refuseOwnInput();
        Days days = new Days(options.dateFormat(), options.locale());
        Map<ImportTable, List<ExportRow>> rows = read();
        LiveSystem sales = work.sales();
        Facts facts = new Facts(
                options,
                FinopsFacts.read(work.finops(), rows.keySet()),
                SalesFacts.read(sales, rows),
                work.knownCountry(),
                days);
        Plan plan = Plan.of(rows, facts, problems);
        if (options.out().isPresent()) {
            files(plan, facts.sales(), options.out().get());
        }
        Rules rules = new Rules(work.duplicateDetection());
        Map<ImportTable, List<Draft>> open = plan.open();
        open.keySet().removeIf(table -> lacks(table, facts.sales()));
        if (options.upsert()) {
            rules.around(options.duplicateDetectionOff() && !open.isEmpty(), () -> write(open));
        } else if (options.duplicateDetectionOff()) {
            rules.off();
            notes.add("duplicate detection rules are off for the import by hand; switch them on again afterwards:"
                    + " dual-write migrate --enable-duplicate-detection");
        }
        return report(plan, open, rules);
    }

    private Map<ImportTable, List<ExportRow>> read() {
        Headers headers = new Headers(options.aliases().map(AliasFile::read).orElseGet(AliasFile::none));
        ExportReader reader = new ExportReader(headers, problems);
        Map<ImportTable, List<ExportRow>> rows = new EnumMap<>(ImportTable.class);
        input.byTable()
                .forEach((table, paths) -> paths.forEach(path -> {
                    ExportFile file = reader.read(path, table);
                    files.computeIfAbsent(table, key -> new ArrayList<>()).add(file);
                    rows.computeIfAbsent(table, key -> new ArrayList<>()).addAll(file.rows());
                }));
        chosenBy(rows.getOrDefault(ImportTable.ACCOUNTS, List.of()));
        input.oneWay()
                .forEach(path -> notes.add(path.getFileName() + ": nothing to do; invoices and products flow from"
                        + " F&O only and come with the initial sync"));
        input.unknown()
                .forEach(path -> problems.add(new Problem(
                        Severity.WARNING,
                        "file-unknown",
                        "",
                        path.getFileName().toString(),
                        0,
                        "",
                        "",
                        "a file whose name says no table",
                        "accounts, contacts, quotes, quote products, orders or order products in the name",
                        "rename it, or give it as --accounts, --orders ...")));
        return rows;
    }

    /** A choice by a column that no account has would make nobody a customer. */
    private void chosenBy(List<ExportRow> accounts) {
        Optional<String> column = Customers.column(options);
        if (column.isPresent() && !accounts.isEmpty()) {
            String name = Headers.folded(column.get());
            if (accounts.stream().noneMatch(row -> row.all().containsKey(name))) {
                throw new WrongUse("--customers: no account has a column '" + column.get()
                        + "' with a value; expected a column of the export");
            }
        }
    }

    private void refuseOwnInput() {
        options.out().map(folder -> folder.toAbsolutePath().normalize()).ifPresent(folder -> {
            if (input.all()
                    .anyMatch(file ->
                            folder.equals(file.toAbsolutePath().normalize().getParent()))) {
                throw new WrongUse("--out " + folder + " is the folder of the exports: they would be written over;"
                        + " give another one");
            }
        });
    }

    private void files(Plan plan, SalesFacts sales, Path folder) throws IOException {
        ReadyFile ready = new ReadyFile(sales);
        for (Map.Entry<ImportTable, List<Draft>> table : plan.all().entrySet()) {
            Path file = ready.write(folder, table.getKey(), files.get(table.getKey()), table.getValue());
            written.put(table.getKey(), file.toString());
        }
    }

    /** The columns that dual-write brings; without them there is nothing to write to. */
    private boolean lacks(ImportTable table, SalesFacts sales) {
        List<String> missing = Target.of(table).stream()
                .map(Target::column)
                .filter(column -> !sales.has(table.set(), column))
                .toList();
        if (!missing.isEmpty()) {
            problems.once(Problem.general(
                    Severity.ERROR,
                    "columns-missing",
                    table.word(),
                    "Sales has no " + String.join(", ", missing) + " in " + table.set(),
                    "the columns of the dual-write solution",
                    "install the dual-write solution in Sales first; until then only files (--out) can be made"));
        }
        return !missing.isEmpty();
    }

    private void write(Map<ImportTable, List<Draft>> open) {
        SalesWriter writer = new SalesWriter(work.sales(), work.batchSize());
        for (List<Draft> drafts : open.values()) {
            writer.write(drafts);
        }
    }

    private MigrationReport report(Plan plan, Map<ImportTable, List<Draft>> open, Rules rules) {
        List<TableCount> counts = new ArrayList<>();
        files.forEach((table, exports) -> counts.add(new Counting(problems, plan, open, written).of(table, exports)));
        if (!rules.stillOff().isEmpty() && (options.upsert() || !options.duplicateDetectionOff())) {
            stillOff(rules);
        }
        return new MigrationReport(
                options.upsert(),
                counts,
                problems.all(),
                List.copyOf(notes),
                rules.published(),
                rules.switchedOff(),
                rules.switchedOn(),
                rules.stillOff());
    }

    private void stillOff(Rules rules) {
        problems.add(Problem.general(
                Severity.WARNING,
                "duplicate-detection-off",
                "",
                rules.stillOff().size() + " duplicate detection rules are off"
                        + (rules.failure().isEmpty() ? " since an earlier run" : ": " + rules.failure()),
                "every rule on again after the migration",
                "dual-write migrate --enable-duplicate-detection"));
    }
}
