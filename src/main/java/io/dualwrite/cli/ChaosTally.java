package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.chaos.Death;
import io.dualwrite.chaos.RunOutcome;
import java.util.Map;
import java.util.TreeMap;

/** The runs of a crash test, added up. */
final class ChaosTally {
    private final Map<String, Integer> landed = new TreeMap<>();
    private int runs;
    private int failed;
    private int missed;
    private int rows;
    private int lost;
    private int doubled;
    private int different;
    private long millis;

    void add(RunOutcome run) {
        runs++;
        failed += run.held() ? 0 : 1;
        rows += run.rows();
        lost += run.findings().lost().size();
        doubled += run.findings().doubled().size();
        different += run.findings().different().size();
        millis += run.millis();
        for (Death death : run.deaths()) {
            if (death.landed()) {
                landed.merge(death.point(), 1, Integer::sum);
            } else {
                missed++;
            }
        }
    }

    boolean held() {
        return failed == 0;
    }

    private int kills() {
        return landed.values().stream().mapToInt(Integer::intValue).sum();
    }

    String text() {
        StringBuilder text = new StringBuilder("\n" + runs + " runs, " + failed + " failed; " + kills()
                + " kills landed, " + missed + " missed; " + rows + " rows: " + lost + " lost, " + doubled
                + " doubled, "
                + different + " different; " + millis / 1000 + " s");
        landed.forEach((point, count) -> text.append("\n  %5d at %s".formatted(count, point)));
        return text.toString();
    }

    String json() {
        ObjectNode document = new ObjectMapper().createObjectNode();
        document.put("runs", runs).put("failed", failed).put("kills", kills()).put("missed", missed);
        document.put("rows", rows).put("lost", lost).put("doubled", doubled).put("different", different);
        document.put("millis", millis);
        ObjectNode points = document.putObject("landed");
        landed.forEach(points::put);
        return document.toString();
    }
}
