package io.dualwrite.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMaps;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static final TableMaps MAPS = TableMaps.load(Path.of("routes/maps"), Schema.shipped());

    @Test
    void the_source_image_has_the_names_of_the_map_and_the_types_of_the_columns() {
        Mapping mapping = mapping("orders", Direction.TO_FINOPS);
        Row image = mapping.sourceImage(change(
                "orders",
                Direction.TO_FINOPS,
                Map.of(
                        "ordernumber", "C1",
                        "customerid.account(accountnumber)", "VINET",
                        "statecode", "0",
                        "requestdeliveryby", "8/1/1996",
                        "TOTALAMOUNT", "not a number",
                        "unmapped", "x")));
        assertThat(image)
                .isEqualTo(Row.of(Map.of(
                        "msdyn_salesordernumber", "C1",
                        "customerid.Account(accountnumber).Contact(msdyn_contactpersonid)", "VINET",
                        "statecode", BigDecimal.ZERO,
                        "requestdeliveryby", "1996-08-01",
                        "totalamount", "not a number")));
    }

    @Test
    void a_target_field_knows_what_feeds_it() {
        Mapping mapping = mapping("order-lines", Direction.TO_FINOPS);
        assertThat(mapping.feeds("linediscountamount")).contains("manualdiscountamount");
        assertThat(mapping.feeds("dataAreaId")).isEmpty();
        assertThat(mapping("orders", Direction.TO_DATAVERSE).feeds("statecode")).isEmpty();
        assertThat(mapping("orders", Direction.TO_DATAVERSE).feeds("shipto_country"))
                .contains("DeliveryAddressCountryRegionISOCode");
    }

    @Test
    void a_settled_change_is_left_alone() {
        Change change = change("orders", Direction.TO_FINOPS, Map.of("msdyn_salesordernumber", "C1"));
        change.settle(Outcome.of(Outcome.Kind.HELD));
        mapping("orders", Direction.TO_FINOPS).apply(change);
        assertThat(change.target().isEmpty()).isTrue();
    }

    private static Mapping mapping(String map, Direction direction) {
        return Mapping.compile(MAPS.named(map).orElseThrow(), direction, Schema.shipped(), SourceFormats.usual());
    }

    private static Change change(String map, Direction direction, Map<String, ?> row) {
        return new Change(
                1,
                map,
                direction,
                Operation.UPSERT,
                RowKey.of("usmf", "C1"),
                new Place("case.csv", 2),
                Row.of(row),
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
