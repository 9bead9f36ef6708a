package io.dualwrite.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dualwrite.cases.CaseResult;
import io.dualwrite.cases.Cases;
import io.dualwrite.lint.RuleTables;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Side;
import io.dualwrite.rule.OrderStatusPolicy;
import io.dualwrite.rule.ProductStart;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@code cases/<map>/<behaviour>.yaml} with what an integrator's cases are run with. These are about the maps
 * alone: no rules, and each says something about the fields that it names.
 */
class CaseFilesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Cases DUAL_WRITE =
            cases(TableMaps.load(Path.of("routes/maps"), Schema.shipped()), Schema.shipped());
    private static final Cases DATA_INTEGRATOR = cases(
            TableMaps.load(Path.of("routes/data-integrator/maps"), Schema.dataIntegrator()), Schema.dataIntegrator());

    @TestFactory
    Stream<DynamicTest> every_case_file_holds() {
        return Cases.files(CASES).stream()
                .map(file -> dynamicTest(CASES.relativize(file).toString(), () -> holds(file)));
    }

    private static void holds(Path file) {
        String map = file.getParent().getFileName().toString();
        CaseResult result = (DUAL_WRITE.maps().named(map).isPresent() ? DUAL_WRITE : DATA_INTEGRATOR).run(file);

        assertThat(result.findings()).isEmpty();
        assertThat(result.faults()).isEmpty();
        assertThat(result.map()).isEqualTo(map);
    }

    private static Cases cases(TableMaps maps, Schema schema) {
        SourceFormats usual = SourceFormats.usual();
        return new Cases(
                maps,
                schema,
                (map, direction) -> List.of(),
                Map.of(Side.FINOPS, usual, Side.DATAVERSE, usual),
                new RuleTables(() -> maps),
                OrderStatusPolicy.STATUS_CODE,
                ProductStart.ACTIVE,
                true);
    }
}
