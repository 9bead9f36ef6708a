package io.dualwrite.rule;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the numbers of a row, be they typed already or still text as it was dropped. */
record Figures(Row row) {
    /** Thousands as spreadsheets write them: 1,234,567.80. */
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");

    /** 1E999999999 is a number too, and would fill the memory when written out. */
    private static final int MOST_DIGITS = 100;

    /** The number; nothing if absent, null or blank. */
    Optional<BigDecimal> find(String field) {
        return row.get(field) instanceof BigDecimal number
                ? Optional.of(number)
                : row.text(field).map(text -> parse(field, text.strip()));
    }

    BigDecimal orZero(String field) {
        return find(field).orElse(BigDecimal.ZERO);
    }

    BigDecimal required(String field, String why) {
        return find(field)
                .orElseThrow(() -> new Unfit(Outcome.rejected(
                        "line-discount", field, "nothing", "a number", "add the column " + field + ": " + why)));
    }

    boolean isZero(String field) {
        return orZero(field).signum() == 0;
    }

    /** Do both rows say the same number? Nothing counts as zero, as it does in both systems' price formulas. */
    boolean same(String field, Row other) {
        return orZero(field).compareTo(new Figures(other).orZero(field)) == 0;
    }

    private static BigDecimal parse(String field, String text) {
        boolean readable = text.length() <= 3 * MOST_DIGITS;
        String plain = readable && GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
        try {
            BigDecimal number = readable ? new BigDecimal(plain) : null;
            if (readable && number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number that no system can hold
        }
        throw new Unfit(Outcome.rejected(
                "not-a-number", field, text, "a number such as 1234.56", "correct the value and drop the row again"));
    }
}
