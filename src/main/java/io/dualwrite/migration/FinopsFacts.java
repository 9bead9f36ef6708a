package io.dualwrite.migration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What F&O has, of all companies: legal entities, customer groups, customers and contact persons. */
final class FinopsFacts {
    private final Set<String> companies = new TreeSet<>();
    private final Set<Pair> groups = new HashSet<>();
    private final Map<Pair, String> parties = new HashMap<>();
    private final Map<String, Set<String>> companiesOfCustomer = new HashMap<>();
    private final Map<Pair, Person> personsByParty = new LinkedHashMap<>();
    private final Map<Pair, Person> personsById = new HashMap<>();

    /** A contact person. */
    record Person(String id, String party) {}

    private FinopsFacts() {}

    static FinopsFacts read(LiveSystem finops, Set<ImportTable> tables) throws IOException {
        FinopsFacts facts = new FinopsFacts();
        facts.each(
                finops,
                "LegalEntities",
                List.of("LegalEntityId"),
                row -> facts.companies.add(text(row, "LegalEntityId").toUpperCase(Locale.ROOT)));
        if (tables.contains(ImportTable.ACCOUNTS) || tables.contains(ImportTable.CONTACTS)) {
            facts.each(
                    finops,
                    "CustomerGroups",
                    List.of("dataAreaId", "CustomerGroupId"),
                    row -> facts.groups.add(new Pair(text(row, "dataAreaId"), text(row, "CustomerGroupId"))));
            facts.each(finops, "CustomersV3", List.of("dataAreaId", "CustomerAccount", "PartyNumber"), facts::customer);
        }
        if (tables.contains(ImportTable.CONTACTS)) {
            facts.each(
                    finops,
                    "CDSContactsV2",
                    List.of("dataAreaId", "ContactPersonId", "ContactPersonPartyNumber"),
                    facts::person);
        }
        return facts;
    }

    private void each(LiveSystem finops, String set, List<String> columns, Consumer<JsonNode> row) throws IOException {
        finops.each(set + "?$select=" + String.join(",", columns) + "&cross-company=true", row);
    }

    private void customer(JsonNode row) {
        Pair customer = new Pair(text(row, "dataAreaId"), text(row, "CustomerAccount"));
        parties.put(customer, text(row, "PartyNumber"));
        companiesOfCustomer
                .computeIfAbsent(customer.number(), key -> new TreeSet<>())
                .add(customer.company());
    }

    private void person(JsonNode row) {
        Person person = new Person(text(row, "ContactPersonId"), text(row, "ContactPersonPartyNumber"));
        personsById.put(new Pair(text(row, "dataAreaId"), person.id()), person);
        personsByParty.putIfAbsent(new Pair(text(row, "dataAreaId"), person.party()), person);
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText("");
    }

    Set<String> companies() {
        return companies;
    }

    boolean group(String company, String group) {
        return groups.contains(new Pair(company, group));
    }

    /** The party number of a customer; blank if F&O has none, nothing if there is no such customer. */
    Optional<String> party(String company, String account) {
        return Optional.ofNullable(parties.get(new Pair(company, account)));
    }

    /** The companies that have a customer of this number. */
    Set<String> companiesOf(String account) {
        return companiesOfCustomer.getOrDefault(account.strip().toUpperCase(Locale.ROOT), Set.of());
    }

    /** The contact person that the old solution made of a contact: its number became the party's, or the person's own. */
    Optional<Person> person(String company, String number) {
        return Optional.ofNullable(personsById.get(new Pair(company, number)))
                .or(() -> Optional.ofNullable(personsByParty.get(new Pair(company, number))));
    }
}
