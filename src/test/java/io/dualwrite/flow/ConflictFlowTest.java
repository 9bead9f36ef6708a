package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.RowSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both systems change the same row. Here a drop is what a feed would make of it: the whole row, as it was at some
 * moment, dropped when the test says so.
 */
class ConflictFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static World world;
    private static int files;

    @BeforeAll
    static void start() throws Exception {
        world = new World(home);
        world.stop();
        policy("payment-terms", "dataverse-wins");
        policy("order-origins", "{ policy: newest, tolerance: 2s, otherwise: hold }");
        policy("delivery-modes", "hold");
        world.start();
        world.dropAndRest(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
    }

    private static void policy(String map, String policy) throws Exception {
        Path file = home.resolve("routes/maps/" + map + ".map.yaml");
        Files.writeString(file, Files.readString(file) + "\nconflicts: " + policy + "\n");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** A row of two texts on both sides, with a map of one of the policies. */
    private record Pair(String set, String table, String key, String id, String finops, String dataverse) {
        String address() {
            return set + "(dataAreaId='usmf'," + key + "='" + id + "')";
        }

        JsonNode inFinops() throws Exception {
            return world.finops(set, key + " eq '" + id + "'").get(0);
        }

        JsonNode inDataverse() throws Exception {
            return world.dataverse(table, column() + " eq '" + id + "'").get(0);
        }

        String column() {
            return switch (table) {
                case "msdyn_termsofdeliveries" -> "msdyn_termscode";
                case "msdyn_salesorderorigins" -> "msdyn_origincode";
                default -> "msdyn_name";
            };
        }

        void editFinops(String field, Object value) throws Exception {
            world.finopsEdit(address(), JSON.writeValueAsString(java.util.Map.of(field, value)));
        }

        void editFinops(Object value) throws Exception {
            editFinops(finops, value);
        }

        void editDataverse(String field, Object value) throws Exception {
            world.dataverseEdit(
                    table + "("
                            + inDataverse()
                                    .get(
                                            table.equals("msdyn_termsofdeliveries")
                                                    ? "msdyn_termsofdeliveryid"
                                                    : idColumn())
                                    .asText()
                            + ")",
                    JSON.writeValueAsString(java.util.Map.of(field, value)));
        }

        private String idColumn() {
            return switch (table) {
                case "msdyn_paymentterms" -> "msdyn_paymenttermid";
                case "msdyn_shipvias" -> "msdyn_shipviaid";
                default -> "msdyn_salesorderoriginid";
            };
        }

        void editDataverse(Object value) throws Exception {
            editDataverse(dataverse, value);
        }

        /** The whole row of a side as a file that is not dropped yet. */
        String file(Side side) throws Exception {
            JsonNode row = side == FINOPS ? inFinops() : inDataverse();
            com.fasterxml.jackson.databind.node.ObjectNode copy = row.deepCopy();
            copy.remove("@odata.etag");
            List<String> links = new ArrayList<>();
            copy.fieldNames().forEachRemaining(name -> {
                if (name.startsWith("_") || name.contains("@")) {
                    links.add(name);
                }
            });
            copy.remove(links);
            if (side == DATAVERSE) {
                copy.put("msdyn_company.cdm_companycode", "usmf");
            }
            return "[" + copy + "]";
        }

        void drop(Side side, String content) throws Exception {
            world.drop(side, (side == FINOPS ? set : table) + "-" + ++files + ".json", content);
        }

        void dropAndRest(Side side, String content) throws Exception {
            drop(side, content);
            world.rest();
        }

        void dropNow(Side side) throws Exception {
            dropAndRest(side, file(side));
        }

        /** The row, the same on both sides, made in F&O. */
        Pair made() throws Exception {
            world.finopsRow(
                    set, "{\"dataAreaId\":\"usmf\",\"" + key + "\":\"" + id + "\",\"" + finops + "\":\"first\"}");
            dropNow(FINOPS);
            assertThat(inDataverse().get(dataverse).asText()).isEqualTo("first");
            return this;
        }

        String value(Side side) throws Exception {
            return side == FINOPS
                    ? inFinops().get(finops).asText()
                    : inDataverse().get(dataverse).asText();
        }

        void bothHave(String value) throws Exception {
            assertThat(value(FINOPS)).isEqualTo(value);
            assertThat(value(DATAVERSE)).isEqualTo(value);
        }

        /** Both feeds drop what they have once more: nothing is written any more. */
        void isQuiet() throws Exception {
            long writes = world.writes();
            dropNow(FINOPS);
            dropNow(DATAVERSE);
            assertThat(world.writes()).isEqualTo(writes);
        }

        List<JsonNode> conflicts() throws Exception {
            List<JsonNode> found = new ArrayList<>();
            try (Operating operating = Operating.of(world.here())) {
                for (JsonNode conflict :
                        JSON.readTree(operating.conflicts(null, false, 1000)).get("conflicts")) {
                    if (conflict.get("key").asText().endsWith(" " + id)) {
                        found.add(conflict);
                    }
                }
            }
            return found;
        }
    }

    private static Pair term(String id) throws Exception {
        return new Pair(
                        "DeliveryTerms",
                        "msdyn_termsofdeliveries",
                        "TermsCode",
                        id,
                        "TermsDescription",
                        "msdyn_termsdescription")
                .made();
    }

    private static Pair payment(String id) throws Exception {
        return new Pair("PaymentTerms", "msdyn_paymentterms", "Name", id, "Description", "msdyn_description").made();
    }

    private static Pair origin(String id) throws Exception {
        return new Pair(
                        "SalesOrderOriginCodes",
                        "msdyn_salesorderorigins",
                        "OriginCode",
                        id,
                        "OriginDescription",
                        "msdyn_origindescription")
                .made();
    }

    private static Pair mode(String id) throws Exception {
        return new Pair("DeliveryModesV2", "msdyn_shipvias", "ModeCode", id, "ModeDescription", "msdyn_description")
                .made();
    }

    @Test
    void different_fields_are_merged_though_both_drops_are_whole_rows_with_the_others_old_value() throws Exception {
        Pair term = term("M1");
        term.editDataverse("of sales");
        term.editFinops("IntrastatCode", "I7");
        String fromSales = term.file(DATAVERSE);
        String fromFinops = term.file(FINOPS);

        term.dropAndRest(DATAVERSE, fromSales);
        term.dropAndRest(FINOPS, fromFinops);

        term.bothHave("of sales");
        assertThat(term.inDataverse().get("msdyn_intrastatcode").asText()).isEqualTo("I7");
        assertThat(term.conflicts()).isEmpty();
        term.isQuiet();
    }

    @Test
    void the_same_field_goes_to_finops_by_default_and_the_late_drop_of_the_loser_undoes_nothing() throws Exception {
        Pair term = term("D1");
        term.editFinops("F");
        term.editDataverse("S");
        String fromSales = term.file(DATAVERSE);

        term.dropNow(FINOPS);
        term.bothHave("F");
        world.restart();
        term.dropAndRest(DATAVERSE, fromSales);

        term.bothHave("F");
        JsonNode conflict = term.conflicts().get(0);
        assertThat(term.conflicts()).hasSize(1);
        assertThat(conflict.get("finops").asText()).isEqualTo("F");
        assertThat(conflict.get("dataverse").asText()).isEqualTo("S");
        assertThat(conflict.get("agreed").asText()).isEqualTo("first");
        assertThat(conflict.get("winner").asText()).isEqualTo("finops");
        assertThat(conflict.get("policy").asText()).isEqualTo("finops-wins");
        assertThat(world.report(FINOPS, "done", conflict.get("file").asText())
                        .at("/conflicts/0/dataverse")
                        .asText())
                .isEqualTo("S");
        term.isQuiet();
    }

    @Test
    void finops_wins_also_where_the_change_of_sales_comes_first() throws Exception {
        Pair term = term("D2");
        term.editFinops("F");
        term.editDataverse("S");
        String fromFinops = term.file(FINOPS);

        term.dropNow(DATAVERSE);
        term.bothHave("F");
        term.dropAndRest(FINOPS, fromFinops);

        term.bothHave("F");
        assertThat(term.conflicts()).hasSize(1);
        term.isQuiet();
    }

    @Test
    void the_loser_gets_the_value_of_sales_without_any_drop_of_sales() throws Exception {
        Pair payment = payment("P1");
        payment.editFinops("F");
        payment.editFinops("NumberOfDays", 14);
        payment.editDataverse("S");

        payment.dropNow(FINOPS);

        payment.bothHave("S");
        assertThat(payment.inDataverse().get("msdyn_days").asInt()).isEqualTo(14);
        assertThat(payment.conflicts()).hasSize(1);
        assertThat(payment.conflicts().get(0).get("winner").asText()).isEqualTo("dataverse");
        payment.isQuiet();
    }

    @Test
    void a_lost_conflict_is_not_brought_up_again_by_older_drops_of_both_sides() throws Exception {
        Pair payment = payment("P2");
        payment.editDataverse("S1");
        String first = payment.file(DATAVERSE);
        payment.editDataverse("S2");
        String second = payment.file(DATAVERSE);
        payment.editFinops("F");
        String fromFinops = payment.file(FINOPS);

        payment.drop(FINOPS, fromFinops);
        payment.dropAndRest(DATAVERSE, first);
        payment.dropAndRest(FINOPS, fromFinops);
        payment.dropAndRest(DATAVERSE, second);

        payment.bothHave("S2");
        payment.isQuiet();
    }

    @Test
    void several_drops_older_than_our_writing_are_all_known_to_be_old() throws Exception {
        Pair term = term("O1");
        term.editDataverse("S1");
        String first = term.file(DATAVERSE);
        term.editDataverse("first");
        String second = term.file(DATAVERSE);
        term.editFinops("F");
        term.dropNow(FINOPS);
        term.bothHave("F");

        term.dropAndRest(DATAVERSE, first);
        term.bothHave("F");
        term.dropAndRest(DATAVERSE, second);

        term.bothHave("F");
        assertThat(term.conflicts()).isEmpty();
        term.isQuiet();
    }

    @Test
    void somebody_who_sets_our_value_back_is_heard() throws Exception {
        Pair term = term("B1");
        term.editFinops("F");
        term.dropNow(FINOPS);
        term.editDataverse("first");

        term.dropNow(DATAVERSE);

        term.bothHave("first");
        assertThat(term.conflicts()).isEmpty();
    }

    @Test
    void the_same_value_on_both_sides_is_no_conflict_and_nothing_is_written() throws Exception {
        Pair term = term("S1");
        term.editFinops("same");
        term.editDataverse("same");
        long writes = world.writes();

        term.dropNow(FINOPS);
        term.dropNow(DATAVERSE);

        assertThat(world.writes()).isEqualTo(writes);
        assertThat(term.conflicts()).isEmpty();
    }

    @Test
    void the_newest_wins_and_within_the_tolerance_a_person_decides() throws Exception {
        Pair older = origin("N1");
        older.editDataverse("S");
        String late = older.file(FINOPS)
                .replace("\"first\"", "\"F\"")
                .replace("[{", "[{\"ModifiedDateTime\":\"" + Instant.now().plusSeconds(60) + "\",");
        older.editFinops("F");
        older.dropAndRest(FINOPS, late);
        older.bothHave("F");

        Pair newer = origin("N2");
        newer.editFinops("F");
        newer.editDataverse("S");
        String early = newer.file(FINOPS)
                .replace("[{", "[{\"ModifiedDateTime\":\"" + Instant.now().minusSeconds(60) + "\",");
        newer.dropAndRest(FINOPS, early);
        newer.bothHave("S");

        Pair close = origin("N3");
        close.editFinops("F");
        close.editDataverse("S");
        String modified = close.inDataverse().get("modifiedon").asText();
        close.dropAndRest(FINOPS, close.file(FINOPS).replace("[{", "[{\"ModifiedDateTime\":\"" + modified + "\","));
        assertThat(close.value(DATAVERSE)).isEqualTo("S");
        assertThat(close.conflicts().get(0).get("open").asBoolean()).isTrue();
        decide(close, "dataverse");
        close.bothHave("S");
    }

    @Test
    void a_held_row_waits_for_a_person_who_says_which_side_wins() throws Exception {
        Pair mode = mode("H1");
        mode.editFinops("F");
        mode.editDataverse("S");
        mode.dropNow(FINOPS);
        mode.dropNow(DATAVERSE);
        assertThat(mode.value(FINOPS)).isEqualTo("F");
        assertThat(mode.value(DATAVERSE)).isEqualTo("S");
        assertThat(mode.conflicts()).hasSize(2);
        JsonNode held = world.report(
                        FINOPS, "done", mode.conflicts().get(1).get("file").asText())
                .at("/rows/0");
        assertThat(held.get("reason").asText()).isEqualTo("conflict");
        assertThat(held.get("remedy").asText()).contains("--winner finops");

        world.restart();
        decide(mode, "finops");

        mode.bothHave("F");
        assertThat(mode.conflicts()).noneMatch(conflict -> conflict.get("open").asBoolean());
        mode.isQuiet();
    }

    @Test
    void a_held_row_goes_when_a_person_has_made_both_sides_equal() throws Exception {
        Pair mode = mode("H2");
        mode.editFinops("F");
        mode.editDataverse("S");
        mode.dropNow(FINOPS);
        JsonNode conflict = mode.conflicts().get(0);

        mode.editDataverse("F");
        try (Operating operating = Operating.of(world.here())) {
            assertThat(operating.retry(RowSelection.of(conflict.get("id").asLong())))
                    .isEqualTo(1);
        }
        world.rest();

        mode.bothHave("F");
        assertThat(mode.conflicts().get(0).get("winner").asText()).isEqualTo("equal");
        mode.isQuiet();
    }

    private static void decide(Pair pair, String winner) throws Exception {
        JsonNode open = pair.conflicts().stream()
                .filter(conflict -> conflict.get("open").asBoolean())
                .findFirst()
                .orElseThrow();
        try (Operating operating = Operating.of(world.here())) {
            assertThat(operating.decide(RowSelection.of(open.get("id").asLong()), winner))
                    .isEqualTo(1);
        }
        world.rest();
    }

    @Test
    void a_new_row_costs_no_look_and_a_batch_of_updates_one() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        StringBuilder rows = new StringBuilder("dataAreaId,TermsCode,TermsDescription\n");
        for (int i = 0; i < 20; i++) {
            pairs.add(new Pair("DeliveryTerms", "msdyn_termsofdeliveries", "TermsCode", "C" + i, "", ""));
            rows.append("usmf,C").append(i).append(",first\n");
        }
        long before = world.requests();
        world.dropAndRest(FINOPS, "DeliveryTerms-costs1.csv", rows.toString());
        assertThat(world.requests() - before).as("one batch of creations").isEqualTo(1);

        before = world.requests();
        world.dropAndRest(FINOPS, "DeliveryTerms-costs2.csv", rows.toString().replace("first", "second"));

        assertThat(world.requests() - before)
                .as("one batch that looks, one that writes")
                .isEqualTo(2);
        assertThat(pairs.get(19).inDataverse().get("msdyn_termsdescription").asText())
                .isEqualTo("second");
    }

    @Test
    void who_writes_between_our_look_and_our_write_is_not_written_over() throws Exception {
        Pair payment = payment("R1");
        payment.editFinops("F");
        // The first such request looks at the row, the second writes it.
        world.fault("{\"side\":\"dataverse\",\"kind\":\"delay\",\"delayMillis\":1500,\"count\":2,\"path\":\"batch\"}");
        String fromFinops = payment.file(FINOPS);
        long before = world.requests();
        payment.drop(FINOPS, fromFinops);
        world.await(() -> world.requests() > before);

        payment.editDataverse("S");
        world.rest();

        payment.bothHave("S");
        assertThat(payment.conflicts()).hasSize(1);
        assertThat(world.answers(412)).isEqualTo(1);
    }

    private static JsonNode group() throws Exception {
        return world.dataverse("msdyn_customergroups", "msdyn_groupid eq 'G1'").get(0);
    }

    private static String term(JsonNode group) throws Exception {
        JsonNode id = group.get("_msdyn_paymenttermid_value");
        return id.isNull()
                ? ""
                : world.dataverse("msdyn_paymentterms", "msdyn_paymenttermid eq " + id.asText())
                        .at("/0/msdyn_name")
                        .asText();
    }

    private static void dropGroup(Side side, String term) throws Exception {
        String name = (side == FINOPS ? "CustomerGroups-" : "msdyn_customergroups-") + ++files + ".csv";
        String header = side == FINOPS
                ? "dataAreaId,CustomerGroupId,PaymentTermId"
                : "msdyn_company.cdm_companycode,msdyn_groupid,msdyn_paymenttermid.msdyn_name";
        world.dropAndRest(side, name, header + "\nusmf,G1," + term + "\n");
    }

    @Test
    void a_lookup_that_sales_cleared_meanwhile_is_in_conflict_like_any_other_field() throws Exception {
        payment("L1");
        payment("L2");
        world.finopsRow(
                "CustomerGroups", "{\"dataAreaId\":\"usmf\",\"CustomerGroupId\":\"G1\",\"PaymentTermId\":\"L1\"}");
        dropGroup(FINOPS, "L1");
        assertThat(term(group())).isEqualTo("L1");
        world.finopsEdit("CustomerGroups(dataAreaId='usmf',CustomerGroupId='G1')", "{\"PaymentTermId\":\"L2\"}");
        world.dataverseEdit(
                "msdyn_customergroups(" + group().get("msdyn_customergroupid").asText() + ")",
                "{\"msdyn_paymenttermid@odata.bind\":null}");

        dropGroup(FINOPS, "L2");
        dropGroup(DATAVERSE, "");

        assertThat(term(group())).isEqualTo("L2");
        assertThat(world.finops("CustomerGroups", "CustomerGroupId eq 'G1'")
                        .at("/0/PaymentTermId")
                        .asText())
                .isEqualTo("L2");
        try (Operating operating = Operating.of(world.here())) {
            JsonNode conflicts = JSON.readTree(operating.conflicts("customer-groups", false, 10))
                    .get("conflicts");
            assertThat(conflicts).hasSize(1);
            assertThat(conflicts.get(0).get("dataverse").isNull()).isTrue();
            assertThat(conflicts.get(0).get("finops").asText()).isEqualTo("L2");
        }
        dropGroup(DATAVERSE, "L1");
        assertThat(term(group())).as("older than what we wrote").isEqualTo("L2");
    }
}
