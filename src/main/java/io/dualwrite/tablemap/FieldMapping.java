package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.util.Optional;

/**
 * One line of a map: {@code <F&O field or none> <map type> <Dataverse path or none> [via <value map>] [default
 * <value>] [optional] [if-fits]}.
 *
 * @param line in the map file
 * @param finops the F&O column as F&O spells it; empty for {@code none}
 * @param dataverse empty for {@code none}
 * @param otherwise the constant, or the value where the source has none
 * @param optional the row may go without this reference and get it later
 * @param ifFits a value that the column cannot hold is left out, with a warning, instead of rejecting the row
 */
public record FieldMapping(
        int line,
        Optional<String> finops,
        MapType type,
        Optional<LookupPath> dataverse,
        Optional<ValueMap> values,
        Optional<String> otherwise,
        boolean optional,
        boolean ifFits) {

    public boolean flows(Direction direction) {
        return type.flows(direction);
    }

    /** The field's name on one side, F&O column or Dataverse path. */
    public Optional<String> name(Side side) {
        return side == Side.FINOPS ? finops : dataverse.map(LookupPath::text);
    }

    /** Is nothing read for it: a constant? */
    public boolean constant() {
        return finops.isEmpty() || dataverse.isEmpty();
    }

    @Override
    public String toString() {
        return finops.orElse("none") + " " + type.symbol() + " "
                + dataverse.map(LookupPath::text).orElse("none")
                + values.map(map -> " via " + map.name()).orElse("")
                + otherwise.map(value -> " default " + value).orElse("")
                + (optional ? " optional" : "")
                + (ifFits ? " if-fits" : "");
    }
}
