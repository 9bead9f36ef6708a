package io.dualwrite.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulesTest {
    private static final Map<Integer, Set<Integer>> STATUSES_OF_STATE = Map.of(
            0, Set.of(1, 2, 690970000), 1, Set.of(3), 2, Set.of(4), 3, Set.of(100001, 100002), 4, Set.of(100003));

    @Test
    void every_rule_is_described() {
        assertThat(Rules.descriptions().keySet()).isEqualTo(rules().keySet());
    }

    @Test
    void a_settled_change_is_passed_by() {
        for (Rule rule : rules().values()) {
            Change change = order(Operation.UPSERT, Row.of(Map.of("msdyn_processingstatus", number(192350004))));
            change.settle(Outcome.of(Outcome.Kind.UNCHANGED));
            Row before = change.target();
            rule.apply(change);
            assertThat(change.target()).isEqualTo(before);
        }
    }

    @Test
    void a_deletion_has_no_fields_to_judge() {
        for (Rule rule : rules().values()) {
            Change change = order(Operation.DELETE, Row.empty());
            rule.apply(change);
            assertThat(change.settled()).isFalse();
            assertThat(change.target().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(OrderStatusPolicy.class)
    void every_processing_status_gives_a_state_and_one_of_its_statuses(OrderStatusPolicy policy) {
        Rule rule = Rules.named(Fixture.ports(), policy, ProductStart.ACTIVE).get("orderStatus");
        for (int code = 192350000; code <= 192350007; code++) {
            Change change = order(Operation.UPSERT, Row.of(Map.of("msdyn_processingstatus", number(code))));
            rule.apply(change);

            Row written = change.target().overlaidWith(change.last());
            int state = ((BigDecimal) written.get("statecode")).intValueExact();
            int status = ((BigDecimal) written.get("statuscode")).intValueExact();
            assertThat(STATUSES_OF_STATE.get(state)).contains(status);
            assertThat(change.last().isEmpty())
                    .as("only an Active order is written at once")
                    .isEqualTo(state == 0);
        }
    }

    @Test
    void an_unknown_policy_is_named_with_those_there_are() {
        assertThatThrownBy(() -> OrderStatusPolicy.of("always"))
                .hasMessage("'always' is not a policy; expected status-code or stay-active");
    }

    @Test
    void a_number_that_would_fill_the_memory_is_refused() {
        Change change = new Change(
                1,
                "order-lines",
                Direction.TO_FINOPS,
                Operation.UPSERT,
                RowKey.of("USMF", "C1", "1"),
                new Place("lines.csv", 2),
                Row.of(Map.of("quantity", "1E999999999", "manualdiscountamount", "1")),
                Optional.empty(),
                Optional.empty(),
                0);
        rules().get("lineDiscount").apply(change);
        assertThat(change.outcome()).get().extracting(Outcome::reason).isEqualTo("not-a-number");
    }

    private static Map<String, Rule> rules() {
        return Rules.named(Fixture.ports(), OrderStatusPolicy.STATUS_CODE, ProductStart.ACTIVE);
    }

    private static BigDecimal number(int value) {
        return BigDecimal.valueOf(value);
    }

    private static Change order(Operation operation, Row target) {
        Change change = new Change(
                1,
                "orders",
                Direction.TO_DATAVERSE,
                operation,
                RowKey.of("USMF", "F1"),
                new Place("orders.csv", 2),
                Row.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        change.setTarget(target);
        return change;
    }
}
