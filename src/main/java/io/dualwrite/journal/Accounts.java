package io.dualwrite.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dualwrite.row.Change;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.FieldAccount.Old;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts of changes as JSON text; short names, since every delivered row has one. */
final class Accounts {
    private static final int LONGEST_VALUE = 4000;
    private static final int LONGEST = 1_000_000;
    private static final Set<Outcome.Kind> KEPT =
            Set.of(Outcome.Kind.REJECTED, Outcome.Kind.REFUSED, Outcome.Kind.HELD);

    private Accounts() {}

    /** Nothing for a change that wrote nothing and that nobody need look at. */
    static Optional<String> of(Change change) {
        Outcome outcome = change.outcome().orElseThrow();
        boolean told = outcome.kind().delivered()
                || KEPT.contains(outcome.kind())
                || outcome.reason().equals(Outcome.CONFLICT_LOST);
        if (!told) {
            return Optional.empty();
        }
        List<FieldAccount> fields = change.account().fields(change);
        return fields.isEmpty() ? Optional.empty() : Optional.of(text(change.map(), fields));
    }

    /** One after the other; the later one of a field counts. */
    static String joined(String first, String second) {
        String text = first == null || first.length() < 3
                ? second
                : first.substring(0, first.length() - 1) + "," + second.substring(1);
        return text.length() > LONGEST ? second : text;
    }

    static String text(String map, List<FieldAccount> fields) {
        StringWriter text = new StringWriter(96 * fields.size());
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartArray();
            for (FieldAccount field : fields) {
                if (text.getBuffer().length() < LONGEST - 10 * LONGEST_VALUE) {
                    write(json, map, field);
                    json.flush();
                }
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String map, FieldAccount field) throws IOException {
        json.writeStartObject();
        json.writeStringField("f", field.field());
        if (field.old().isPresent() && field.fate() != Fate.EQUAL) {
            json.writeFieldName("o");
            Json.write(json, cut(field.old().get().value()));
        }
        json.writeFieldName("v");
        Json.write(json, cut(field.value()));
        json.writeStringField("s", field.fate().word());
        if (field.why().isPresent()) {
            write(json, map, field.why().get());
        }
        if (!field.decision().isEmpty()) {
            json.writeStringField("d", field.decision());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String map, Reason why) throws IOException {
        if (!why.map().equals(map)) {
            json.writeStringField("m", why.map());
        }
        if (why.line() > 0) {
            json.writeNumberField("l", why.line());
        }
        if (!why.how().isEmpty()) {
            json.writeStringField("h", Texts.cut(why.how(), LONGEST_VALUE));
        }
    }

    private static Object cut(Object value) {
        return value instanceof String text ? Texts.cut(text, LONGEST_VALUE) : value;
    }

    /** @param text null for none */
    static List<FieldAccount> read(String map, String text) {
        Map<String, FieldAccount> fields = new java.util.LinkedHashMap<>();
        if (text == null) {
            return List.of();
        }
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                FieldAccount field = field(map, json);
                fields.put(field.field().toLowerCase(Locale.ROOT), field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrayList<>(fields.values());
    }

    private static FieldAccount field(String map, JsonParser json) throws IOException {
        Map<String, Object> parts = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            parts.put(name, Json.value(json, json.nextToken()));
        }
        Fate fate = Fate.valueOf(String.valueOf(parts.get("s")).toUpperCase(Locale.ROOT));
        Object value = parts.get("v");
        Object old = fate == Fate.EQUAL ? value : parts.get("o");
        boolean looked = fate == Fate.EQUAL || parts.containsKey("o");
        boolean why = parts.containsKey("m") || parts.containsKey("l") || parts.containsKey("h");
        Reason reason = new Reason(
                (String) parts.getOrDefault("m", map), ((Number) parts.getOrDefault("l", 0)).intValue(), (String)
                        parts.getOrDefault("h", ""));
        return new FieldAccount(
                (String) parts.get("f"),
                looked ? Optional.of(new Old(old)) : Optional.empty(),
                value,
                fate,
                why ? Optional.of(reason) : Optional.empty(),
                (String) parts.getOrDefault("d", ""));
    }
}
