package io.dualwrite.migration;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.migration.Guide.Seen;
import io.dualwrite.migration.GuideStep.State;
import io.dualwrite.odata.Metadata;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the two systems tell about each step. */
final class Findings {
    /** Of the old solution's columns, where most of them are. */
    private static final List<String> OLD =
            List.of("contacts", "quotes", "quotedetails", "salesorders", "salesorderdetails", "invoices", "products");

    /** The status of a quote that a newer revision took the place of. */
    private static final int REVISED = 7;

    private final LiveSystem finops;
    private final LiveSystem sales;
    private final Optional<String> company;
    private Metadata metadata;

    Findings(LiveSystem finops, LiveSystem sales, Optional<String> company) {
        this.finops = finops;
        this.sales = sales;
        this.company = company;
    }

    private Metadata metadata() throws IOException {
        if (metadata == null) {
            metadata = sales.metadata();
        }
        return metadata;
    }

    private boolean has(String set, String column) throws IOException {
        Set<String> columns = metadata().properties(set).orElse(Set.of());
        return columns.contains(column) || columns.contains("_" + column + "_value");
    }

    Seen oldSolution() throws IOException {
        Set<String> old = new TreeSet<>();
        for (String set : OLD) {
            metadata().properties(set).orElse(Set.of()).stream()
                    .filter(column -> column.contains("msdynce_"))
                    .forEach(column -> old.add(set + "." + column));
        }
        return Seen.done(
                old.isEmpty(),
                old.isEmpty()
                        ? "Sales has no msdynce_ column"
                        : "Sales still has " + old.size() + " msdynce_ columns, "
                                + old.iterator().next() + " for one");
    }

    Seen newSolution() throws IOException {
        List<String> missing = new ArrayList<>();
        for (ImportTable table : ImportTable.values()) {
            for (Target target : Target.of(table)) {
                if (!has(table.set(), target.column())) {
                    missing.add(table.set() + "." + target.column());
                }
            }
        }
        return Seen.done(
                missing.isEmpty(),
                missing.isEmpty() ? "all columns are there" : "missing: " + String.join(", ", missing));
    }

    Seen companies() throws IOException {
        Set<String> inFinops = codes(finops, "LegalEntities?$select=LegalEntityId", "LegalEntityId");
        Set<String> inSales = has("cdm_companies", "cdm_companycode")
                ? codes(sales, "cdm_companies?$select=cdm_companycode", "cdm_companycode")
                : Set.of();
        Set<String> both = new TreeSet<>(inFinops);
        both.retainAll(inSales);
        return Seen.done(
                company.map(code -> both.contains(code.toUpperCase(Locale.ROOT)))
                        .orElse(!both.isEmpty()),
                both.isEmpty() ? "no company is in both systems" : "in both systems: " + String.join(", ", both));
    }

    private static Set<String> codes(LiveSystem system, String query, String column) throws IOException {
        Set<String> codes = new TreeSet<>();
        system.each(query, row -> codes.add(row.path(column).asText().toUpperCase(Locale.ROOT)));
        return codes;
    }

    Seen reference(boolean running) throws IOException {
        boolean groups = any("msdyn_customergroups", "");
        boolean terms = any("msdyn_paymentterms", "");
        String program = running ? "; dual-write is running here" : "";
        return Seen.done(
                groups && terms,
                (groups ? "Sales has customer groups" : "Sales has no customer groups")
                        + (terms ? " and payment terms" : " and no payment terms")
                        + program);
    }

    Seen rules(DuplicateDetection detection) throws IOException {
        List<String> published = List.copyOf(detection.published().values());
        List<String> off = detection.off();
        String found = published.isEmpty() ? "none is published" : "published: " + String.join(", ", published);
        boolean over = filled().state() == State.DONE;
        return Seen.done(
                published.isEmpty() || over,
                found
                        + (over ? "; the rows are filled, so they may be" : "")
                        + (off.isEmpty() ? "" : "; switched off by us: " + String.join(", ", off)));
    }

    Seen filled() throws IOException {
        List<String> open = new ArrayList<>();
        for (ImportTable table : ImportTable.values()) {
            if (!has(table.set(), Target.COMPANY.column())) {
                return new Seen(State.OPEN, table.set() + " has no column for the company yet");
            }
            if (any(table.set(), Target.COMPANY.property() + "%20eq%20null" + openHeader(table))) {
                open.add(table.word());
            }
        }
        return Seen.done(
                open.isEmpty(),
                open.isEmpty() ? "every row has its company" : "rows without a company: " + String.join(", ", open));
    }

    /** Lines of closed documents and older revisions of quotes stay as they are. */
    private static String openHeader(ImportTable table) {
        return switch (table) {
            case ORDER_PRODUCTS -> "%20and%20salesorderid/statecode%20eq%200";
            case QUOTE_PRODUCTS -> "%20and%20quoteid/statecode%20eq%200";
            case QUOTES -> "%20and%20statuscode%20ne%20" + REVISED;
            default -> "";
        };
    }

    Seen synced() throws IOException {
        if (!has("salesorders", "msdyn_processingstatus")) {
            return new Seen(State.OPEN, "orders have no processing status yet");
        }
        boolean status = any("salesorders", "msdyn_processingstatus%20ne%20null");
        return new Seen(
                status ? State.DONE : State.OPEN,
                status ? "orders have a processing status" : "no order has a processing status");
    }

    private boolean any(String set, String filter) throws IOException {
        if (metadata().properties(set).isEmpty()) {
            return false;
        }
        String id = Schema.shipped().table(Side.DATAVERSE, set).orElseThrow().primaryId();
        List<JsonNode> rows =
                sales.rows(set + "?$select=" + id + "&$top=1" + (filter.isEmpty() ? "" : "&$filter=" + filter));
        return !rows.isEmpty();
    }
}
