package io.dualwrite.rule;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.util.Locale;
import java.util.Optional;

/** Reads the two-options of Sales in all the notations that exports have them in. */
final class YesNo {
    private YesNo() {}

    /**
     * Nothing if absent, null or blank.
     *
     * @throws Unfit if it is neither yes nor no
     */
    static Optional<Boolean> of(Row row, String column) {
        return row.text(column).map(text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default ->
                throw new Unfit(Outcome.rejected(
                        "bad-value",
                        column,
                        "'" + text + "'",
                        "Yes or No, true or false, 1 or 0",
                        "correct the value and drop the row again"));
        });
    }
}
