package org.stellarticker.e2e.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasParameterTypes;
import com.tngtech.archunit.core.domain.properties.HasReturnType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** The structure of the house, as rules over the compiled classes. */
final class ArchitectureRules {

    static final String ROOT = "org.stellarticker";

    /** The programs' packages. */
    private static final List<String> PROGRAMS = Stream.of(
                    "migrate", "ingester", "aggregator", "jsongenerator", "graphqlserver", "dbcleaner", "sandbox")
            .map(name -> ROOT + "." + name)
            .toList();

    private static final Set<String> FLOATING_POINT = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    static final ArchRule SQL_ONLY_IN_DB = only("java.sql..", ROOT + ".db..")
            .because("every SQL statement stands in db, where it can be read, prepared and tested");

    static final ArchRule POOL_ONLY_IN_DB =
            only("com.zaxxer.hikari..", ROOT + ".db..").because("how connections are kept is db's own business");

    static final ArchRule FLYWAY_ONLY_IN_MIGRATE =
            only("org.flywaydb..", ROOT + ".migrate..", ROOT + ".db..").because("the programs never change the schema");

    static final ArchRule STELLAR_SDK_ONLY_IN_HORIZON = only("org.stellar.sdk..", ROOT + ".ingester.horizon..")
            .because("what the SDK gets wrong must not spread beyond the package that works around it");

    static final ArchRule GRAPHQL_ONLY_IN_ITS_SERVER = only("graphql..", ROOT + ".graphqlserver..")
            .because("the schema is one program's face, not the house's language");

    static final ArchRule QUARTZ_ONLY_IN_DAEMON =
            only("org.quartz..", ROOT + ".daemon..").because("a schedule is daemon.every(...), nothing more");

    static final ArchRule ENVIRONMENT_ONLY_IN_DAEMON = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".daemon..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("settings are one record a program, read once, all faults told together");

    static final ArchRule TIME_FROM_A_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".daemon..")
            .should()
            .callMethodWhere(target(name("now"))
                    .and(target(owner(resideInAPackage("java.time.."))))
                    .and(target(rawParameterTypes(new Class<?>[0]))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))))
            .because("time comes from an injected Clock, so that a test can say what time it is");

    static final ArchRule METRICS_HAVE_DESCRIPTIONS = noClasses()
            .should()
            .callMethodWhere(
                    target(nameMatching("counter|gauge.*|timer|summary")).and(target(owner(type(MeterRegistry.class)))))
            .because("a figure without a description is a riddle; the builders take one");

    static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethodWhere(target(name("sleep")).and(target(owner(type(Thread.class)))))
            .because("a sleep hides the condition that is waited for");

    static final ArchRule CORE_IS_JDK_ONLY = noClasses()
            .that()
            .resideInAPackage(ROOT + ".core..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", ROOT + ".core..")
            .because("the field's values outlive every library");

    static final ArchRule SANDBOX_KNOWS_NO_DATABASE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".db..")
            .because("the sandbox plays Horizon; what it knows must not leak to the ticker by another way");

    static final ArchRule MARKET_DATA_KNOWS_NO_FACE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".marketdata..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    "com.github.benmanes.caffeine..",
                    ROOT + ".core..",
                    ROOT + ".db..",
                    ROOT + ".marketdata..")
            .because("HTTP, GraphQL and JSON are forms of one answer, which stands in market-data once");

    static final ArchRule MARKET_DATA_IS_EXACT = noClasses()
            .that()
            .resideInAPackage(ROOT + ".marketdata..")
            .should(useFloatingPoint())
            .because("values are exact until a face writes them");

    static final ArchRule NO_PACKAGE_CYCLES = slices().matching(ROOT + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("packages that need each other are one package, or one of them is misplaced");

    static final ArchRule NO_NAMES_THAT_ATTRACT_STRANGERS = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Common)")
            .because("such a name says nothing of what belongs there, so everything ends up there");

    static final ArchRule EVERY_TABLE_HAS_ONE_WRITER = methods()
            .that()
            .areAnnotatedWith(WrittenBy.class)
            .should(beCalledOnlyByTheirProgram())
            .because("sharing a database is safe only when each table has one writing program");

    static final ArchRule EVERY_WRITING_METHOD_SAYS_WHOSE_IT_IS = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAPackage(ROOT + "..").and(nameMatching(".*Store")))
            .and()
            .areNotAnnotatedWith(WrittenBy.class)
            .should(writeNothing())
            .because("a writing method that names no program could be called by every program");

    private ArchitectureRules() {}

    /** No program's classes use another program's. */
    static Stream<ArchRule> programsNeverSeeEachOther() {
        return PROGRAMS.stream().map(program -> seesNoOther(program, PROGRAMS));
    }

    static ArchRule seesNoOther(String program, List<String> programs) {
        return noClasses()
                .that()
                .resideInAPackage(program + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(programs.stream()
                        .filter(other -> !other.equals(program))
                        .map(other -> other + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .because("the database is the programs' only interface");
    }

    private static ArchRule only(String library, String... homes) {
        return classes()
                .that(resideInAPackage(ROOT + ".."))
                .and()
                .resideOutsideOfPackages(homes)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(library));
    }

    private static ArchCondition<JavaClass> useFloatingPoint() {
        return new ArchCondition<>("have, take, return or ask for a double") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var all = Stream.of(
                                type.getFields().stream().map(JavaField::getRawType),
                                type.getCodeUnits().stream().flatMap(ArchitectureRules::signature),
                                type.getCodeUnitAccessesFromSelf().stream()
                                        .flatMap(call -> signature(call.getTarget())))
                        .flatMap(types -> types);
                if (all.anyMatch(named -> FLOATING_POINT.contains(named.getName()))) {
                    events.add(SimpleConditionEvent.satisfied(type, type.getFullName() + " uses floating point"));
                }
            }
        };
    }

    private static <T extends HasParameterTypes & HasReturnType> Stream<JavaClass> signature(T unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()));
    }

    private static ArchCondition<JavaMethod> beCalledOnlyByTheirProgram() {
        return new ArchCondition<>("be called only by the program that writes their table") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Program[] writers = method.getAnnotationOfType(WrittenBy.class).value();
                for (JavaAccess<?> call : method.getAccessesToSelf()) {
                    String caller = call.getOriginOwner().getPackageName();
                    boolean inside = caller.startsWith(ROOT + ".db");
                    if (!inside && Stream.of(writers).noneMatch(writer -> caller.startsWith(writer.packageName()))) {
                        events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> writeNothing() {
        return new ArchCondition<>("write nothing") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (writes(method, new HashSet<>())) {
                    events.add(SimpleConditionEvent.violated(method, method.getDescription() + " writes"));
                }
            }
        };
    }

    /** By itself, or by another method of its class. */
    private static boolean writes(JavaMethod method, Set<JavaMethod> seen) {
        return seen.add(method)
                && method.getMethodCallsFromSelf().stream().anyMatch(call -> {
                    var callee = call.getTarget();
                    boolean update = callee.getOwner().isEquivalentTo(Transaction.class)
                            && callee.getName().startsWith("update");
                    return update
                            || (callee.getOwner().equals(method.getOwner())
                                    && callee.resolveMember().stream().anyMatch(own -> writes(own, seen)));
                });
    }
}
