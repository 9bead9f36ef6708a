package io.dualwrite.migration;

import java.util.Locale;

/** A number within a company, both as systems compare them: regardless of case. */
record Pair(String company, String number) {
    Pair {
        company = company.strip().toUpperCase(Locale.ROOT);
        number = number.strip().toUpperCase(Locale.ROOT);
    }
}
