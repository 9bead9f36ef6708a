package io.dualwrite.runtime;

import io.dualwrite.diagram.MapDiagram;
import io.dualwrite.diagram.OrderDiagram;
import io.dualwrite.diagram.StatusDiagram;
import io.dualwrite.lint.RuleTables;
import io.dualwrite.row.Side;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.Rules;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.List;

/** Pictures of what is in effect, as Mermaid text. */
public final class Drawing {
    private static final String ORDERS = "orders";

    private final Settings settings;
    private final TableMaps maps;

    /**
     * Reads the maps.
     *
     * @throws io.dualwrite.tablemap.MapErrors if a map does not check
     */
    public Drawing(Settings settings) {
        this.settings = settings;
        this.maps = MapSource.of(settings).load();
    }

    /** The names of the maps in effect. */
    public List<String> maps() {
        return maps.all().stream().map(TableMap::name).sorted().toList();
    }

    /** The fields of a map in effect. */
    public String map(String name) {
        return MapDiagram.of(maps.named(name).orElseThrow(), maps.order());
    }

    /** Which map comes before which. */
    public String order() {
        return OrderDiagram.of(maps.order());
    }

    /** What the rule orderStatus does with an order. */
    public String status() {
        boolean newest = maps.named(ORDERS).filter(TableMap::newest).isPresent();
        OrderStatusPolicy policy = OrderStatusPolicy.of(settings.text("rules.order-status"));
        return StatusDiagram.of(
                Rules.orderStatus(policy, new RuleTables(() -> maps), newest),
                Schema.shipped().table(Side.DATAVERSE, "salesorders").orElseThrow());
    }
}
