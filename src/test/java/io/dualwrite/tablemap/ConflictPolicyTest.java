package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.ConflictPolicy.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictPolicyTest {
    private static final String MAP =
            """
            map: origins
            version: 1.0.0.0
            finops:    { entity: SalesOrderOriginCodes, key: [dataAreaId, OriginCode] }
            dataverse: { table: msdyn_salesorderorigins, key: [msdyn_origincode, msdyn_company.cdm_companycode] }
            fields:
              - ORIGINCODE        =  msdyn_origincode
              - ORIGINDESCRIPTION =  msdyn_origindescription
            """;
    private static final Optional<Instant> NOON = Optional.of(Instant.parse("2026-11-23T12:00:00Z"));

    @TempDir
    Path folder;

    private TableMaps load(String more) {
        try {
            Files.writeString(folder.resolve("origins.map.yaml"), MAP + more);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return TableMaps.load(folder, Schema.shipped());
    }

    private ConflictPolicy policy(String more) {
        return load(more).named("origins").orElseThrow().conflicts();
    }

    private String finding(String more) {
        return catchThrowableOfType(MapErrors.class, () -> load(more)).getMessage();
    }

    private static Optional<Instant> later(Duration than) {
        return NOON.map(noon -> noon.plus(than));
    }

    @Test
    void a_map_that_says_nothing_lets_finops_win() {
        assertThat(policy("").winner(Optional.empty(), NOON)).contains(Side.FINOPS);
        assertThat(policy("conflicts: finops-wins\n")).isEqualTo(policy(""));
    }

    @Test
    void one_side_may_win_always_or_nobody() {
        assertThat(policy("conflicts: Dataverse-Wins\n").winner(NOON, Optional.empty()))
                .contains(Side.DATAVERSE);
        assertThat(policy("conflicts: hold\n").winner(NOON, NOON)).isEmpty();
        assertThat(policy("conflicts: { policy: hold }\n").kind()).isEqualTo(Kind.HOLD);
    }

    @Test
    void the_newest_wins_where_the_times_are_further_apart_than_the_tolerance() {
        ConflictPolicy newest = policy("conflicts: { policy: newest, tolerance: 2s, otherwise: dataverse-wins }\n");
        assertThat(newest.winner(later(Duration.ofMillis(2001)), NOON)).contains(Side.FINOPS);
        assertThat(newest.winner(NOON, later(Duration.ofMinutes(1)))).contains(Side.DATAVERSE);
        assertThat(newest.winner(later(Duration.ofSeconds(2)), NOON)).contains(Side.DATAVERSE);
        assertThat(newest.winner(Optional.empty(), NOON)).contains(Side.DATAVERSE);
        assertThat(newest.winner(later(Duration.ofDays(1)), Optional.empty())).contains(Side.DATAVERSE);
    }

    @Test
    void what_a_conflict_does_is_no_other_map() {
        String before = load("").named("origins").orElseThrow().fingerprint();
        assertThat(load("conflicts: hold\n").named("origins").orElseThrow().fingerprint())
                .isEqualTo(before);
    }

    @Test
    void a_policy_that_is_not_understood_is_named_with_its_line() {
        assertThat(finding("conflicts: latest\n"))
                .startsWith(
                        "origins.map.yaml:8: found 'latest' under conflicts; expected finops-wins, dataverse-wins,");
        assertThat(finding("conflicts: newest\n"))
                .contains(":8: found newest without tolerance and otherwise; expected { policy: newest,");
        assertThat(finding("conflicts: { policy: newest, tolerance: 2s }\n"))
                .contains(":8: found newest without tolerance or otherwise");
        assertThat(finding("conflicts: { policy: newest, tolerance: soon, otherwise: hold }\n"))
                .contains(":8: found 'soon'; expected a time such as 500ms, 2s or 5m");
        assertThat(finding("conflicts: { policy: newest, tolerance: 2s, otherwise: newest }\n"))
                .contains(":8: found newest; expected finops-wins, dataverse-wins or hold");
        assertThat(finding("conflicts: { policy: hold, tolerance: 2s }\n"))
                .contains(":8: found more than the policy hold");
        assertThat(finding("conflicts: { tolerance: 2s }\n")).contains(":8: found no 'policy'");
        assertThat(finding("conflicts: [hold]\n")).contains(":8: found a list");
    }

    @Test
    void a_map_that_flows_one_way_has_no_conflicts() {
        assertThat(finding("direction: to-dataverse\nconflicts: hold\n"))
                .contains(":9: found conflicts in a map that flows one way");
    }
}
