package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.flow.Scenario.Group;
import io.dualwrite.flow.Scenario.Kind;
import io.dualwrite.row.Side;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * People edit in both systems, both systems tell every change, our own writes among them, and both fail now and then:
 * after the last edit writes stop, and both say the same. A try is a group of some forty documents edited at the same
 * time; jqwik tells the seed of a failure, and the fewest edits that fail.
 */
class BothWaysPropertiesTest {
    private static final int NIGHTLY = 10_000;

    @AfterContainer
    static void stop() throws Exception {
        BothWays.close();
    }

    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void edits_in_both_systems_arrive_and_end(@ForAll("groups") Group group) throws Exception {
        BothWays.holdsFor(group);
    }

    /** Some forty sequences in each try. */
    @Tag("nightly")
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void ten_thousand_sequences_arrive_and_end(@ForAll("groups") Group group) throws Exception {
        if (BothWays.sequences() < NIGHTLY) {
            BothWays.holdsFor(group);
        }
    }

    /** The law is not one that always holds. */
    @Example
    void an_edit_that_nobody_tells_us_is_noticed() throws Exception {
        Scenario customer = new Scenario(Kind.CUSTOMER, Side.FINOPS, 0, List.of());
        assertThat(BothWays.differencesOfUntold(customer))
                .hasSize(1)
                .first()
                .asString()
                .contains("OrganizationName");
    }

    @Provide
    Arbitrary<Group> groups() {
        return Scenarios.groups();
    }
}
