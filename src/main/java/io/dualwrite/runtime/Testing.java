package io.dualwrite.runtime;

import io.dualwrite.cases.CaseResult;
import io.dualwrite.cases.Cases;
import io.dualwrite.cases.Recording;
import io.dualwrite.lint.RuleTables;
import io.dualwrite.row.Side;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.ProductStart;
import io.dualwrite.tablemap.TableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An integrator's case files against his maps and flows: no system, no journal. */
public final class Testing {
    private final Path folder;
    private final Cases cases;
    private final List<String> masked;

    /**
     * Reads maps and flows.
     *
     * @throws IllegalStateException if a flow is no YAML
     * @throws io.dualwrite.tablemap.MapErrors if a map does not check
     */
    public Testing(Settings settings) {
        MapSource source = MapSource.of(settings);
        LiveMaps maps = Wiring.liveMaps(settings);
        FlowSteps flows = new FlowSteps(settings.directory("routes.directory"));
        masked = List.of(settings.text("test.mask").replaceFirst("^none$", "").split("\\s*,\\s*"));
        folder = source.folder().resolveSibling("cases");
        cases = new Cases(
                maps.maps(),
                source.schema(),
                (map, direction) -> flows.of(map + "." + direction.word()),
                Map.of(
                        Side.FINOPS, Wiring.formats(settings, Side.FINOPS),
                        Side.DATAVERSE, Wiring.formats(settings, Side.DATAVERSE)),
                new RuleTables(maps::maps),
                OrderStatusPolicy.of(settings.text("rules.order-status")),
                ProductStart.of(settings.text("rules.product-state")),
                false);
    }

    /** Where the cases are that a command means that names none: {@code cases} beside the folder of the maps. */
    public Path folder() {
        return folder;
    }

    public List<CaseResult> run(List<Path> files) {
        return files.stream().map(cases::run).toList();
    }

    /**
     * A row that really came, as a case that holds.
     *
     * @param direction null: whichever has such a row
     * @return the text of the case file; names and addresses are masked as the setting {@code test.mask} says
     * @throws IllegalArgumentException if there is no such row, or the maps do not make of it now what was written
     */
    public String recorded(Operating operating, String map, String key, String direction) {
        return new Recording(cases, LastRowDocument.read(operating.lastRow(map, key, direction)), masked).text();
    }

    /** The names of the maps in effect. */
    public List<String> maps() {
        return cases.maps().all().stream().map(TableMap::name).sorted().toList();
    }
}
