package io.dualwrite.row;

import java.util.Optional;

/**
 * Both sides changed one field of a row since they last agreed on it.
 *
 * @param finopsField empty where a rule decides on the Dataverse column alone; likewise {@code dataverseField}
 * @param finops the value in F&O, typed; null for none
 * @param dataverse the value in Dataverse, likewise
 * @param agreed what the side that was to be written had when both last agreed
 * @param policy the word of the map, or who decided
 * @param winner whose value stays; nobody yet if a person is to say
 */
public record Conflict(
        String finopsField,
        String dataverseField,
        Object finops,
        Object dataverse,
        Object agreed,
        String policy,
        Optional<Side> winner) {

    public String field(Side side) {
        return side == Side.FINOPS ? finopsField : dataverseField;
    }

    public Object value(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }
}
