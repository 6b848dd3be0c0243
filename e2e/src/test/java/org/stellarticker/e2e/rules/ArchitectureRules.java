package org.stellarticker.e2e.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** The structure of the product, as rules over the compiled classes. */
final class ArchitectureRules {

    static final String ROOT = "org.stellarticker";

    /** The programs' packages. */
    private static final List<String> PROGRAMS = Stream.of(
                    "migrate",
                    "ingester",
                    "aggregator",
                    "jsongenerator",
                    "graphqlserver",
                    "eventpublisher",
                    "webhooksender",
                    "archiver",
                    "dbcleaner",
                    "sandbox",
                    "exchangeengine",
                    "exchangegateway")
            .map(name -> ROOT + "." + name)
            .toList();

    /** The forms in which the API answers. */
    private static final List<String> FACES = Stream.of("rest", "graphql", "binance", "udf", "listing", "docs")
            .map(name -> ROOT + ".graphqlserver." + name)
            .toList();

    /** The libraries that every program uses. */
    private static final List<String> LIBRARIES =
            Stream.of("core", "db", "daemon").map(name -> ROOT + "." + name).toList();

    /** A package with more classes is split by subject. */
    private static final int CLASSES_A_PACKAGE = 25;

    /** A constructor with more parameters hides a value that has no name yet. */
    private static final int PARAMETERS_A_CONSTRUCTOR = 6;

    private static final Set<String> FLOATING_POINT = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    static final ArchRule SQL_ONLY_IN_DB = only("java.sql..", ROOT + ".db..", ROOT + ".archive.parquet..")
            .because(
                    "every SQL statement stands in db, where it can be read, prepared and tested; DuckDB's are about files");

    static final ArchRule S3_ONLY_IN_THE_OBJECT_STORE = only("software.amazon.awssdk..", ROOT + ".objectstore..")
            .because("a store is a folder or a bucket, and nothing else of the product knows which");

    static final ArchRule POOL_ONLY_IN_DB =
            only("com.zaxxer.hikari..", ROOT + ".db..").because("only db manages connections");

    static final ArchRule FLYWAY_ONLY_IN_MIGRATE =
            only("org.flywaydb..", ROOT + ".migrate..", ROOT + ".db..").because("the programs never change the schema");

    static final ArchRule STELLAR_SDK_ONLY_IN_HORIZON = only(
                    "org.stellar.sdk..", ROOT + ".ingester.horizon.client", ROOT + ".graphqlserver.account.signin")
            .because(
                    "faults of the SDK must not spread beyond the packages that work around them: one reads Horizon, one"
                            + " signs accounts in by SEP-10");

    static final ArchRule GRAPHQL_ONLY_IN_ITS_PACKAGE = only("graphql..", ROOT + ".graphqlserver.graphql..")
            .because("GraphQL is one form of one program's answers, not the language of the product");

    static final ArchRule JETTY_SERVER_ONLY_IN_THE_KERNEL = only(
                    "org.eclipse.jetty.server..", ROOT + ".http..", ROOT + ".sandbox..")
            .because("routes answer an ApiRequest by a Reply; how these reach the client is the kernel's");

    static final ArchRule THE_KERNEL_KNOWS_NO_ANSWERS = noClasses()
            .that()
            .resideInAPackage(ROOT + ".http..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideOutsideOfPackages(
                            ROOT + ".http..", ROOT + ".core.asset..", ROOT + ".daemon.settings..")))
            .because("GraphQL, REST, listings and streams stand on one HTTP kernel, which knows none of them");

    static final ArchRule KAFKA_ONLY_IN_EVENT_PUBLISHER = only("org.apache.kafka..", ROOT + ".eventpublisher")
            .because("Kafka takes events, and is away at times; nothing else may wait for it");

    static final ArchRule QUARTZ_ONLY_IN_DAEMON =
            only("org.quartz..", ROOT + ".daemon..").because("a schedule is daemon.every(...), nothing more");

    static final ArchRule TRACES_ONLY_IN_THEIR_PACKAGE = only("io.opentelemetry..", ROOT + ".daemon.trace")
            .because("a program adds steps that were done; without a collector, no class of OpenTelemetry is loaded");

    static final ArchRule ENVIRONMENT_ONLY_IN_DAEMON = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".daemon..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("settings are one record a program, read once, and all their faults are reported together");

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
            .because("a metric without a description cannot be understood; the builders take one");

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

    static final ArchRule THE_ENGINE_IS_DETERMINISTIC = noClasses()
            .that()
            .resideInAPackage(ROOT + ".exchange.engine..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.io",
                    "java.nio.charset",
                    "java.time..",
                    "org.jspecify..",
                    "com.carrotsearch.hppc..",
                    ROOT + ".core.asset..",
                    ROOT + ".exchange",
                    ROOT + ".exchange.engine..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat(type(Clock.class).or(nameMatching("java\\.util\\..*Random.*")))
            .because("the same commands must give the same events: no clock, no chance, no input of its own");

    static final ArchRule MARKET_DATA_KNOWS_NO_FORM = noClasses()
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
            .because("HTTP, GraphQL and JSON are forms of one answer, which market-data gives once");

    static final ArchRule MARKET_DATA_IS_EXACT = noClasses()
            .that()
            .resideInAPackage(ROOT + ".marketdata..")
            .should(useFloatingPoint())
            .because("values are exact until a program writes them");

    static final ArchRule NO_PACKAGE_CYCLES = slices().matching(ROOT + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("packages that need each other are one package, or a class is in the wrong one");

    static final ArchRule NO_VAGUE_NAMES = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Common)")
            .because("such a name does not say what belongs there, so everything ends up there");

    static final ArchRule EVERY_TABLE_HAS_ONE_WRITER = methods()
            .that()
            .areAnnotatedWith(WrittenBy.class)
            .should(beCalledOnlyByTheirProgram())
            .because("sharing a database is safe only when each table has one writing program");

    static final ArchRule EVERY_WRITING_METHOD_NAMES_ITS_PROGRAM = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAPackage(ROOT + "..").and(nameMatching(".*Store")))
            .and()
            .areNotAnnotatedWith(WrittenBy.class)
            .should(writeNothing())
            .because("a writing method that names no program could be called by every program");

    static final ArchRule CONSTRUCTORS_ARE_SHORT = constructors()
            .that()
            .areDeclaredInClassesThat(resideInAPackage(ROOT + ".."))
            .should(takeAtMost(PARAMETERS_A_CONSTRUCTOR))
            .because("parameters that always go together are one value, such as a WorkContext");

    static final ArchRule PACKAGES_ARE_SMALL = packagesHaveAtMost(CLASSES_A_PACKAGE);

    private ArchitectureRules() {}

    static ArchRule packagesHaveAtMost(int most) {
        return classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .areTopLevelClasses()
                .should(formGroups(
                        "be in packages of at most " + most + " classes",
                        JavaClass::getPackageName,
                        names -> names.size() <= most))
                .because("a reader keeps no more than that in mind; a larger package has several subjects");
    }

    /** In each program, with the libraries that it uses, a simple name belongs to one class. */
    static Stream<ArchRule> simpleNamesAreUnique() {
        return PROGRAMS.stream()
                .map(program -> simpleNamesAreUniqueIn(
                        Stream.concat(Stream.of(program), LIBRARIES.stream()).toList()));
    }

    static ArchRule simpleNamesAreUniqueIn(List<String> packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages.stream().map(name -> name + "..").toArray(String[]::new))
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should(formGroups(
                        "have simple names of their own in " + packages.getFirst(),
                        JavaClass::getSimpleName,
                        names -> names.size() == 1))
                .because("a reader who meets a name should know which class it is");
    }

    /** No program uses the classes of another. */
    static Stream<ArchRule> programsNeverSeeEachOther() {
        return PROGRAMS.stream()
                .map(program -> seesNoOther(program, PROGRAMS, "the database is the programs' only interface"));
    }

    /** No form of answers uses the classes of another. */
    static Stream<ArchRule> facesNeverSeeEachOther() {
        return FACES.stream()
                .map(face -> seesNoOther(
                        face,
                        FACES,
                        "what two forms of answers share belongs to neither, so that each can change alone"));
    }

    static ArchRule seesNoOther(String one, List<String> all, String why) {
        return noClasses()
                .that()
                .resideInAPackage(one + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(all.stream()
                        .filter(other -> !other.equals(one))
                        .map(other -> other + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .because(why);
    }

    private static ArchRule only(String library, String... homes) {
        return classes()
                .that(resideInAPackage(ROOT + ".."))
                .and()
                .resideOutsideOfPackages(homes)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(library));
    }

    private static ArchCondition<JavaConstructor> takeAtMost(int most) {
        return new ArchCondition<>("take at most " + most + " parameters (records and enums aside)") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                JavaClass type = constructor.getOwner();
                // The compiler adds the enclosing instance, and what a local class captures.
                boolean counted =
                        !type.isRecord() && !type.isEnum() && !type.isAnonymousClass() && !type.isLocalClass();
                int parameters = constructor.getRawParameterTypes().size() - (type.isInnerClass() ? 1 : 0);
                if (counted && parameters > most) {
                    events.add(SimpleConditionEvent.violated(
                            constructor, constructor.getDescription() + " takes " + parameters + " parameters"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> formGroups(
            String description, Function<JavaClass, String> key, Predicate<Set<String>> allowed) {
        return new ArchCondition<>(description) {
            private final Map<String, Set<String>> groups = new TreeMap<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getSimpleName().equals("package-info")) {
                    groups.computeIfAbsent(key.apply(type), absent -> new TreeSet<>())
                            .add(type.getName());
                }
            }

            @Override
            public void finish(ConditionEvents events) {
                groups.forEach((name, types) -> {
                    if (!allowed.test(types)) {
                        events.add(SimpleConditionEvent.violated(
                                name, name + " is shared by " + types.size() + " classes: " + types));
                    }
                });
                groups.clear();
            }
        };
    }

    private static ArchCondition<JavaClass> useFloatingPoint() {
        return new ArchCondition<>("have, take, return or call for a double") {
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

    /** Returns whether the method writes, directly or through another method of its class. */
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
