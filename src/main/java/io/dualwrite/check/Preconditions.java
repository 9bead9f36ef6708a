package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs all checks; one that cannot be made is a finding, and the others go on. */
public final class Preconditions {
    private final Installed installed;
    private final Map<Side, LiveSide> sides = new EnumMap<>(Side.class);
    private final List<Finding> findings = new ArrayList<>();
    private JsonNode organization = MissingNode.getInstance();

    private interface Check {
        void run() throws Unreadable;
    }

    /** @param roots service roots, as {@code https://org.crm.dynamics.com/api/data/v9.2} */
    public Preconditions(Installed installed, Map<Side, Transport> transports, Map<Side, String> roots) {
        this.installed = installed;
        roots.forEach((side, root) -> sides.put(side, new LiveSide(side, transports.get(side), root)));
    }

    public List<Finding> find() {
        List<LiveSide> there =
                sides.values().stream().filter(side -> attempt(side::reach)).toList();
        for (LiveSide side : there) {
            attempt(() -> new MapsCheck(installed, findings::add).check(side.side(), side.metadata()));
        }
        LiveSide sales = sides.get(Side.DATAVERSE);
        if (there.contains(sales)) {
            attempt(() -> new AlternateKeys(installed, findings::add).check(sales));
            attempt(() -> new SharedNumbers(installed.schema(), findings::add).check(sales));
            attempt(() -> {
                organization = Organization.of(sales);
                Organization.check(organization, findings::add);
            });
        }
        if (there.size() == sides.size()) {
            both(sides.get(Side.FINOPS), sales);
        }
        return List.copyOf(findings);
    }

    private void both(LiveSide finops, LiveSide sales) {
        ReferenceData data = new ReferenceData(finops, sales, findings::add);
        attempt(data::companies);
        attempt(data::units);
        attempt(() ->
                data.currencies(organization.path("pricingdecimalprecision").asInt(Integer.MAX_VALUE)));
        Numbers numbers = new Numbers(finops, sales, organization, findings::add);
        attempt(() -> {
            Map<String, List<NumberRange>> ranges = numbers.ranges();
            // One kind of documents that may not be read does not hide what is wrong with the others.
            Numbered.ALL.stream()
                    .filter(kind -> installed.maps().named(kind.map()).isPresent())
                    .forEach(kind -> attempt(() -> numbers.check(kind, installed.maps(), ranges)));
        });
    }

    private boolean attempt(Check check) {
        try {
            check.run();
            return true;
        } catch (Unreadable unreadable) {
            findings.add(new Finding(
                    unreadable.code(),
                    Place.of(unreadable.side(), unreadable.question()),
                    unreadable.getMessage(),
                    "an answer"));
            return false;
        }
    }
}
