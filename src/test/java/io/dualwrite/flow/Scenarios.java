package io.dualwrite.flow;

import io.dualwrite.flow.Scenario.Act;
import io.dualwrite.flow.Scenario.Edit;
import io.dualwrite.flow.Scenario.Fault;
import io.dualwrite.flow.Scenario.Group;
import io.dualwrite.flow.Scenario.Kind;
import io.dualwrite.flow.Scenario.Pace;
import io.dualwrite.row.Side;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Documents and edits at random, both systems at once. */
final class Scenarios {
    private static final int TICKS = 4;
    private static final int MOST_DOCUMENTS = 80;
    private static final int MOST_EDITS = 6;
    private static final int MOST_FAULTS = 4;

    private Scenarios() {}

    static Arbitrary<Group> groups() {
        return Combinators.combine(
                        scenarios()
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(MOST_DOCUMENTS)
                                .withSizeDistribution(RandomDistribution.uniform()),
                        Arbitraries.of(Pace.class).list().ofSize(TICKS),
                        faults().list().ofMaxSize(MOST_FAULTS))
                .as(Group::new);
    }

    private static Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(Side.class),
                        Arbitraries.integers().between(0, 2),
                        edits(TICKS).list().ofMaxSize(MOST_EDITS).withSizeDistribution(RandomDistribution.uniform()))
                .as((kind, bornIn, lines, edits) -> {
                    Side born = kind == Kind.PRODUCT ? Side.FINOPS : bornIn;
                    return new Scenario(
                            kind,
                            born,
                            lines,
                            edits.stream()
                                    .map(edit -> possible(kind, born, edit))
                                    .toList());
                });
    }

    /** The same edit, if it can be one of such a document. */
    private static Edit possible(Kind kind, Side bornIn, Edit edit) {
        boolean noLines = kind == Kind.CUSTOMER || kind == Kind.PRODUCT;
        boolean unborn = edit.tick() == 0 && edit.side() != bornIn;
        return new Edit(
                unborn ? 1 : edit.tick(),
                kind == Kind.PRODUCT ? Side.FINOPS : edit.side(),
                noLines && edit.act().ofLine() ? Act.SET : edit.act(),
                edit.field(),
                edit.value());
    }

    static Arbitrary<Edit> edits(int ticks) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, ticks - 1),
                        Arbitraries.of(Side.class),
                        Arbitraries.frequency(
                                Tuple.of(5, Act.SET),
                                Tuple.of(2, Act.SET_TWO),
                                Tuple.of(5, Act.LINE_SET),
                                Tuple.of(2, Act.LINE_SET_TWO),
                                Tuple.of(1, Act.LINE_ADD),
                                Tuple.of(1, Act.LINE_DELETE),
                                Tuple.of(1, Act.DELETE)),
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
}
