package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.flow.Scenario.Act;
import io.dualwrite.flow.Scenario.Edit;
import io.dualwrite.flow.Scenario.Kind;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own writes come back as drops, whole and late: what they tell may be over long since, or be no news at all. */
class EchoFlowTest {
    @TempDir
    static Path home;

    private static Rounds rounds;
    private static People people;

    @BeforeAll
    static void start() throws Exception {
        rounds = new Rounds(home);
        people = new People(rounds.world, rounds::settle);
    }

    @AfterAll
    static void stop() {
        rounds.close();
    }

    @Test
    void a_row_made_and_deleted_before_anybody_looked_is_not_made_again_by_its_echo() throws Exception {
        long created = rounds.world.count("quotes.to-dataverse", "created");
        Scenario quote = new Scenario(Kind.QUOTE, DATAVERSE, 1, List.of());
        people.make("made-and-gone", quote);
        people.edit("made-and-gone", quote, delete(DATAVERSE));
        rounds.round();
        rounds.round();

        assertThat(sales("made-and-gone")).isEmpty();
        assertThat(finops("made-and-gone")).isEmpty();
        assertThat(rounds.round()).isZero();
        assertThat(rounds.world.count("quotes.to-dataverse", "created")).isEqualTo(created);
        assertThat(rounds.world.count("quote-lines.to-dataverse", "waiting")).isZero();
    }

    @Test
    void the_echo_of_a_deletion_leaves_a_row_alone_that_was_made_again_since() throws Exception {
        for (Side side : Side.values()) {
            String number = "again-" + side.word();
            Scenario quote = new Scenario(Kind.QUOTE, side, 1, List.of());
            people.make(number, quote);
            people.edit(number, quote, delete(side));
            people.make(number, quote);
            rounds.settle();

            assertThat(sales(number)).hasSize(1);
            assertThat(finops(number)).hasSize(1);
            assertThat(rounds.differences(number)).isEmpty();
        }
    }

    @Test
    void what_finops_was_never_told_is_not_cleared_in_sales_by_the_echo() throws Exception {
        people.make("named", new Scenario(Kind.ORDER, DATAVERSE, 1, List.of()));
        rounds.round();
        long before = rounds.world.logged();
        rounds.round();

        assertThat(rounds.writesSince(before)).isEmpty();
        JsonNode order = rounds.world
                .dataverse("salesorders", "msdyn_salesordernumber eq 'named'")
                .get(0);
        assertThat(order.get("name").asText()).isEqualTo("named");
        assertThat(rounds.world.count("orders.to-dataverse", "echo")).isEqualTo(1);
        assertThat(rounds.world.count("order-lines.to-dataverse", "echo")).isEqualTo(1);
    }

    @Test
    void a_row_that_one_side_edits_while_the_other_deletes_it_is_whole_or_gone_on_both() throws Exception {
        Scenario customer = new Scenario(Kind.CUSTOMER, DATAVERSE, 0, List.of());
        people.make("edited-and-gone", customer);
        rounds.settle();
        people.edit("edited-and-gone", customer, new Edit(0, Side.FINOPS, Act.SET_TWO, 6, 0));
        people.edit("edited-and-gone", customer, delete(DATAVERSE));
        rounds.hand(Side.FINOPS);
        rounds.world.rest();
        rounds.round();
        rounds.round();

        assertThat(rounds.differences("edited-and-gone")).isEmpty();
    }

    private static Edit delete(Side side) {
        return new Edit(0, side, Act.DELETE, 0, 0);
    }

    private static JsonNode sales(String number) throws Exception {
        return rounds.world.dataverse("quotes", "msdyn_quotenumber eq '" + number + "'");
    }

    private static JsonNode finops(String number) throws Exception {
        return rounds.world.finops("CDSSalesQuotationHeaders", "SalesQuotationNumber eq '" + number + "'");
    }
}
