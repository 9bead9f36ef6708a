package io.dualwrite.diagram;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapOrder;
import io.dualwrite.tablemap.MapOrder.Need;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.ValueMap;
import java.util.List;

/** One table map: its fields on both sides, which way they flow, and the maps whose rows they name. */
public final class MapDiagram {
    private static final String FINOPS = "f";
    private static final String DATAVERSE = "d";
    private static final String CONSTANT = "c";
    private static final String MAP = "m";

    private final TableMap map;
    private final List<Need> needs;
    private final Mermaid mermaid = new Mermaid("flowchart LR");

    private MapDiagram(TableMap map, List<Need> needs) {
        this.map = map;
        this.needs = needs;
    }

    /** @param order of the maps that this one is of */
    public static String of(TableMap map, MapOrder order) {
        return new MapDiagram(map, order.needsOf(map)).drawn();
    }

    private String drawn() {
        fields(Side.FINOPS, FINOPS);
        fields(Side.DATAVERSE, DATAVERSE);
        map.fields().forEach(this::arrow);
        needs.stream()
                .filter(need -> mermaid.knows(DATAVERSE, need.path()))
                .forEach(need -> mermaid.line(mermaid.id(DATAVERSE, need.path()) + " -.-> " + other(need)));
        return mermaid.toString();
    }

    private void fields(Side side, String letter) {
        mermaid.line("subgraph " + side.word() + "[" + Mermaid.label(map.table(side)) + "]");
        map.fields().stream()
                .flatMap(field -> field.name(side).stream())
                .distinct()
                .forEach(name -> mermaid.line("    " + mermaid.id(letter, name) + "[" + Mermaid.label(name) + "]"));
        mermaid.line("end");
    }

    private void arrow(FieldMapping field) {
        boolean there = field.flows(Direction.TO_DATAVERSE);
        boolean back = field.flows(Direction.TO_FINOPS);
        String finops = end(field, Side.FINOPS, FINOPS);
        String dataverse = end(field, Side.DATAVERSE, DATAVERSE);
        String label = field.values()
                .map(ValueMap::name)
                .map(name -> "|" + Mermaid.label("via " + name) + "| ")
                .orElse("");
        if (there && back) {
            mermaid.line(finops + " <--> " + label + dataverse);
        } else {
            mermaid.line(there ? finops + " --> " + label + dataverse : dataverse + " --> " + label + finops);
        }
    }

    /** A field, or the constant that stands in for one. */
    private String end(FieldMapping field, Side side, String letter) {
        return field.name(side).map(name -> mermaid.id(letter, name)).orElseGet(() -> {
            String id = mermaid.id(CONSTANT, String.valueOf(field.line()));
            return id + "([" + Mermaid.label(field.otherwise().orElse("nothing")) + "])";
        });
    }

    private String other(Need need) {
        String name = need.needed().name();
        return mermaid.knows(MAP, name)
                ? mermaid.id(MAP, name)
                : mermaid.id(MAP, name) + "{{" + Mermaid.label("map " + name) + "}}";
    }
}
