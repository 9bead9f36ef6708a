package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A number sequence of F&O.
 *
 * @param company in lower case; empty if it serves more than one
 */
record NumberRange(String code, String company, NumberShape shape, long largest) {
    static NumberRange of(JsonNode sequence) {
        boolean own = sequence.path("ScopeType").asText().equals("DataArea")
                || sequence.path("ScopeType").asText().equals("LegalEntity");
        return new NumberRange(
                sequence.path("NumberSequenceCode").asText(),
                own ? sequence.path("ScopeValue").asText().toLowerCase(Locale.ROOT) : "",
                NumberShape.ofFinops(sequence.path("Format").asText()),
                sequence.path("Largest").asLong());
    }

    boolean serves(String other) {
        return company.isEmpty() || company.equals(other);
    }
}
