package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Values as they come in JSON, as they are kept, and as they go out. Decimals are kept exactly as sent, also where the
 * real Dataverse would round them silently to the column's precision: a rounding that nobody sees helps no test.
 */
final class Values {
    private Values() {}

    /** @throws Refusal 400 if the JSON value is not one of the column's type */
    static Object parse(Side side, Column column, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isContainerNode()) {
            throw wrongType(column, "{}");
        }
        try {
            return side == Side.FINOPS ? lenient(column, node) : strict(column, node);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrongType(column, node.asText());
        }
    }

    /** F&O's types are inferred here, so numbers may come as text and codes as numbers. */
    private static Object lenient(Column column, JsonNode node) {
        ColumnType type = column.type();
        if (type.isNumber()) {
            return number(type, new BigDecimal(node.asText().trim()));
        }
        if (type == ColumnType.ENUM) {
            return symbol(column, node.asText());
        }
        if (type == ColumnType.DATE_TIME || type == ColumnType.DATE) {
            return moment(node.asText());
        }
        return node.asText();
    }

    private static Object strict(Column column, JsonNode node) {
        return switch (column.type()) {
            case TEXT, ENUM -> text(node);
            case BOOLEAN -> {
                require(node.isBoolean());
                yield node.booleanValue();
            }
            case DATE -> LocalDate.parse(text(node)).toString();
            case DATE_TIME -> moment(text(node));
            case GUID, LOOKUP -> UUID.fromString(text(node)).toString();
            default -> {
                require(node.isNumber());
                yield number(column.type(), node.decimalValue());
            }
        };
    }

    private static String text(JsonNode node) {
        require(node.isTextual());
        return node.textValue();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }

    private static BigDecimal number(ColumnType type, BigDecimal number) {
        if (type == ColumnType.INTEGER || type.isOption()) {
            return BigDecimal.valueOf(exact(number).intValueExact());
        }
        return type == ColumnType.BIG_INTEGER ? BigDecimal.valueOf(exact(number).longValueExact()) : number;
    }

    private static BigDecimal exact(BigDecimal number) {
        require(number.stripTrailingZeros().scale() <= 0);
        require(number.precision() - number.scale() < 20);
        return number;
    }

    private static String symbol(Column column, String sent) {
        if (column.options().isEmpty() || sent.isEmpty()) {
            return sent.isEmpty() && !column.options().isEmpty() ? firstOption(column) : sent;
        }
        String bare = sent.contains("'") ? sent.substring(sent.indexOf('\'') + 1, sent.lastIndexOf('\'')) : sent;
        return column.options().entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase(bare)
                        || option.getValue().equals(bare))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(sent));
    }

    static String firstOption(Column column) {
        return column.options().keySet().iterator().next();
    }

    private static String moment(String text) {
        return OffsetDateTime.parse(text)
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static Refusal wrongType(Column column, String found) {
        return Refusal.badRequest(
                "0x80048d19",
                "Error identified in Payload provided by the user: Cannot convert the literal '" + found
                        + "' to the expected type '" + edmType(column) + "'. Property: " + column.name() + ".");
    }

    static String edmType(Column column) {
        return switch (column.type()) {
            case TEXT, ENUM -> "Edm.String";
            case INTEGER, PICKLIST, STATE, STATUS -> "Edm.Int32";
            case BIG_INTEGER -> "Edm.Int64";
            case DECIMAL, MONEY -> "Edm.Decimal";
            case DOUBLE -> "Edm.Double";
            case BOOLEAN -> "Edm.Boolean";
            case DATE -> "Edm.Date";
            case DATE_TIME -> "Edm.DateTimeOffset";
            case LOOKUP, GUID -> "Edm.Guid";
        };
    }

    /** As it goes out; a lookup as the GUID of its row. */
    static JsonNode print(Object value) {
        return value instanceof Reference reference ? JsonNodeFactory.instance.textNode(reference.id()) : raw(value);
    }

    /** As it is kept in a file. */
    static JsonNode raw(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Reference reference) {
            return nodes.objectNode().put("table", reference.table()).put("id", reference.id());
        }
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 && number.precision() - number.scale() < 19
                    ? nodes.numberNode(number.longValueExact())
                    : nodes.numberNode(number);
        }
        return value instanceof Boolean bool
                ? nodes.booleanNode(bool)
                : value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }

    static Object fromRaw(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Reference(object.get("table").asText(), object.get("id").asText());
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : node.asText();
    }

    /** A moment or a day as an instant, for comparing. */
    static Optional<Instant> instant(Object value) {
        String text = String.valueOf(value).toUpperCase(Locale.ROOT);
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text)
                                    .atStartOfDay(java.time.ZoneOffset.UTC)
                                    .toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
