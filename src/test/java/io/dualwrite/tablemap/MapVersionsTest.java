package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapVersionsTest {
    private static final Path FOLDER = Path.of("routes/maps");
    private static final Schema SCHEMA = Schema.shipped();

    @Test
    void the_newest_set_brings_its_own_maps_and_keeps_those_that_only_the_seed_set_has() {
        TableMaps newest = load(new MapVersions("newest", Map.of()));

        assertThat(newest.named("orders")).get().matches(TableMap::newest);
        assertThat(newest.named("parties")).isPresent();
        assertThat(newest.named("contact-persons")).get().matches(map -> !map.newest());
    }

    @Test
    void one_map_alone_can_be_of_the_other_set() {
        TableMaps mixed = load(new MapVersions("seed", Map.of("quotes", "newest")));

        assertThat(mixed.named("quotes")).get().matches(TableMap::newest);
        assertThat(mixed.named("orders")).get().matches(map -> !map.newest());
        assertThat(mixed.isDormant("parties")).isTrue();
    }

    @Test
    void a_map_that_stands_in_for_another_needs_to_be_chosen_by_name() {
        assertThat(load(new MapVersions("newest", Map.of())).named("sales-orders"))
                .isEmpty();

        TableMaps chosen = load(new MapVersions("seed", Map.of("sales-orders", "newest")));
        assertThat(chosen.named("sales-orders")).isPresent();
        assertThat(chosen.named("orders")).isEmpty();
        assertThat(chosen.isDormant("orders")).isTrue();
    }

    @Test
    void a_map_that_no_set_has_is_named() {
        assertThatThrownBy(() -> load(new MapVersions("seed", Map.of("ordres", "newest"))))
                .isInstanceOf(MapErrors.class)
                .hasMessageContaining("maps.version.ordres");
    }

    @Test
    void what_a_switch_changes_is_told_line_by_line() {
        Map<String, List<String>> differences =
                MapDifference.of(load(MapVersions.seed()), FOLDER, new MapVersions("newest", Map.of()), SCHEMA);

        assertThat(differences).containsKeys("orders", "quotes", "parties").doesNotContainKey("contact-persons");
        assertThat(differences.get("parties")).containsExactly("the map comes into effect");
        assertThat(differences.get("quotes"))
                .anyMatch(line -> line.contains("filter in dataverse") && line.contains("msdyn_ordertype"));
        assertThat(differences.get("order-lines"))
                .contains("no more: LineDiscountAmount - manualdiscountamount")
                .contains("new: TotalDiscountAmount - manualdiscountamount");
    }

    private static TableMaps load(MapVersions versions) {
        return TableMaps.load(FOLDER, versions, SCHEMA);
    }
}
