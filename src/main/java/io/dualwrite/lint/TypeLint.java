package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.Optional;

/** Do the two columns of a line hold the same kind of values, and as many decimals? */
final class TypeLint implements MapLint {
    private final Schema schema;

    private enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        TIME,
        CHOICE,
        REFERENCE
    }

    TypeLint(Schema schema) {
        this.schema = schema;
    }

    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        for (FieldMapping field : map.fields()) {
            Optional<Column> finops = Columns.of(map, field, Side.FINOPS, schema);
            Optional<Column> dataverse = Columns.of(map, field, Side.DATAVERSE, schema);
            if (finops.isEmpty() || dataverse.isEmpty() || field.values().isPresent() || field.ifFits()) {
                continue;
            }
            if (!fit(finops.get(), dataverse.get())) {
                String name = field.finops().orElseThrow();
                found.add(
                        Code.TYPE_MISMATCH,
                        field,
                        name,
                        name + ", " + told(finops.get()) + ", with "
                                + field.name(Side.DATAVERSE).orElseThrow() + ", " + told(dataverse.get()),
                        "two columns of one kind, or a value map");
            } else {
                decimals(map, field, finops.get(), dataverse.get(), found);
            }
        }
    }

    private static String told(Column column) {
        return column.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static boolean fit(Column finops, Column dataverse) {
        Kind one = kind(finops.type());
        Kind other = kind(dataverse.type());
        if (one == other) {
            return true;
        }
        boolean choices = (one == Kind.CHOICE && other == Kind.TRUTH) || (one == Kind.TRUTH && other == Kind.CHOICE);
        boolean text = one == Kind.TEXT && (other == Kind.REFERENCE || other == Kind.CHOICE);
        boolean shown = other == Kind.TEXT && (one == Kind.CHOICE || one == Kind.NUMBER);
        return choices || text || shown;
    }

    private static Kind kind(ColumnType type) {
        if (type.isNumber()) {
            return Kind.NUMBER;
        }
        if (type.isOption()) {
            return Kind.CHOICE;
        }
        return switch (type) {
            case BOOLEAN -> Kind.TRUTH;
            case DATE, DATE_TIME -> Kind.TIME;
            case ENUM -> Kind.CHOICE;
            case LOOKUP, GUID -> Kind.REFERENCE;
            default -> Kind.TEXT;
        };
    }

    private static void decimals(TableMap map, FieldMapping field, Column finops, Column dataverse, Findings found) {
        for (Direction direction : Direction.values()) {
            boolean there = direction == Direction.TO_DATAVERSE;
            Column source = there ? finops : dataverse;
            Column target = there ? dataverse : finops;
            boolean flows =
                    field.flows(direction) && map.only().map(direction::equals).orElse(true);
            if (flows && loses(source, target)) {
                found.add(
                        Code.DECIMALS_LOST,
                        field,
                        field.name(direction.source()).orElseThrow(),
                        source.name() + " with " + scale(source) + ", " + target.name() + " with " + scale(target),
                        "as many decimals in the target as in the source");
            }
        }
    }

    private static boolean loses(Column source, Column target) {
        boolean whole = isWhole(target) && source.type().isNumber() && !isWhole(source);
        boolean fewer = target.type() == ColumnType.DECIMAL
                && target.scale() >= 0
                && source.scale() > target.scale()
                && source.type().isNumber();
        return whole || fewer;
    }

    private static boolean isWhole(Column column) {
        return column.type() == ColumnType.INTEGER || column.type() == ColumnType.BIG_INTEGER;
    }

    private static String scale(Column column) {
        return isWhole(column) ? "none" : column.scale() < 0 ? "decimals" : column.scale() + " decimals";
    }
}
