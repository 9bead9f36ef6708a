package io.dualwrite.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.dualwrite.row.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Flattens one JSON object into a row: <code>{"a":{"b":1}}</code> becomes <code>a.b</code>. Of annotations only the
 * table of a polymorphic lookup stays ({@code _customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname}).
 */
final class JsonObjects {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String LOOKUP_TABLE = "@microsoft.dynamics.crm.lookuplogicalname";
    /** Beyond any column, and small enough that a number such as 1e999999999 is never written out. */
    private static final int DIGITS = 400;

    private final Limits limits;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private long nameCharacters;

    private JsonObjects(Limits limits) {
        this.limits = limits;
    }

    /** A record that is no row. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Fault fault;

        Broken(Fault fault) {
            super(fault.found(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * @throws Broken if the text is not one JSON object, or one that a row cannot hold
     */
    static Row row(JsonText json, Limits limits) throws Broken {
        refuse(TextFault.in("", json.text()));
        JsonObjects objects = new JsonObjects(limits);
        try (JsonParser parser = FACTORY.createParser(json.text())) {
            parser.nextToken();
            objects.readObject(parser, "", 1);
            return Row.of(objects.values);
        } catch (JsonProcessingException e) {
            throw new Broken(Fault.of(
                    messageOf(e, json.line()), "a JSON object", "correct the object, or export the file again"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String messageOf(JsonProcessingException e, long line) {
        JsonLocation location = e.getLocation();
        String where = location == null ? "" : " on line " + (line + location.getLineNr() - 1);
        return e.getOriginalMessage().lines().findFirst().orElse("no JSON") + where;
    }

    private void readObject(JsonParser parser, String prefix, int level) throws IOException, Broken {
        if (level > limits.nesting()) {
            throw new Broken(Fault.in(
                    prefix,
                    "nested-too-deep",
                    "more than " + limits.nesting() + " levels",
                    "at most " + limits.nesting(),
                    "expand fewer lookups"));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            parser.nextToken();
            readValue(parser, name, level);
        }
    }

    private void readValue(JsonParser parser, String name, int level) throws IOException, Broken {
        if (isDropped(name)) {
            parser.skipChildren();
            return;
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, name + ".", level + 1);
            case START_ARRAY -> expectEmpty(parser, name);
            case VALUE_STRING -> put(name, textOf(parser, name));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(name, numberOf(parser, name));
            case VALUE_TRUE, VALUE_FALSE -> put(name, parser.getBooleanValue());
            default -> put(name, null);
        }
    }

    private static boolean isDropped(String name) throws Broken {
        int at = name.indexOf('@');
        if (at < 0) {
            return false;
        }
        String annotation = name.substring(at).toLowerCase(Locale.ROOT);
        if (annotation.equals("@odata.bind")) {
            throw new Broken(Fault.in(
                    name,
                    "bind-in-drop",
                    "a link to a row of the sending system",
                    "the key of that row",
                    "give the lookup as an object or a path, such as transactioncurrencyid.isocurrencycode"));
        }
        return !annotation.equals(LOOKUP_TABLE);
    }

    /** Rows of other tables that were expanded into this one are not silently left out. */
    private static void expectEmpty(JsonParser parser, String name) throws IOException, Broken {
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw new Broken(Fault.in(
                    name,
                    "list-in-row",
                    "a list",
                    "one value, or an object with the key of a looked-up row",
                    "drop these rows as a file of their own table"));
        }
    }

    private String textOf(JsonParser parser, String name) throws IOException, Broken {
        String text = parser.getText();
        if (text.length() > limits.cellCharacters()) {
            throw new Broken(Fault.in(
                    name,
                    "cell-too-long",
                    text.length() + " characters",
                    "at most " + limits.cellCharacters() + " characters",
                    "shorten the text"));
        }
        refuse(TextFault.in(name, text));
        return text;
    }

    private static BigDecimal numberOf(JsonParser parser, String name) throws IOException, Broken {
        try {
            BigDecimal number = parser.getDecimalValue();
            if (Math.abs((long) number.scale()) <= DIGITS && number.precision() <= DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below: an exponent of more digits than the JDK holds
        }
        throw new Broken(Fault.in(
                name,
                "number-too-long",
                Fault.shown(parser.getText()),
                "a number of at most " + DIGITS + " digits",
                "correct the number"));
    }

    private void put(String name, Object value) throws Broken {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new Broken(Fault.in(
                    name, "field-twice", "the field is given twice", "each field once", "remove one of the two"));
        }
        refuse(TextFault.in("", name));
        nameCharacters += name.length();
        if (nameCharacters > limits.rowCharacters()) {
            // Each field within an object repeats the names of all objects around it.
            throw new Broken(Fault.of(
                    "names of fields of more than " + limits.rowCharacters() + " characters in all",
                    "at most " + limits.rowCharacters() + " characters",
                    "expand fewer lookups"));
        }
        if (names.size() > limits.columns()) {
            throw new Broken(Fault.of(
                    "more than " + limits.columns() + " fields",
                    "at most " + limits.columns(),
                    "leave out fields that are not mapped"));
        }
        values.put(name, value);
    }

    private static void refuse(Optional<Fault> fault) throws Broken {
        if (fault.isPresent()) {
            throw new Broken(fault.get());
        }
    }
}
