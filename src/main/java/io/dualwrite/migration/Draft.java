package io.dualwrite.migration;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row on its way: what the export has, what Sales has, what it gets, and what is wrong with it. */
final class Draft {
    private final ExportRow row;
    private final Problems problems;
    private final Map<Target, Cell> cells = new EnumMap<>(Target.class);
    private Optional<SalesRow> current = Optional.empty();
    private Optional<SalesFacts.Company> company = Optional.empty();
    private String companyCode = "";
    private boolean failed;
    private boolean blocked;
    private boolean skipped;

    Draft(ExportRow row, Problems problems) {
        this.row = row;
        this.problems = problems;
    }

    ExportRow row() {
        return row;
    }

    ImportTable table() {
        return row.table();
    }

    /** The row in Sales; nothing if it was not found. */
    Optional<SalesRow> current() {
        return current;
    }

    void current(SalesRow found) {
        current = Optional.of(found);
    }

    /** The company in Sales; nothing if Sales does not have it. */
    Optional<SalesFacts.Company> company() {
        return company;
    }

    String companyCode() {
        return companyCode;
    }

    void company(String code, Optional<SalesFacts.Company> inSales) {
        companyCode = inSales.map(SalesFacts.Company::code).orElse(code);
        company = inSales;
        put(Target.COMPANY, companyCode, inSales.map(SalesFacts.Company::id).orElse(""));
    }

    void put(Target target, String text, String value) {
        cells.put(target, new Cell(target, text, value));
    }

    void put(Target target, String text) {
        put(target, text, text);
    }

    Optional<Cell> cell(Target target) {
        return Optional.ofNullable(cells.get(target));
    }

    /** Has it an error of its own? One that all rows have for the same reason does not hide the checks of this one. */
    boolean failed() {
        return failed;
    }

    /** Left out for a reason that is no mistake. */
    boolean skipped() {
        return skipped;
    }

    boolean writable() {
        return !failed && !blocked && !skipped;
    }

    void skip(String code, Field field, String found, String expected, String remedy) {
        skipped = true;
        info(code, field, found, expected, remedy);
    }

    void error(String code, Field field, String found, String expected, String remedy) {
        failed = true;
        problems.add(problem(Severity.ERROR, code, column(field), found, expected, remedy));
    }

    void error(String code, Target target, String found, String expected, String remedy) {
        failed = true;
        problems.add(problem(Severity.ERROR, code, target.display(), found, expected, remedy));
    }

    /** An error that many rows have for the same reason. */
    void commonError(String code, String found, String expected, String remedy) {
        blocked = true;
        problems.once(Problem.general(Severity.ERROR, code, table().word(), found, expected, remedy));
    }

    void warning(String code, Field field, String found, String expected, String remedy) {
        problems.add(problem(Severity.WARNING, code, column(field), found, expected, remedy));
    }

    void info(String code, Field field, String found, String expected, String remedy) {
        problems.add(problem(Severity.INFO, code, column(field), found, expected, remedy));
    }

    private String column(Field field) {
        return Headers.shown(table(), field);
    }

    private Problem problem(
            Severity severity, String code, String column, String found, String expected, String remedy) {
        return new Problem(
                severity,
                code,
                table().word(),
                row.place().file(),
                row.place().line(),
                row.key(),
                column,
                found,
                expected,
                remedy);
    }

    /** What Sales does not have yet. An identity that it has otherwise is an error, and nothing is written. */
    List<Cell> changes() {
        List<Cell> changes = new ArrayList<>();
        for (Cell cell : cells.values()) {
            String now =
                    current.map(found -> found.get(cell.target().property())).orElse("");
            boolean same = now.equalsIgnoreCase(cell.value()) || sameDay(cell, now);
            boolean kept = cell.target().policy() == Target.Policy.DEFAULT && !now.isBlank();
            if (!cell.value().isBlank() && !same && !kept) {
                changes.add(cell);
            }
        }
        return changes;
    }

    /** Says which words of people in Sales give way to a documented value. */
    void replaced() {
        for (Cell cell : changes()) {
            Target target = cell.target();
            String now = current.map(found -> found.get(target.property())).orElse("");
            if (target.policy() == Target.Policy.VALUE && target != Target.SELLABLE && !now.isBlank()) {
                problems.add(problem(
                        Severity.INFO,
                        "value-replaced",
                        target.display(),
                        "Sales has " + now + ", which gives way to " + cell.text(),
                        "no value, or the same",
                        "nothing to do; if it is to stay, leave the row out (accounts: --customers)"));
            }
        }
    }

    private static boolean sameDay(Cell cell, String now) {
        return cell.target().kind() == Target.Kind.DAY && now.startsWith(cell.value());
    }

    /** Marks identities that Sales has otherwise; true if there is one. */
    boolean clashes() {
        for (Cell cell : changes()) {
            String now =
                    current.map(found -> found.get(cell.target().property())).orElse("");
            if (cell.target().policy() == Target.Policy.IDENTITY && !now.isBlank()) {
                error(
                        "already-another",
                        cell.target(),
                        "Sales has " + now + " already, and " + cell.text() + " was to be filled in",
                        "no value, or the same",
                        "find out which is right: change it in Sales, or give the row its company in the export");
                return true;
            }
        }
        return false;
    }
}
