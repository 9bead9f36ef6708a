package io.dualwrite.flow;

import io.dualwrite.flow.Scenario.Act;
import io.dualwrite.flow.Scenario.Edit;
import io.dualwrite.flow.Scenario.Fault;
import io.dualwrite.flow.Scenario.Group;
import io.dualwrite.flow.Scenario.Kind;
import io.dualwrite.flow.Scenario.Pace;
import io.dualwrite.row.Side;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * People edit in both systems, both systems tell every change, our own writes among them, and the other one fails now
 * and then: after the last edit writes stop, and both say the same.
 */
class BothWaysPropertiesTest {
    private static final int TICKS = 3;

    @AfterContainer
    static void tell() throws Exception {
        BothWays.close();
    }

    @Property(tries = 4, shrinking = ShrinkingMode.BOUNDED)
    void edits_that_take_turns_arrive_and_end(@ForAll("turns") Group group) throws Exception {
        BothWays.holdsFor(group);
    }

    @Provide
    Arbitrary<Group> turns() {
        return groups(scenarios().map(BothWaysPropertiesTest::inTurns), Arbitraries.of(Pace.SETTLE));
    }

    private static Arbitrary<Group> groups(Arbitrary<Scenario> scenarios, Arbitrary<Pace> paces) {
        return Combinators.combine(
                        scenarios.list().ofMinSize(1).ofMaxSize(50),
                        paces.list().ofSize(TICKS),
                        faults().list().ofMaxSize(4))
                .as(Group::new);
    }

    private static Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(Side.class),
                        Arbitraries.integers().between(0, 2),
                        edits().list().ofMaxSize(6))
                .as(Scenario::new);
    }

    private static Arbitrary<Edit> edits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, TICKS - 1),
                        Arbitraries.of(Side.class),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(5, Act.SET),
                                net.jqwik.api.Tuple.of(2, Act.SET_TWO),
                                net.jqwik.api.Tuple.of(5, Act.LINE_SET),
                                net.jqwik.api.Tuple.of(2, Act.LINE_SET_TWO),
                                net.jqwik.api.Tuple.of(1, Act.LINE_ADD),
                                net.jqwik.api.Tuple.of(1, Act.LINE_DELETE),
                                net.jqwik.api.Tuple.of(1, Act.DELETE)),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 2))
                .as(Edit::new);
    }

    private static Arbitrary<Fault> faults() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, TICKS),
                        Arbitraries.of(Side.class),
                        Arbitraries.of("429", "503", "500", "cut-before", "cut-after"),
                        Arbitraries.integers().between(1, 3))
                .as(Fault::new);
    }

    /** In one tick only one of the two systems is edited, the one of the first edit. */
    private static Scenario inTurns(Scenario scenario) {
        List<Edit> kept = scenario.edits().stream()
                .filter(edit -> edit.side() == sideAt(scenario, edit.tick()))
                .toList();
        return new Scenario(scenario.kind(), scenario.bornIn(), scenario.lines(), kept);
    }

    private static Side sideAt(Scenario scenario, int tick) {
        return tick == 0
                ? scenario.bornIn()
                : scenario.edits().stream()
                        .filter(edit -> edit.tick() == tick)
                        .findFirst()
                        .orElseThrow()
                        .side();
    }
}
