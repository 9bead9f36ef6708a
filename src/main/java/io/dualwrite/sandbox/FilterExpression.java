package io.dualwrite.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A parsed {@code $filter}, or a part of it; its value is text, BigDecimal, Boolean, Reference or null. */
interface FilterExpression {
    /** @param row gives the value of a property path such as {@code primarycontactid/fullname} */
    Object of(Function<String, Object> row);

    record Literal(Object value) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            return value;
        }
    }

    record Property(String path) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            return row.apply(path);
        }
    }

    record Not(FilterExpression inner) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            return !truth(inner, row);
        }
    }

    record Both(FilterExpression left, FilterExpression right) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            return truth(left, row) && truth(right, row);
        }
    }

    record Either(FilterExpression left, FilterExpression right) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            return truth(left, row) || truth(right, row);
        }
    }

    record In(FilterExpression left, List<FilterExpression> list) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            Object value = left.of(row);
            return list.stream().anyMatch(item -> equal(value, item.of(row)));
        }
    }

    record Comparison(String operator, FilterExpression left, FilterExpression right) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            Object a = left.of(row);
            Object b = right.of(row);
            if (operator.equals("eq") || operator.equals("ne")) {
                return equal(a, b) == operator.equals("eq");
            }
            if (a == null || b == null) {
                return false;
            }
            int order = compare(a, b);
            return switch (operator) {
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        }
    }

    record Call(String name, List<FilterExpression> arguments) implements FilterExpression {
        @Override
        public Object of(Function<String, Object> row) {
            Object first = arguments.get(0).of(row);
            if (first == null) {
                return name.startsWith("to") || name.equals("trim") ? null : (Object) false;
            }
            String text = fold(first);
            String other = arguments.size() < 2 ? "" : fold(arguments.get(1).of(row));
            return switch (name) {
                case "contains" -> text.contains(other);
                case "startswith" -> text.startsWith(other);
                case "endswith" -> text.endsWith(other);
                case "length" -> BigDecimal.valueOf(text.length());
                case "trim" -> first.toString().trim();
                default -> text;
            };
        }

        private static String fold(Object value) {
            return String.valueOf(value).toLowerCase(Locale.ROOT);
        }
    }

    static boolean truth(FilterExpression expression, Function<String, Object> row) {
        return Boolean.TRUE.equals(expression.of(row));
    }

    static boolean equal(Object a, Object b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        if (a instanceof String left && b instanceof String right && !(looksLikeDay(left) && looksLikeDay(right))) {
            return left.stripTrailing().equalsIgnoreCase(right.stripTrailing());
        }
        return compare(a, b) == 0;
    }

    /** Numbers by value, moments as moments, text as SQL Server does: without case. */
    static int compare(Object a, Object b) {
        if (a instanceof BigDecimal || b instanceof BigDecimal) {
            Optional<BigDecimal> left = number(a);
            Optional<BigDecimal> right = number(b);
            if (left.isPresent() && right.isPresent()) {
                return left.get().compareTo(right.get());
            }
        }
        if (looksLikeDay(a) && looksLikeDay(b)) {
            var left = Values.instant(a);
            var right = Values.instant(b);
            if (left.isPresent() && right.isPresent()) {
                return left.get().compareTo(right.get());
            }
        }
        return TableRows.fold(a).compareTo(TableRows.fold(b));
    }

    static boolean looksLikeDay(Object value) {
        return value instanceof String text && text.length() >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
    }

    private static Optional<BigDecimal> number(Object value) {
        try {
            return Optional.of(value instanceof BigDecimal number ? number : new BigDecimal(value.toString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
