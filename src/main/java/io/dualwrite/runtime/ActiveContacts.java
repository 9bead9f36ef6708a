package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.intake.Format;
import io.dualwrite.journal.Journal;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.rule.ActiveCustomers;
import io.dualwrite.rule.Unanswered;
import io.dualwrite.tablemap.Expansion;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Accounts and contacts as they stand in Sales. A contact that becomes an active customer is dropped for us first and
 * told to Sales after that: if we die in between, the next document of the contact finds it inactive and does both again.
 */
final class ActiveContacts implements ActiveCustomers {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String ACCOUNTS = "accounts";
    private static final String CONTACTS = "contacts";
    private static final String NUMBER = "msdynce_contactnumber";
    private static final String ACTIVE = "msdynce_isactivecustomer";
    private static final String CUSTOMERS = "CustomersV2";

    private final Questions dataverse;
    private final Journal journal;
    private final LiveMaps maps;
    private final AtomicReference<Acceptance> acceptance;

    /** Whoever needs nothing to be done; many documents of one customer come at once. */
    private final Cache<String, Known> known;

    /** Customers that we made and that were not in F&O yet when we last looked. */
    private final Cache<String, RowRef> onTheirWay;

    private enum Known {
        ACCOUNT,
        ACTIVE_CONTACT
    }

    /** @param acceptance set before the first flow starts */
    ActiveContacts(
            Questions dataverse, Journal journal, LiveMaps maps, AtomicReference<Acceptance> acceptance, Clock clock) {
        this.dataverse = dataverse;
        this.journal = journal;
        this.maps = maps;
        this.acceptance = acceptance;
        this.known = Caches.of(clock, 10_000, Duration.ofSeconds(30));
        this.onTheirWay = Caches.of(clock, 10_000, Duration.ofDays(1));
    }

    @Override
    public boolean isAccount(String number) {
        String name = name(number);
        boolean account = known.getIfPresent(name) == Known.ACCOUNT
                || !accounts(ask(number, account(number))).isEmpty();
        if (account) {
            known.put(name, Known.ACCOUNT);
        }
        return account;
    }

    @Override
    public Optional<RowRef> hasActivity(String number, Optional<String> company) {
        RowRef customer = new RowRef(Side.FINOPS, CUSTOMERS, RowKey.of(company, List.of(number)));
        // One thread at a time for a number; what Sales does not have is not remembered, it may come.
        Known who = known.get(name(number), name -> look(number, company, customer));
        Optional<RowRef> awaited = Optional.ofNullable(onTheirWay.getIfPresent(customer.toString()))
                .filter(row -> who == Known.ACTIVE_CONTACT && !isThere(row));
        if (awaited.isEmpty()) {
            onTheirWay.invalidate(customer.toString());
        }
        return awaited;
    }

    private Known look(String number, Optional<String> company, RowRef customer) {
        List<HttpAnswer> answers = ask(number, account(number), contact(number));
        if (!accounts(answers).isEmpty()) {
            return Known.ACCOUNT;
        }
        JsonNode contacts = Questions.rows(answers.get(1));
        if (contacts.size() > 1) {
            throw new Unanswered(Outcome.rejected(
                    "lookup-ambiguous",
                    NUMBER,
                    number,
                    "exactly one contact in Sales with this number",
                    "give one of the two contacts another number in Sales, then retry the row"));
        }
        if (contacts.isEmpty()) {
            return null;
        }
        if (!contacts.path(0).path(ACTIVE).asBoolean()) {
            activate(number, contacts.path(0).path("contactid").asText(), company, customer);
        }
        return Known.ACTIVE_CONTACT;
    }

    private void activate(String number, String id, Optional<String> company, RowRef customer) {
        String address = ODataKey.byId(CONTACTS, id);
        if (acceptance.get().takes(Side.DATAVERSE, CONTACTS)) {
            String expand =
                    Expansion.of(contactMaps()).map(option -> "?" + option).orElse("");
            accept(number, ask(number, HttpCall.get(address + expand)).get(0), company);
            onTheirWay.put(customer.toString(), customer);
        }
        String body = JSON.createObjectNode().put(ACTIVE, true).toString();
        ask(number, HttpCall.patch(address, body).with("If-Match", "*"));
    }

    private void accept(String number, HttpAnswer contact, Optional<String> company) {
        try {
            ObjectNode row = (ObjectNode) JSON.readTree(contact.body());
            row.put(ACTIVE, true);
            acceptance
                    .get()
                    .acceptText(
                            Side.DATAVERSE,
                            "active customer " + number,
                            CONTACTS,
                            Format.JSON,
                            row.toString(),
                            company);
        } catch (FileRejected | JsonProcessingException unusable) {
            throw new Unanswered(Outcome.rejected(
                    "contact-not-taken",
                    NUMBER,
                    number,
                    "a contact that can be made a customer; it is not: " + unusable.getMessage(),
                    "correct the contact in Sales, then retry the row"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that read contacts, also those that take them to CDS. */
    private List<TableMap> contactMaps() {
        return Stream.concat(maps.maps().all().stream(), maps.maps().firstLegs().stream())
                .filter(map -> map.table(Side.DATAVERSE).equals(CONTACTS))
                .toList();
    }

    private boolean isThere(RowRef customer) {
        return maps.maps().reading(Side.FINOPS, CUSTOMERS).stream()
                .flatMap(map -> journal.links(map.name(), List.of(customer.key())).values().stream())
                .anyMatch(link -> !link.deleted());
    }

    private static HttpCall account(String number) {
        return HttpCall.get(ODataKey.empty().text("accountnumber", number).query(ACCOUNTS, "accountid", 1));
    }

    private static HttpCall contact(String number) {
        return HttpCall.get(ODataKey.empty().text(NUMBER, number).query(CONTACTS, "contactid," + ACTIVE, 2));
    }

    private static JsonNode accounts(List<HttpAnswer> answers) {
        return Questions.rows(answers.get(0));
    }

    /** Answers that say yes. */
    private List<HttpAnswer> ask(String number, HttpCall... calls) {
        List<HttpAnswer> answers = dataverse.ask(List.of(calls));
        answers.stream().filter(answer -> !answer.ok()).findFirst().ifPresent(no -> {
            throw new Unanswered(Outcome.rejected(
                    "active-customer-refused",
                    NUMBER,
                    number,
                    "Sales tells whether this customer is active, and makes it so; it says (" + no.status() + "): "
                            + ODataError.of(no),
                    "let this program read accounts and contacts in Sales and write " + ACTIVE
                            + ", then retry the row"));
        });
        return answers;
    }

    private static String name(String number) {
        return number.strip().toUpperCase(Locale.ROOT);
    }
}
