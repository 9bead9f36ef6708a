package io.dualwrite;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls between the packages; docs/ARCHITECTURE.md shows them as a drawing. */
class ArchitectureTest {
    private static final String ROOT = "io.dualwrite.";

    /** Package to the packages of ours that it may use. The command line may use all, the wiring all below it. */
    private static final Map<String, Set<String>> WALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("row", Set.of()),
            Map.entry("schema", Set.of("row")),
            Map.entry("tablemap", Set.of("row", "schema")),
            Map.entry("mapping", Set.of("row", "schema", "tablemap")),
            Map.entry("rule", Set.of("row", "schema")),
            Map.entry("moment", Set.of()),
            Map.entry("intake", Set.of("row", "moment")),
            Map.entry("journal", Set.of("row", "moment")),
            Map.entry("odata", Set.of()),
            Map.entry("delivery", Set.of("row", "schema", "tablemap", "odata")),
            Map.entry("check", Set.of("row", "schema", "tablemap", "odata")),
            Map.entry("exchange", Set.of("row", "schema", "tablemap")),
            Map.entry("lint", Set.of("row", "schema", "tablemap", "mapping", "rule", "check")),
            Map.entry("compare", Set.of("row", "schema", "tablemap", "mapping", "rule", "odata")),
            Map.entry("cases", Set.of("row", "schema", "tablemap", "mapping", "rule")),
            Map.entry("diagram", Set.of("row", "schema", "tablemap", "rule")),
            Map.entry("migration", Set.of("row", "schema", "tablemap", "odata", "intake")),
            Map.entry("component", Set.of("row", "schema", "tablemap", "odata", "delivery")),
            Map.entry(
                    "runtime",
                    Set.of(
                            "row",
                            "moment",
                            "schema",
                            "tablemap",
                            "mapping",
                            "rule",
                            "intake",
                            "journal",
                            "odata",
                            "delivery",
                            "component",
                            "check",
                            "lint",
                            "exchange",
                            "compare",
                            "cases",
                            "diagram",
                            "migration")),
            Map.entry("sandbox", Set.of("row", "schema")),
            Map.entry("plan", Set.of("row", "schema", "tablemap", "intake", "journal", "odata", "sandbox", "runtime")),
            Map.entry("chaos", Set.of("row", "moment", "intake", "odata", "compare", "runtime"))));

    private static final String[] CAMEL = {"org.apache.camel.."};
    private static final String[] JDBC = {
        "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.h2.."
    };
    private static final String[] MONEY = {
        ROOT + "row..", ROOT + "tablemap..", ROOT + "mapping..", ROOT + "rule..", ROOT + "delivery.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dualwrite");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("io.dualwrite");

    @TestFactory
    Stream<DynamicTest> a_package_uses_only_what_stands_below_it() {
        return WALLS.entrySet().stream()
                .map(wall -> DynamicTest.dynamicTest(wall.getKey(), () -> wall(wall.getKey(), wall.getValue())));
    }

    @Test
    void every_package_has_its_wall() {
        assertThat(MAIN.stream().map(ArchitectureTest::packageOf).distinct())
                .isSubsetOf(
                        Stream.concat(WALLS.keySet().stream(), Stream.of("cli")).toList());
    }

    @Test
    void values_use_the_jdk_only() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "row..")
                .should()
                .dependOnClassesThat(describe(
                        "are of a library", type -> !type.getPackageName().startsWith("java.") && !inRow(type))));
    }

    @Test
    void camel_is_known_in_component_and_runtime_only() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "component..", ROOT + "runtime..", ROOT + "console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CAMEL));
    }

    @Test
    void only_the_journal_talks_to_a_database() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JDBC));
    }

    @Test
    void only_the_command_line_prints() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void nobody_uses_the_old_date() {
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date"));
    }

    /**
     * These decide for a process what its clock and its chance are, and hand them on; a token must not be guessed. The
     * crash test makes its chance from its seeds; how long a full disk is left alone must not depend on the clock.
     */
    private static final Set<String> WIRING = Set.of(
            "DualWriteRuntime",
            "Systems",
            "Operating",
            "Agreement",
            "Seeding",
            "SandboxSettings",
            "ControlPort",
            "ChaosCommand",
            "PlanCommand",
            "LoadCommand",
            "Outage");

    @Test
    void time_and_chance_come_from_outside() {
        DescribedPredicate<JavaAccess<?>> time = access(
                "asks the machine for the time",
                List.of(
                        "java.time.Instant.now",
                        "java.time.LocalDate.now",
                        "java.time.LocalDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.time.OffsetDateTime.now",
                        "java.time.Clock.system",
                        "java.lang.System.currentTimeMillis",
                        "java.lang.System.nanoTime"));
        DescribedPredicate<JavaAccess<?>> chance = access(
                "leaves something to chance",
                List.of(
                        "java.util.UUID.randomUUID",
                        "java.lang.Math.random",
                        "java.util.Random.<init>",
                        "java.util.SplittableRandom.<init>",
                        "java.security.SecureRandom.<init>",
                        "java.util.concurrent.ThreadLocalRandom.current",
                        "java.util.Collections.shuffle"));
        check(noClasses()
                .that(describe("are no wiring", type -> !WIRING.contains(outermost(type))))
                .and()
                .resideOutsideOfPackage("..chaos..")
                .should()
                .accessTargetWhere(time)
                .orShould()
                .accessTargetWhere(chance));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String what, List<String> names) {
        return describe(what, access -> names.stream()
                .anyMatch((access.getTargetOwner().getFullName() + "."
                        + access.getTarget().getName())::startsWith));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("^.*[.]|[$].*$", "");
    }

    @Test
    void money_is_never_binary_floating_point() {
        // Settings have factors, not amounts.
        check(fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(MONEY)
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotEndingWith("Settings")
                .should()
                .notHaveRawType(floatingPoint()));
    }

    @Test
    void tests_wait_for_conditions_and_never_sleep() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .allowEmptyShould(true)
                .check(TESTS);
    }

    private static void wall(String name, Set<String> allowed) {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(describe(
                        "stand above " + name + " or beside it",
                        type -> type.getPackageName().startsWith(ROOT)
                                && !packageOf(type).equals(name)
                                && !allowed.contains(packageOf(type)))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    private static DescribedPredicate<JavaClass> floatingPoint() {
        List<String> names = List.of("float", "double", "java.lang.Float", "java.lang.Double");
        return describe("a binary floating point number", type -> names.contains(type.getFullName()));
    }

    private static boolean inRow(JavaClass type) {
        return type.getBaseComponentType().isPrimitive() || packageOf(type).equals("row");
    }

    /** The first package below the root: {@code rule} for {@code io.dualwrite.rule.Rules}. */
    private static String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.")[0] : name;
    }
}
