package io.dualwrite.cases;

import io.dualwrite.mapping.Mapping;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.rule.Rule;
import io.dualwrite.rule.Rules;
import io.dualwrite.tablemap.Cds;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A case on its way through its map and rules, as a row of a drop goes. */
final class CaseRun {
    private static final RowKey NO_KEY = RowKey.global("");

    private final Cases cases;
    private final CaseFile file;
    private final TableMap map;
    private final Direction direction;
    private final Map<String, String> decidedBy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private MapKeys.Found key;
    private String settledBy = "the map";
    private Optional<RowKey> parent = Optional.empty();
    private Optional<Change> change = Optional.empty();

    CaseRun(Cases cases, CaseFile file, TableMap map) {
        this.cases = cases;
        this.file = file;
        this.map = map;
        this.direction = file.direction();
    }

    TableMap map() {
        return map;
    }

    Optional<RowKey> key() {
        return key.key();
    }

    Optional<RowKey> parent() {
        return parent;
    }

    Optional<Outcome> outcome() {
        return change.isPresent() ? change.get().outcome() : key.outcome();
    }

    /** What is written, those fields as well that are written after the lines. */
    Row written() {
        return change.map(done -> done.target().overlaidWith(done.last())).orElse(Row.empty());
    }

    Optional<Change> change() {
        return change;
    }

    List<String> warnings() {
        return change.map(Change::warnings).orElse(List.of());
    }

    /** The map or the rule that gave the row its outcome. */
    String settledBy() {
        return settledBy;
    }

    /** The rule that gave a field of the target its value, if a rule did. */
    Optional<String> decidedBy(String field) {
        return Optional.ofNullable(decidedBy.get(field));
    }

    /** @throws Unstated if a rule asks for something that the case does not say */
    void run() {
        SourceFormats formats = file.given().formats(cases.formats().get(direction.source()));
        Mapping mapping = Mapping.compile(map, direction, cases.schema(), formats);
        Optional<String> company = file.given().company();
        Row keyed = mapping.withKeyDays(file.given().row());
        key = MapKeys.keyOf(map, direction.source(), keyed, company);
        parent = cases.maps().parentOf(map).flatMap(header -> MapKeys.parentKeyOf(
                        map, header, direction.source(), keyed, company)
                .key());
        if (key.outcome().isPresent() && map.flows(direction)) {
            return;
        }
        Change row = dropped(key.key().orElse(NO_KEY));
        change = Optional.of(row);
        if (map.cds() instanceof Cds.Both legs) {
            Mapping.compile(legs.first(), direction, cases.schema(), formats).apply(row);
        }
        mapping.apply(row);
        rules(row);
    }

    private void rules(Change row) {
        Map<String, Rule> known =
                Rules.named(file.given().answers().ports(cases.tables()), cases.orderStatus(), cases.products());
        settledBy = row.settled() ? "the map" : "";
        for (String name : ruleNames()) {
            Row before = written();
            known.get(name).apply(row);
            if (settledBy.isEmpty() && row.settled()) {
                settledBy = "rule " + name;
            }
            Row after = written();
            after.names().stream()
                    .filter(field -> !before.has(field) || !Row.same(before.get(field), after.get(field)))
                    .forEach(field -> decidedBy.put(field, name));
        }
    }

    /** Only those that are known: a flow may have steps of its own. */
    private List<String> ruleNames() {
        return file.rules().orElseGet(() -> cases.flows().apply(map.name(), direction)).stream()
                .filter(Rules.descriptions()::containsKey)
                .toList();
    }

    private Change dropped(RowKey own) {
        Given given = file.given();
        Optional<Link> link = given.link()
                .map(images -> link(map.name(), own, images))
                .or(() -> given.image().map(image -> link(map.name(), own, ofSource(image))));
        Optional<Link> header = given.parent()
                .map(images ->
                        link(cases.maps().parentOf(map).map(TableMap::name).orElse(""), parent.orElse(NO_KEY), images));
        Place place = new Place(file.file().toString(), file.line());
        return new Change(1, map.name(), direction, given.operation(), own, place, given.row(), link, header, 0);
    }

    private Images ofSource(Row image) {
        boolean finops = direction.source() == Side.FINOPS;
        return new Images(finops ? image : Row.empty(), finops ? Row.empty() : image, Row.empty());
    }

    private Link link(String mapName, RowKey rowKey, Images images) {
        return new Link(
                mapName,
                rowKey,
                Optional.empty(),
                images.finops(),
                images.dataverse(),
                direction.source(),
                map.fingerprint(),
                images.pending(),
                false);
    }
}
