package io.dualwrite.runtime;

import io.dualwrite.compare.Compared;
import io.dualwrite.compare.Finds;
import io.dualwrite.compare.Passage;
import io.dualwrite.compare.Scope;
import io.dualwrite.compare.TableComparison;
import io.dualwrite.delivery.DeliverySettings;
import io.dualwrite.delivery.Gate;
import io.dualwrite.delivery.Remote;
import io.dualwrite.delivery.Retries;
import io.dualwrite.lint.RuleTables;
import io.dualwrite.mapping.Mapping;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.rule.ActiveCustomers;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.ProductStart;
import io.dualwrite.rule.Rule;
import io.dualwrite.rule.RulePorts;
import io.dualwrite.rule.Rules;
import io.dualwrite.rule.ShippingDefaults;
import io.dualwrite.tablemap.Cds;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Both systems compared, map by map, without the journal: so it works beside a running program, and without one. */
public final class Comparing {
    /** Those that make fields of the row alone, or drop it; others look elsewhere, or write. */
    private static final Set<String> DECIDING = Set.of(
            "contactRouting",
            "externallyMaintained",
            "freightTax",
            "lineDiscount",
            "orderStatus",
            "priceList",
            "readOnlyInSales");

    /** What these fill in, the other side does not have. */
    private static final Set<String> FILLING = Set.of("siteAndWarehouse");

    private final Settings settings;
    private final LiveMaps maps;
    private final FlowSteps flows;

    /**
     * Reads maps and flows; asks nothing of the two systems yet.
     *
     * @throws IllegalStateException if a map or a flow does not check
     */
    public Comparing(Settings settings) {
        this.settings = settings;
        SourceFormats usual = SourceFormats.usual();
        maps = new LiveMaps(MapSource.of(settings), Map.of(Side.FINOPS, usual, Side.DATAVERSE, usual));
        flows = new FlowSteps(settings.directory("routes.directory"));
    }

    /** The maps in effect that flow, those first whose rows others look up. */
    public List<String> inOrder() {
        return maps.maps().order().maps().stream()
                .filter(map -> List.of(Direction.values()).stream().anyMatch(map::flows))
                .map(TableMap::name)
                .toList();
    }

    TableMap named(String map) {
        return maps.named(map);
    }

    /** The maps in effect, by name. */
    public List<String> names() {
        return maps.maps().all().stream().map(TableMap::name).sorted().toList();
    }

    /**
     * @param names of maps in effect
     * @param company only rows of this company, also of tables whose rows say none of their own; all if empty
     * @param limit most rows to list for a map
     * @throws IllegalArgumentException if it takes a company to compare a map, and none is given
     * @throws IOException if a system does not answer, or refuses
     */
    public List<Compared> of(List<String> names, Optional<String> company, int limit) throws IOException {
        return of(names, company, limit, Finds.NOBODY);
    }

    /** @param finds is told of every row that is not the same, also of those that are not listed */
    public List<Compared> of(List<String> names, Optional<String> company, int limit, Finds finds) throws IOException {
        Map<Side, Optional<String>> unsaid = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            unsaid.put(side, settings.optional(side.word() + ".company"));
        }
        Scope scope = new Scope(company, unsaid, limit);
        List<Compared> compared = new ArrayList<>();
        try (Systems systems = Systems.of(settings)) {
            Map<String, Rule> rules = rules(systems);
            for (String name : names) {
                TableMap map = maps.named(name);
                compared.add(new TableComparison(
                                map,
                                passages(map, rules),
                                scope,
                                maps.maps().all(),
                                maps.maps().parentOf(map),
                                finds)
                        .of(systems.rows()));
            }
        }
        return compared;
    }

    private Map<Direction, Passage> passages(TableMap map, Map<String, Rule> rules) {
        Map<Direction, Passage> passages = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            Map<String, Rule> deciding = new LinkedHashMap<>();
            for (String step : flows.of(map.name() + "." + direction.word())) {
                if (FILLING.contains(step)) {
                    deciding.put(step, change -> {});
                } else if (DECIDING.contains(step) && !ownedByFinops(map, direction, step)) {
                    deciding.put(step, rules.get(step));
                }
            }
            passages.put(direction, new Passage(firstLeg(map, direction), mapping(map, direction), deciding));
        }
        return passages;
    }

    private Mapping mapping(TableMap map, Direction direction) {
        return maps.mapping(map.name(), direction).orElseThrow();
    }

    private Optional<Mapping> firstLeg(TableMap map, Direction direction) {
        return map.cds() instanceof Cds.Both legs ? Optional.of(mapping(legs.first(), direction)) : Optional.empty();
    }

    /** Where these come from F&O as well, what they say on the way back depends on what was there before. */
    private static boolean ownedByFinops(TableMap map, Direction direction, String rule) {
        return direction == Direction.TO_FINOPS
                && map.flows(Direction.TO_DATAVERSE)
                && Set.of("lineDiscount", "orderStatus").contains(rule);
    }

    private Map<String, Rule> rules(Systems systems) {
        Remote sales = new Remote(
                new ODataClient(
                        systems.transports().get(Side.DATAVERSE),
                        systems.roots().get(Side.DATAVERSE)),
                new Gate(systems.clock(), DeliverySettings.standard()));
        return Rules.named(
                new RulePorts(
                        new CurrencyDecimals(
                                new Questions(
                                        sales,
                                        new Retries(DeliverySettings.standard(), systems.clock()),
                                        systems.clock()),
                                systems.clock()),
                        (map, order) -> List.of(),
                        new RuleTables(maps::maps),
                        // Any list will do: which one it is, is not compared.
                        currency -> Optional.of("any"),
                        ShippingDefaults.none(),
                        // Rows read from Sales say themselves what their company is.
                        ActiveCustomers.nobody()),
                OrderStatusPolicy.of(settings.text("rules.order-status")),
                ProductStart.of(settings.text("rules.product-state")));
    }
}
