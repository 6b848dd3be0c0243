package org.stellarticker.e2e.rules;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.core.offender.KnowsALibrary;
import org.stellarticker.e2e.rules.offender.Circular;
import org.stellarticker.e2e.rules.offender.Offenders;
import org.stellarticker.e2e.rules.offender.circle.Back;
import org.stellarticker.exchange.engine.offender.ThrowsDice;
import org.stellarticker.http.offender.KnowsGraphql;
import org.stellarticker.marketdata.offender.KeepsADouble;
import org.stellarticker.marketdata.offender.KnowsJson;
import org.stellarticker.marketdata.offender.RoundsOnTheWay;
import org.stellarticker.sandbox.offender.ReadsTheDatabase;

class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("tests.jar"))
            .importPackages(ArchitectureRules.ROOT);

    static Stream<Arguments> rules() {
        return Stream.concat(
                        Stream.of(
                                ArchitectureRules.SQL_ONLY_IN_DB,
                                ArchitectureRules.POOL_ONLY_IN_DB,
                                ArchitectureRules.S3_ONLY_IN_THE_OBJECT_STORE,
                                ArchitectureRules.FLYWAY_ONLY_IN_MIGRATE,
                                ArchitectureRules.STELLAR_SDK_ONLY_IN_HORIZON,
                                ArchitectureRules.GRAPHQL_ONLY_IN_ITS_PACKAGE,
                                ArchitectureRules.JETTY_SERVER_ONLY_IN_THE_KERNEL,
                                ArchitectureRules.THE_KERNEL_KNOWS_NO_ANSWERS,
                                ArchitectureRules.QUARTZ_ONLY_IN_DAEMON,
                                ArchitectureRules.TRACES_ONLY_IN_THEIR_PACKAGE,
                                ArchitectureRules.ENVIRONMENT_ONLY_IN_DAEMON,
                                ArchitectureRules.TIME_FROM_A_CLOCK,
                                ArchitectureRules.METRICS_HAVE_DESCRIPTIONS,
                                ArchitectureRules.NO_SLEEP,
                                ArchitectureRules.CORE_IS_JDK_ONLY,
                                ArchitectureRules.SANDBOX_KNOWS_NO_DATABASE,
                                ArchitectureRules.THE_ENGINE_IS_DETERMINISTIC,
                                ArchitectureRules.MARKET_DATA_KNOWS_NO_FORM,
                                ArchitectureRules.MARKET_DATA_IS_EXACT,
                                ArchitectureRules.NO_PACKAGE_CYCLES,
                                ArchitectureRules.NO_VAGUE_NAMES,
                                ArchitectureRules.EVERY_TABLE_HAS_ONE_WRITER,
                                ArchitectureRules.EVERY_WRITING_METHOD_NAMES_ITS_PROGRAM),
                        Stream.concat(
                                ArchitectureRules.programsNeverSeeEachOther(),
                                ArchitectureRules.facesNeverSeeEachOther()))
                .map(rule -> argumentSet(rule.getDescription(), rule));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeeps(ArchRule rule) {
        rule.check(PRODUCT);
    }

    /** Rules of size. */
    static Stream<Arguments> sizes() {
        return Stream.concat(
                        Stream.of(ArchitectureRules.CONSTRUCTORS_ARE_SHORT, ArchitectureRules.PACKAGES_ARE_SMALL),
                        ArchitectureRules.simpleNamesAreUnique())
                .map(rule -> argumentSet(rule.getDescription(), rule.allowEmptyShould(true)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theProductKeepsItsSizes(ArchRule rule) {
        rule.check(PRODUCT);
    }

    static Stream<Arguments> offenders() throws ClassNotFoundException {
        return Stream.of(
                broken(ArchitectureRules.SQL_ONLY_IN_DB, Offenders.SpeaksSql.class),
                broken(ArchitectureRules.POOL_ONLY_IN_DB, Offenders.KeepsAPool.class),
                broken(ArchitectureRules.S3_ONLY_IN_THE_OBJECT_STORE, Offenders.SpeaksToABucket.class),
                broken(ArchitectureRules.FLYWAY_ONLY_IN_MIGRATE, Offenders.ChangesTheSchema.class),
                broken(ArchitectureRules.STELLAR_SDK_ONLY_IN_HORIZON, Offenders.KnowsTheSdk.class),
                broken(ArchitectureRules.GRAPHQL_ONLY_IN_ITS_PACKAGE, KnowsGraphql.class),
                broken(ArchitectureRules.THE_KERNEL_KNOWS_NO_ANSWERS, KnowsGraphql.class),
                broken(ArchitectureRules.QUARTZ_ONLY_IN_DAEMON, Offenders.Schedules.class),
                broken(ArchitectureRules.TRACES_ONLY_IN_THEIR_PACKAGE, Offenders.StartsASpan.class),
                broken(ArchitectureRules.ENVIRONMENT_ONLY_IN_DAEMON, Offenders.ReadsTheEnvironment.class),
                broken(ArchitectureRules.TIME_FROM_A_CLOCK, Offenders.ReadsTheSystemTime.class),
                broken(ArchitectureRules.TIME_FROM_A_CLOCK, Offenders.MakesItsOwnClock.class),
                broken(ArchitectureRules.METRICS_HAVE_DESCRIPTIONS, Offenders.CountsWithoutADescription.class),
                broken(ArchitectureRules.NO_SLEEP, Offenders.Sleeps.class),
                broken(ArchitectureRules.CORE_IS_JDK_ONLY, KnowsALibrary.class),
                broken(ArchitectureRules.SANDBOX_KNOWS_NO_DATABASE, ReadsTheDatabase.class),
                broken(ArchitectureRules.THE_ENGINE_IS_DETERMINISTIC, ThrowsDice.class),
                broken(ArchitectureRules.MARKET_DATA_KNOWS_NO_FORM, KnowsJson.class),
                broken(ArchitectureRules.MARKET_DATA_IS_EXACT, KeepsADouble.class),
                broken(ArchitectureRules.MARKET_DATA_IS_EXACT, RoundsOnTheWay.class),
                broken(ArchitectureRules.EVERY_WRITING_METHOD_NAMES_ITS_PROGRAM, Offenders.NobodysStore.class),
                broken(ArchitectureRules.CONSTRUCTORS_ARE_SHORT, Offenders.TakesSeven.class),
                broken(ArchitectureRules.packagesHaveAtMost(1), Offenders.class, Circular.class),
                broken(
                        ArchitectureRules.simpleNamesAreUniqueIn(List.of(Offenders.class.getPackageName())),
                        Circular.class,
                        org.stellarticker.e2e.rules.offender.circle.Circular.class),
                broken(ArchitectureRules.NO_PACKAGE_CYCLES, Circular.class, Back.class),
                broken(
                        ArchitectureRules.NO_VAGUE_NAMES,
                        Class.forName(Offenders.class.getPackageName() + ".PriceHelper")),
                broken(
                        ArchitectureRules.seesNoOther(
                                Offenders.class.getPackageName(),
                                List.of(Offenders.class.getPackageName(), ArchitectureRules.ROOT + ".db"),
                                "it is another's"),
                        Offenders.MovesAnothersCursor.class));
    }

    private static Arguments broken(ArchRule rule, Class<?>... byClasses) {
        return argumentSet(byClasses[0].getSimpleName(), rule, new ClassFileImporter().importClasses(byClasses));
    }

    @ParameterizedTest
    @MethodSource("offenders")
    void aRuleBites(ArchRule rule, JavaClasses offender) {
        assertThat(rule.evaluate(offender).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    @Test
    void aStoreCalledByAnotherProgramIsFound() {
        var product = new ClassFileImporter()
                .importPackages(ArchitectureRules.ROOT + ".db.cursor", Offenders.class.getPackageName());

        assertThat(ArchitectureRules.EVERY_TABLE_HAS_ONE_WRITER
                        .evaluate(product)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.contains("MovesAnothersCursor"));
    }

    /** A rule holds for nothing where the importer finds no classes. */
    @Test
    void theWholeProductIsImported() {
        for (String module : List.of(
                "core",
                "db",
                "migrate",
                "daemon",
                "ingester",
                "aggregator",
                "marketdata",
                "jsongenerator",
                "graphqlserver",
                "eventpublisher",
                "webhooksender",
                "publichttp",
                "http",
                "objectstore",
                "archive",
                "archiver",
                "dbcleaner",
                "sandbox",
                "exchange",
                "exchangeengine",
                "exchangegateway",
                "client")) {
            assertThat(PRODUCT.that(nameMatching("org\\.stellarticker\\." + module + "\\..*")))
                    .as(module)
                    .isNotEmpty();
        }
    }
}
