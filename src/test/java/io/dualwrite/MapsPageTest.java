package io.dualwrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/MAPS.md} lists the maps as they are. */
class MapsPageTest {
    private static final Path FOLDER = Path.of("routes/maps");

    @Test
    void every_map_of_both_sets_stands_on_the_page_as_it_is_and_no_other() throws Exception {
        String page = Files.readString(Path.of("docs/MAPS.md"));
        String seed = page.substring(page.indexOf("## Seed set"), page.indexOf("## Newest set"));
        String newest = page.substring(page.indexOf("## Newest set"));

        assertThat(lines(seed))
                .containsExactlyElementsOf(
                        maps(MapVersions.seed()).map(MapsPageTest::line).toList());
        List<String> shipped = Stream.of("", "sales-orders", "sales-order-lines", "sales-quotes", "sales-quote-lines")
                .flatMap(chosen -> maps(new MapVersions(
                        MapVersions.NEWEST, chosen.isEmpty() ? Map.of() : Map.of(chosen, MapVersions.NEWEST))))
                .filter(TableMap::newest)
                .map(MapsPageTest::line)
                .distinct()
                .sorted()
                .toList();
        assertThat(lines(newest).stream().sorted().toList()).isEqualTo(shipped);
    }

    private static Stream<TableMap> maps(MapVersions versions) {
        return TableMaps.load(FOLDER, versions, Schema.shipped()).all().stream();
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> line.startsWith("| `")).toList();
    }

    private static String line(TableMap map) {
        boolean toSales = map.flows(Direction.TO_DATAVERSE);
        boolean toFinops = map.flows(Direction.TO_FINOPS);
        String flows = toSales && toFinops ? "both ways" : toSales ? "to Sales" : "to F&O";
        return "| `" + map.name() + "` | " + map.table(Side.FINOPS) + " | " + map.table(Side.DATAVERSE) + " | " + flows
                + " |";
    }
}
