package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.Numbering;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Number sequences of the two systems are not connected: they must not give the same number to two documents. */
final class Numbers {
    private final LiveSide finops;
    private final LiveSide dataverse;
    private final JsonNode organization;
    private final Consumer<Finding> found;

    /** @param organization the row of Sales; missing if it cannot be read: what needs it is then left out */
    Numbers(LiveSide finops, LiveSide dataverse, JsonNode organization, Consumer<Finding> found) {
        this.finops = finops;
        this.dataverse = dataverse;
        this.organization = organization;
        this.found = found;
    }

    /** By what each refers to: the data type's name in lower case. */
    Map<String, List<NumberRange>> ranges() throws Unreadable {
        Map<String, JsonNode> sequences = new LinkedHashMap<>();
        finops.rows("SequenceV2Tables", "NumberSequenceCode,ScopeType,ScopeValue,Format,Smallest,Largest")
                .forEach(row -> sequences.put(scoped(row), row));
        Map<String, List<NumberRange>> ranges = new LinkedHashMap<>();
        finops.rows("NumberSequencesV2References", "DataTypeName,NumberSequenceCode,ScopeType,ScopeValue")
                .forEach(row -> {
                    JsonNode sequence = sequences.get(scoped(row));
                    if (sequence != null && !sequence.path("Format").asText().isBlank()) {
                        String type = row.path("DataTypeName").asText().toLowerCase(Locale.ROOT);
                        ranges.computeIfAbsent(type, key -> new ArrayList<>()).add(NumberRange.of(sequence));
                    }
                });
        return ranges;
    }

    void check(Numbered kind, TableMaps maps, Map<String, List<NumberRange>> ranges) throws Unreadable {
        Optional<NumberShape> sales = inSales(kind, maps);
        if (sales.isPresent()) {
            check(kind, ranges.getOrDefault(kind.dataType().toLowerCase(Locale.ROOT), List.of()), sales.get());
        }
    }

    private static String scoped(JsonNode row) {
        return (row.path("NumberSequenceCode").asText() + " "
                        + row.path("ScopeType").asText() + " "
                        + row.path("ScopeValue").asText())
                .toLowerCase(Locale.ROOT);
    }

    /** How Sales numbers these; nothing if it leaves the number to whoever types it, or cannot be asked. */
    private Optional<NumberShape> inSales(Numbered kind, TableMaps maps) throws Unreadable {
        if (!kind.prefix().isEmpty()) {
            return organization.isMissingNode()
                    ? Optional.empty()
                    : shape(organization.path(kind.prefix()).asText() + "-{SEQNUM:5}-{RANDSTRING:"
                            + organization.path("uniquespecifierlength").asInt(6) + "}");
        }
        Optional<Numbering> ours = maps.named(kind.map()).flatMap(TableMap::numbering);
        return ours.isPresent()
                ? shape(ours.get().prefix() + "-{SEQNUM:5}-{RANDSTRING:6}")
                : shape(autoNumberFormat(kind));
    }

    private static Optional<NumberShape> shape(String format) {
        return Optional.of(format).filter(text -> !text.isBlank()).map(NumberShape::ofDataverse);
    }

    private String autoNumberFormat(Numbered kind) throws Unreadable {
        return dataverse
                .one("EntityDefinitions(LogicalName='" + kind.logicalName() + "')/Attributes(LogicalName='"
                        + kind.column() + "')?$select=LogicalName,AutoNumberFormat")
                .path("AutoNumberFormat")
                .asText("");
    }

    private void check(Numbered kind, List<NumberRange> ranges, NumberShape sales) throws Unreadable {
        if (ranges.isEmpty()) {
            found.accept(new Finding(
                    Code.NUMBER_RANGE_UNKNOWN,
                    kind.place(Side.FINOPS),
                    "no number sequence for " + kind.dataType(),
                    "one beside that of Sales, " + sales.text()));
            return;
        }
        // Companies usually share a format: one of them tells it.
        Map<String, NumberRange> meeting = new LinkedHashMap<>();
        ranges.stream()
                .filter(range -> range.shape().meets(sales) && !behind(kind, range, sales))
                .forEach(range -> meeting.putIfAbsent(range.shape().text(), range));
        meeting.values()
                .forEach(range -> found.accept(new Finding(
                        Code.NUMBER_RANGE_OVERLAP,
                        kind.place(Side.FINOPS),
                        kind.map() + ": " + range.code() + " gives "
                                + range.shape().text() + " up to " + range.largest() + ", Sales gives " + sales.text(),
                        "formats that no number fits both of")));
        new Strangers(finops, dataverse, found).check(kind, ranges, sales);
    }

    /** Does the sequence end before the counter of Sales? Only where Sales tells its counter. */
    private boolean behind(Numbered kind, NumberRange range, NumberShape sales) {
        return !kind.counter().isEmpty()
                && sales.counter() >= 0
                && range.largest() > 0
                && range.largest() < organization.path(kind.counter()).asLong();
    }
}
