package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.flow.Scenario.Edit;
import io.dualwrite.flow.Scenario.Fault;
import io.dualwrite.flow.Scenario.Group;
import io.dualwrite.flow.Scenario.Pace;
import io.dualwrite.row.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * The law of both ways, tried on groups of documents in one world: after the last edit both sides are equal within two
 * rounds, and a third one writes nothing. Each group has keys that no other had.
 */
final class BothWays {
    /** Rows of earlier groups make later ones slower. */
    private static final int GROUPS_PER_WORLD = 40;

    /** People's requests are spared. */
    private static final String OURS = "\\\\$batch";

    private static final TreeMap<String, Long> FAULTS = new TreeMap<>();
    private static Rounds rounds;
    private static People people;
    private static int groups;
    private static long sequences;
    private static Instant begun;

    private BothWays() {}

    static void holdsFor(Group group) throws Exception {
        if (rounds == null || (groups > 0 && groups % GROUPS_PER_WORLD == 0)) {
            renew();
        }
        groups++;
        String key = "T" + groups + "-";
        long start = rounds.world.logged();
        try {
            edit(key, group);
            law(key);
            count(start, group);
        } catch (AssertionError | RuntimeException broken) {
            count(start, group);
            System.out.println(broken.getMessage() + "\n" + group + "\n" + rounds.account());
            close(); // what a broken law leaves behind is nothing to go on with
            throw broken;
        }
    }

    /** What the comparison says of a document that was changed, where the runtime was told nothing of the change. */
    static List<String> differencesOfUntold(Scenario scenario) throws Exception {
        if (rounds == null) {
            renew();
        }
        people.make("untold", scenario);
        rounds.settle();
        people.edit("untold", scenario, new Edit(0, Side.DATAVERSE, Scenario.Act.SET, 0, 0));
        List<String> differences = rounds.differences("untold");
        rounds.settle();
        return differences;
    }

    static long sequences() {
        return sequences;
    }

    private static void edit(String key, Group group) throws Exception {
        for (int tick = 0; tick < group.paces().size(); tick++) {
            for (int i = 0; i < group.scenarios().size(); i++) {
                Scenario scenario = group.scenarios().get(i);
                if (tick == 0) {
                    people.make(key + i + ".", scenario);
                }
                for (Edit edit : scenario.edits()) {
                    if (edit.tick() == tick) {
                        people.edit(key + i + ".", scenario, edit);
                    }
                }
            }
            order(group, tick);
            go(group.paces().get(tick));
        }
        order(group, group.paces().size());
    }

    private static void order(Group group, int tick) throws Exception {
        for (Fault fault : group.faults()) {
            if (fault.tick() == tick) {
                rounds.world.fault("{\"side\":\"" + fault.side().word() + "\",\"kind\":\"" + fault.kind()
                        + "\",\"count\":" + fault.count() + ",\"retryAfterSeconds\":1,\"path\":\"" + OURS + "\"}");
            }
        }
    }

    private static void go(Pace pace) throws Exception {
        switch (pace) {
            case SETTLE -> rounds.settle();
            case ROUND -> rounds.round();
            case FINOPS_ALONE -> {
                rounds.hand(Side.FINOPS);
                rounds.world.rest();
            }
            case DATAVERSE_ALONE -> {
                rounds.hand(Side.DATAVERSE);
                rounds.world.rest();
            }
            case HAND_OVER -> {
                rounds.hand(Side.FINOPS);
                rounds.hand(Side.DATAVERSE);
            }
            case NOTHING -> {}
        }
    }

    private static void law(String key) throws Exception {
        rounds.round();
        rounds.round();
        rounds.world.asPerson("DELETE", "/sandbox/faults", "");
        assertThat(rounds.differences(key)).as("after two rounds").isEmpty();
        long before = rounds.world.logged();
        rounds.round();
        assertThat(rounds.writesSince(before)).as("writes of a third round").isEmpty();
    }

    private static void count(long start, Group group) throws Exception {
        sequences += group.scenarios().size();
        for (JsonNode entry : rounds.world.loggedSince(start)) {
            if (entry.has("fault")) {
                FAULTS.merge(entry.get("fault").asText(), 1L, Long::sum);
            }
        }
    }

    private static void renew() throws Exception {
        close();
        begun = begun == null ? Instant.now() : begun;
        Path home = Files.createTempDirectory(Path.of("target"), "both-ways");
        rounds = new Rounds(home);
        people = new People(rounds.world, rounds::settle);
    }

    static void close() {
        if (rounds != null) {
            System.out.println(told());
            rounds.close();
            rounds = null;
        }
    }

    static String told() {
        return sequences + " sequences in " + groups + " groups, " + people.told() + ", faults " + FAULTS + ", "
                + Duration.between(begun, Instant.now()).toSeconds() + " s";
    }
}
