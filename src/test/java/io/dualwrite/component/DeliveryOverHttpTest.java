package io.dualwrite.component;

import static io.dualwrite.row.Direction.TO_DATAVERSE;
import static io.dualwrite.row.Direction.TO_FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.delivery.Closed;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Outcome.Kind;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryOverHttpTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void companyAndCurrency() {
        bench.deliver(bench.change("companies", TO_DATAVERSE, "LegalEntityId", "usmf", "Name", "Contoso"));
        bench.deliver(bench.change("currencies", TO_DATAVERSE, "CurrencyCode", "USD", "Name", "Dollar", "Symbol", "$"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Change group(String id, String text) {
        return bench.change(
                "customer-groups", TO_DATAVERSE, "dataAreaId", "usmf", "CustomerGroupId", id, "Description", text);
    }

    private static Outcome outcome(Change change) {
        return change.outcome().orElseThrow();
    }

    private static Kind kind(Change change) {
        return outcome(change).kind();
    }

    @Test
    void a_row_is_created_then_updated_then_found_unchanged() {
        Change created = group("10", "Wholesale");
        bench.deliver(created);
        assertThat(outcome(created)).isEqualTo(Outcome.of(Kind.CREATED));
        assertThat(created.dataverseId()).isPresent();

        Change updated = group("10", "Retail");
        bench.deliver(updated);
        assertThat(kind(updated)).isEqualTo(Kind.UPDATED);
        assertThat(updated.written().names()).hasSize(1);

        Change same = group("10", "Retail");
        bench.deliver(same);
        assertThat(kind(same)).isEqualTo(Kind.UNCHANGED);
        assertThat(bench.count(Side.DATAVERSE, "msdyn_customergroups")).isEqualTo("1");
        assertThat(bench.rows(Side.DATAVERSE, "msdyn_customergroups")).contains("Retail");
    }

    @Test
    void a_row_whose_lookup_finds_nothing_waits_for_the_row_it_names() {
        Change order = order("F1");
        bench.deliver(order);
        assertThat(outcome(order).kind()).isEqualTo(Kind.WAITING);
        assertThat(outcome(order).reason()).isEqualTo("lookup-missing");
        assertThat(outcome(order).field()).isEqualToIgnoringCase("OrderingCustomerAccountNumber");
        assertThat(outcome(order).found()).isEqualTo("C1");
        assertThat(outcome(order).waitsFor())
                .containsExactly(
                        new RowRef(Side.DATAVERSE, "accounts", RowKey.of("USMF", "C1")),
                        new RowRef(Side.DATAVERSE, "contacts", RowKey.of("USMF", "C1")));
    }

    @Test
    void an_order_goes_once_its_customer_is_there_and_without_its_optional_contact() {
        customer();
        Change order = order("F1", "ContactPersonId", "P7");
        bench.deliver(order);
        assertThat(outcome(order)).isEqualTo(Outcome.of(Kind.CREATED));
        assertThat(order.openReferences()).hasSize(1);
        assertThat(order.openReferences().get(0).field()).isEqualToIgnoringCase("ContactPersonId");
        assertThat(order.openReferences().get(0).value()).isEqualTo("P7");
        assertThat(order.written().has("msdyn_contactperson.msdyn_contactpersonid"))
                .isFalse();
    }

    @Test
    void the_same_row_sent_again_by_somebody_without_a_link_updates_the_first_one() {
        bench.deliver(group("10", "Wholesale"));
        bench.links.remove("customer-groups USMF|10");
        Change again = group("10", "Retail");
        bench.deliver(again);
        assertThat(kind(again)).isEqualTo(Kind.UPDATED);
        assertThat(bench.count(Side.DATAVERSE, "msdyn_customergroups")).isEqualTo("1");
    }

    @Test
    void a_lost_answer_makes_no_second_row() {
        bench.fault("{\"side\":\"dataverse\",\"kind\":\"cut-after\",\"count\":1,\"path\":\"batch\"}");
        Change lost = group("10", "Wholesale");
        bench.deliver(lost);
        assertThat(kind(lost)).isEqualTo(Kind.RETRYING);
        assertThat(outcome(lost).reason()).isEqualTo("connection-lost");

        bench.now = bench.now.plus(Duration.ofMinutes(1));
        Change again = group("10", "Wholesale");
        bench.deliver(again);
        assertThat(kind(again).delivered()).isTrue();
        assertThat(bench.count(Side.DATAVERSE, "msdyn_customergroups")).isEqualTo("1");
    }

    @Test
    void a_lost_answer_makes_no_second_row_in_finops_either() {
        bench.fault("{\"side\":\"finops\",\"kind\":\"cut-after\",\"count\":1,\"path\":\"batch\"}");
        Change lost = originToFinops("Web", "Web shop");
        bench.deliver(lost);
        assertThat(kind(lost)).isEqualTo(Kind.RETRYING);
        bench.now = bench.now.plus(Duration.ofMinutes(1));
        Change again = originToFinops("Web", "Web shop");
        bench.deliver(again);
        assertThat(kind(again)).isEqualTo(Kind.UPDATED);
        assertThat(bench.count(Side.FINOPS, "SalesOrderOriginCodes")).isEqualTo("1");
    }

    @Test
    void a_reference_that_is_still_open_makes_nothing_to_send() {
        customer();
        bench.deliver(order("F1", "ContactPersonId", "P7"));
        Change again = order("F1", "ContactPersonId", "P7");
        bench.deliver(again);
        assertThat(kind(again)).isEqualTo(Kind.UNCHANGED);
        assertThat(again.openReferences()).hasSize(1);
    }

    @Test
    void after_a_429_nobody_speaks_to_that_side_before_its_time() {
        bench.fault("{\"side\":\"dataverse\",\"kind\":\"429\",\"count\":1,\"retryAfterSeconds\":30}");
        Change first = group("10", "Wholesale");
        bench.deliver(first);
        assertThat(kind(first)).isEqualTo(Kind.RETRYING);
        assertThat(outcome(first).reason()).isEqualTo("throttled");
        assertThat(outcome(first).retryAt()).contains(bench.now.plusSeconds(30));

        Change second = group("20", "Retail");
        bench.deliver(second);
        assertThat(outcome(second).reason()).isEqualTo("target-not-ready");
        assertThat(bench.delivery.closedUntil(Side.DATAVERSE)).contains(bench.now.plusSeconds(30));
        assertThat(bench.delivery.closedUntil(Side.FINOPS)).isEmpty();

        bench.now = bench.now.plusSeconds(31);
        Change third = group("20", "Retail");
        bench.deliver(third);
        assertThat(kind(third)).isEqualTo(Kind.CREATED);
    }

    @Test
    void one_bad_row_in_a_batch_costs_only_itself() {
        List<Change> groups = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            groups.add(group("G" + i, "Group " + i));
        }
        Change tooLong = groups.get(4);
        tooLong.setTarget(tooLong.target().with("msdyn_description", "x".repeat(5000)));
        bench.deliver(groups);
        assertThat(groups).filteredOn(change -> kind(change) == Kind.CREATED).hasSize(9);
        Outcome bad = outcome(groups.get(4));
        assertThat(bad.kind()).isEqualTo(Kind.REJECTED);
        assertThat(bad.reason()).isEqualTo("target-refused");
        assertThat(bad.field()).isEqualToIgnoringCase("Description");
        assertThat(bad.expected()).contains("maximum allowed length");
    }

    @Test
    void a_key_that_no_url_can_carry_is_found_by_query_and_written_once() {
        Change first = group("A/B", "Odd");
        bench.deliver(first);
        assertThat(outcome(first)).isEqualTo(Outcome.of(Kind.CREATED));
        bench.links.remove("customer-groups USMF|A/B");
        Change again = group("A/B", "Odder");
        bench.deliver(again);
        assertThat(kind(again)).isEqualTo(Kind.UPDATED);
        assertThat(bench.count(Side.DATAVERSE, "msdyn_customergroups")).isEqualTo("1");
    }

    @Test
    void a_row_deleted_in_dataverse_is_written_anew_as_a_whole() {
        Change first = group("10", "Wholesale");
        bench.deliver(first);
        Change gone = bench.change(
                "customer-groups", TO_DATAVERSE, Operation.DELETE, "dataAreaId", "usmf", "CustomerGroupId", "10");
        bench.delivery.deliver(new Batch("customer-groups", TO_DATAVERSE, List.of(gone)));
        assertThat(kind(gone)).isEqualTo(Kind.DELETED);
        Change goneAgain = bench.change(
                "customer-groups", TO_DATAVERSE, Operation.DELETE, "dataAreaId", "usmf", "CustomerGroupId", "10");
        bench.delivery.deliver(new Batch("customer-groups", TO_DATAVERSE, List.of(goneAgain)));
        assertThat(outcome(goneAgain).reason()).isEqualTo("already-gone");

        Change later = group("10", "Retail");
        bench.deliver(later);
        assertThat(kind(later)).isEqualTo(Kind.CREATED);
        assertThat(later.written().names()).hasSizeGreaterThan(1);
    }

    @Test
    void rows_that_are_there_are_told_with_their_guid() throws Exception {
        bench.deliver(group("10", "Wholesale"));
        RowRef there = new RowRef(Side.DATAVERSE, "msdyn_customergroups", RowKey.of("USMF", "10"));
        RowRef absent = new RowRef(Side.DATAVERSE, "msdyn_customergroups", RowKey.of("USMF", "11"));
        RowRef finops = new RowRef(Side.FINOPS, "CustomersV3", RowKey.of("USMF", "C1"));
        assertThat(bench.delivery.existing(List.of(there, absent, finops)))
                .containsOnlyKeys(there)
                .containsValue(bench.links.get("customer-groups USMF|10").dataverseId());
    }

    @Test
    void a_closed_order_is_opened_for_a_late_line_and_closed_again() {
        customer();
        bench.deliver(bench.change("units", TO_DATAVERSE, "UnitSymbol", "ea"));
        bench.deliver(product());
        Change order = order("F1");
        order.setLast(Row.empty().with("statecode", new BigDecimal(3)).with("statuscode", new BigDecimal(100001)));
        bench.deliver(order);
        assertThat(outcome(order)).isEqualTo(Outcome.of(Kind.CREATED));
        close("orders USMF|F1");
        assertThat(bench.rows(Side.DATAVERSE, "salesorders")).contains("100001");

        Change line = line("F1", "1");
        bench.deliver(line);
        assertThat(outcome(line)).isEqualTo(Outcome.of(Kind.CREATED));
        assertThat(bench.links.get("orders USMF|F1").pending().get("statuscode"))
                .isEqualTo(new BigDecimal(100001));
        close("orders USMF|F1");
        assertThat(bench.rows(Side.DATAVERSE, "salesorders")).contains("100001");
        assertThat(bench.count(Side.DATAVERSE, "salesorderdetails")).isEqualTo("1");
    }

    private void close(String name) {
        List<Closed> closed = bench.delivery.close(List.of(bench.links.get(name)));
        assertThat(closed).allMatch(Closed::done);
        Link link = bench.links.get(name);
        bench.links.put(
                name,
                new Link(
                        link.map(),
                        link.key(),
                        link.dataverseId(),
                        link.finops(),
                        link.dataverse().overlaidWith(closed.get(0).written()),
                        link.source(),
                        link.fingerprint(),
                        Row.empty(),
                        false));
    }

    @Test
    void a_row_is_posted_to_finops_then_patched() {
        Change created = originToFinops("Web", "Web shop");
        bench.deliver(created);
        assertThat(outcome(created)).isEqualTo(Outcome.of(Kind.CREATED));
        Change updated = originToFinops("Web", "Shop");
        bench.deliver(updated);
        assertThat(kind(updated)).isEqualTo(Kind.UPDATED);
        bench.links.remove("order-origins USMF|WEB");
        Change unknown = originToFinops("Web", "Our shop");
        bench.deliver(unknown);
        assertThat(kind(unknown)).isEqualTo(Kind.UPDATED);
        assertThat(bench.count(Side.FINOPS, "SalesOrderOriginCodes")).isEqualTo("1");
        assertThat(bench.rows(Side.FINOPS, "SalesOrderOriginCodes")).contains("Our shop");
    }

    @Test
    void a_row_of_another_company_than_the_users_is_found_in_finops() {
        Change first = originToFinops("Web", "Web shop");
        bench.deliver(first);
        Change other = bench.change(
                "order-origins",
                TO_FINOPS,
                "msdyn_origincode",
                "Web",
                "msdyn_company.cdm_companycode",
                "DEMF",
                "msdyn_origindescription",
                "Laden");
        bench.deliver(other);
        assertThat(outcome(other)).isEqualTo(Outcome.of(Kind.CREATED));
        assertThat(bench.count(Side.FINOPS, "SalesOrderOriginCodes")).isEqualTo("2");
    }

    @Test
    void a_finops_row_whose_customer_is_missing_there_is_early_not_wrong() {
        Change order = bench.change(
                "orders",
                TO_FINOPS,
                "msdyn_salesordernumber",
                "C0001",
                "msdyn_company.cdm_companycode",
                "USMF",
                "customerid.Account(accountnumber)",
                "C1",
                "transactioncurrencyid.isocurrencycode",
                "USD",
                "msdyn_ordertype",
                "192350000");
        bench.deliver(order);
        assertThat(outcome(order).kind()).as(outcome(order).toString()).isEqualTo(Kind.WAITING);
        assertThat(outcome(order).waitsFor()).contains(new RowRef(Side.FINOPS, "CustomersV3", RowKey.of("USMF", "C1")));
    }

    private Change originToFinops(String code, String text) {
        return bench.change(
                "order-origins",
                TO_FINOPS,
                "msdyn_origincode",
                code,
                "msdyn_company.cdm_companycode",
                "USMF",
                "msdyn_origindescription",
                text);
    }

    private void customer() {
        Change customer = bench.change(
                "accounts",
                TO_DATAVERSE,
                "dataAreaId",
                "usmf",
                "CustomerAccount",
                "C1",
                "PartyType",
                "Organization",
                "OrganizationName",
                "Adventure Works");
        bench.deliver(customer);
        assertThat(outcome(customer)).isEqualTo(Outcome.of(Kind.CREATED));
    }

    private Change product() {
        return bench.change(
                "products",
                TO_DATAVERSE,
                "dataAreaId",
                "usmf",
                "ProductNumber",
                "P1",
                "ProductName",
                "Bike",
                "SalesUnitSymbol",
                "ea");
    }

    private Change order(String number, Object... more) {
        List<Object> pairs = new ArrayList<>(List.of(
                "dataAreaId",
                "usmf",
                "SalesOrderNumber",
                number,
                "OrderingCustomerAccountNumber",
                "C1",
                "InvoiceCustomerAccountNumber",
                "C1",
                "CurrencyCode",
                "USD",
                "SalesOrderName",
                "An order"));
        pairs.addAll(List.of(more));
        return bench.change("orders", TO_DATAVERSE, pairs.toArray());
    }

    private Change line(String order, String number) {
        return bench.change(
                "order-lines",
                Direction.TO_DATAVERSE,
                "dataAreaId",
                "usmf",
                "SalesOrderNumber",
                order,
                "LineCreationSequenceNumber",
                number,
                "ProductNumber",
                "P1",
                "SalesUnitSymbol",
                "ea",
                "OrderedSalesQuantity",
                "1.5",
                "SalesPrice",
                "10.01");
    }
}
