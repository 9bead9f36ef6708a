package io.dualwrite.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.migration.MigrationOptions.PartyNumbers;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Two systems that answer queries with the rows they were given, and a folder of exports. */
final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String COMPANY = "c0000000-0000-4000-8000-000000000001";
    static final String GROUP = "90000000-0000-4000-8000-000000000001";

    private final Path folder;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    Optional<String> company = Optional.of("USMF");
    PartyNumbers parties = PartyNumbers.ACCOUNT_NUMBER;
    String customers = "all";
    Optional<Path> aliases = Optional.empty();
    Optional<Locale> locale = Optional.empty();

    Fixture(Path folder) {
        this.folder = folder;
        finops("LegalEntities", "{'LegalEntityId':'usmf'}");
        finops("CustomerGroups", "{'dataAreaId':'usmf','CustomerGroupId':'10'}");
        sales("cdm_companies", "{'cdm_companyid':'" + COMPANY + "','cdm_companycode':'USMF'}");
        sales(
                "msdyn_customergroups",
                "{'msdyn_customergroupid':'" + GROUP + "','msdyn_groupid':'10','_msdyn_company_value':'" + COMPANY
                        + "'}");
    }

    void finops(String set, String json) {
        rows.computeIfAbsent("/data/" + set, key -> new ArrayList<>()).add(json.replace('\'', '"'));
    }

    void sales(String set, String json) {
        rows.computeIfAbsent("/api/data/v9.2/" + set, key -> new ArrayList<>()).add(json.replace('\'', '"'));
    }

    /** Sales has the table, and no row in it. */
    void without(String set) {
        rows.get("/api/data/v9.2/" + set).clear();
    }

    void customer(String number, String party) {
        finops("CustomersV3", "{'dataAreaId':'usmf','CustomerAccount':'" + number + "','PartyNumber':'" + party + "'}");
    }

    Path export(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    MigrationReport run() throws IOException {
        Map<Side, Transport> transports = new EnumMap<>(Side.class);
        Map<Side, String> roots = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            transports.put(side, this::answer);
            roots.put(side, "http://box" + (side == Side.FINOPS ? "/data" : "/api/data/v9.2"));
        }
        MigrationOptions options = new MigrationOptions(
                company,
                "10",
                "en-us",
                "Item-based",
                parties,
                customers,
                Optional.empty(),
                aliases,
                Optional.empty(),
                locale,
                Optional.of(folder.resolve("ready")),
                false,
                false);
        Work work = new Work(
                transports,
                roots,
                folder.resolve("state"),
                100,
                country -> List.of("US", "United States").contains(country),
                false,
                length -> {},
                Clock.systemUTC());
        return new Migration(options, InputFiles.of(List.of(folder), Map.of()), work).run();
    }

    /** A column of the file that is ready to import, row by row. */
    List<String> ready(String table, String column) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("ready").resolve(table + ".csv"));
        List<String> header = List.of(lines.get(0).replace("\uFEFF", "").split(",", -1));
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1)[header.indexOf(column)])
                .toList();
    }

    private HttpAnswer answer(HttpCall call) {
        String path = call.url().replaceFirst("http://box", "").replaceFirst("\\?.*", "");
        String body = path.endsWith("$metadata") ? metadata() : page(path);
        return new HttpAnswer(200, Map.of(), body);
    }

    private String page(String path) {
        return "{\"value\":[" + String.join(",", rows.getOrDefault(path, List.of())) + "]}";
    }

    /** Every set has what its rows have, and what the migration fills. */
    private String metadata() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (ImportTable table : ImportTable.values()) {
            List<String> names = columns.computeIfAbsent(table.set(), key -> new ArrayList<>());
            Target.of(table).forEach(target -> names.add(target.property()));
        }
        rows.forEach((path, all) -> all.forEach(row -> read(row)
                .fieldNames()
                .forEachRemaining(columns.computeIfAbsent(
                        path.substring(path.lastIndexOf('/') + 1), key -> new ArrayList<>())::add)));
        String types = columns.entrySet().stream()
                .map(set -> "<EntityType Name=\"" + set.getKey() + "\">"
                        + set.getValue().stream()
                                .distinct()
                                .map(name -> "<Property Name=\"" + name + "\"/>")
                                .collect(Collectors.joining())
                        + "</EntityType><EntitySet Name=\"" + set.getKey() + "\" EntityType=\"x." + set.getKey()
                        + "\"/>")
                .collect(Collectors.joining());
        return "<Edmx>" + types + "</Edmx>";
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
