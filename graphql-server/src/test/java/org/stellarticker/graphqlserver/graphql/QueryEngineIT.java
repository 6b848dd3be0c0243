package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Each of {@code queries} gives, byte by byte, what stands in {@code expectations}. */
class QueryEngineIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-08-29T20:00:01.25Z");

    private static QueryEngine engine;

    @BeforeAll
    static void store() throws IOException {
        database.execute(text("stored.sql"));
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var live = new LiveDatabase(database.database(), clock);
        var health = new Health(live, Path.of("nowhere"), clock, "7", Optional::empty);
        engine = new QueryEngine(
                new SnapshotCache(live::snapshot, clock),
                health,
                ChartData.REFERENCES,
                () -> AssetDirectory.EMPTY,
                Duration.ofHours(1));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aQueryIsAnsweredAsExpected(String name) throws Exception {
        String found = answer(text("queries/" + name + ".graphql"));

        assertThat(found + "\n").isEqualTo(text("expectations/" + name + ".json"));
    }

    static List<String> names() throws IOException, URISyntaxException {
        Path queries = Path.of(Objects.requireNonNull(QueryEngineIT.class.getResource("queries"))
                .toURI());
        try (Stream<Path> files = Files.list(queries)) {
            return files.map(file -> file.getFileName().toString().replace(".graphql", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatGraphiqlAsksToLearnTheSchemaIsNotTooMuch() {
        assertThat(answer(IntrospectionQuery.INTROSPECTION_QUERY))
                .startsWith("{\"data\":{\"__schema\":{")
                .contains("\"name\":\"AggregatedMarket\"");
    }

    @Test
    void fourWholeListsAreNotTooMuchAndMoreAre() throws Exception {
        String markets = text("queries/markets.graphql").strip();
        String list = markets.substring(1, markets.length() - 1);

        assertThat(answer("{a:" + list + " b:" + list + " c:" + list + " d:" + list + "}"))
                .startsWith("{\"data\":{\"a\":[{");
        String five = "{...Lists} fragment Lists on Query {a:" + list + " b:" + list + " c:" + list + " d:" + list
                + " e:" + list + "}";
        assertThat(answer(five)).isEqualTo("""
                {"errors":[{"message":"the query asks for too much at once: expected at most 600 fields,\
                 with 100 for each list of rows, found 625","extensions":{"code":"LIMIT_EXCEEDED",\
                "limit":"complexity","value":625,"maximum":600}}]}""");
    }

    @Test
    void whatIsTooDeepOrTooWideIsRefusedBeforeItIsRun() {
        String deep = "{__schema{types{" + "fields{type{".repeat(15) + "name" + "}}".repeat(15) + "}}}";
        assertThat(answer(deep)).startsWith("{\"errors\":[{\"message\":").doesNotContain("\"data\"");

        String wide = "{ticker{" + "tradePair ".repeat(5000) + "}}";
        assertThat(answer(wide))
                .startsWith("{\"errors\":[{\"message\":")
                .contains(
                        "\"extensions\":{\"code\":\"LIMIT_EXCEEDED\",\"limit\":\"fields\",\"value\":601,\"maximum\":600}")
                .doesNotContain("\"data\"");

        String long_ = "{ticker{" + "tradePair ".repeat(50_000) + "}}";
        assertThat(answer(long_)).startsWith("{\"errors\":[{\"message\":").doesNotContain("\"data\"");
    }

    @Test
    void fragmentsThatNeverEndAreRefused() {
        assertThat(answer("{...A} fragment A on Query {...B} fragment B on Query {...A}"))
                .startsWith("{\"errors\":[{\"message\":")
                .doesNotContain("\"data\"");
    }

    @Test
    void aChainOfFragmentsMeetsALimitWithItsName() throws Exception {
        assertThat(answerWithASmallStack(text("hostile/fragments-500.graphql"))).isEqualTo("""
                {"errors":[{"message":"the query has too many operations and fragments: expected at most 100,\
                 found 502","extensions":{"code":"LIMIT_EXCEEDED","limit":"definitions","value":502,"maximum":100}}]}""");

        assertThat(answerWithASmallStack(chain(90, ""))).startsWith(NESTS_TOO_DEEPLY);
        // Fewer fragments, each deep by itself.
        assertThat(answerWithASmallStack(chain(20, "...on Query{".repeat(60)))).startsWith(NESTS_TOO_DEEPLY);
        assertThat(answerWithASmallStack("{" + "...on Query{".repeat(60) + "__typename" + "}".repeat(61)))
                .startsWith(NESTS_TOO_DEEPLY);
        assertThat(answerWithASmallStack(chain(40, ""))).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
    }

    @Test
    void aliasesAndRowsAreLimited() {
        String aliases =
                IntStream.range(0, 61).mapToObj(i -> "a" + i + ":__typename").collect(joining(" "));
        assertThat(answer("{" + aliases + "}")).isEqualTo("""
                {"errors":[{"message":"the query has too many aliases: expected at most 60, found 61",\
                "extensions":{"code":"LIMIT_EXCEEDED","limit":"aliases","value":61,"maximum":60}}]}""");
        String candles = "candles(base: \"XLM\", counter: \"USD:G" + "A".repeat(55)
                + "\", interval: \"1m\", limit: 1000) {open}";
        String six =
                IntStream.range(0, 4).mapToObj(i -> "c" + i + ":" + candles).collect(joining(" "))
                        + " one: priceHistory(asset: \"XLM\", interval: \"1h\", limit: 1001) {nextCursor}";
        assertThat(answer("{" + six + "}")).isEqualTo("""
                {"errors":[{"message":"the query asks for too many rows: expected a sum of all limits of at most 5000,\
                 found 5001","extensions":{"code":"LIMIT_EXCEEDED","limit":"rows","value":5001,"maximum":5000}}]}""");
    }

    private static final String NESTS_TOO_DEEPLY = """
            {"errors":[{"message":"the query nests too deeply: expected at most 50 levels of braces, with those of a\
             fragment counted where it is spread, found more","extensions":{"code":"LIMIT_EXCEEDED","limit":"levels",""";

    private static String chain(int fragments, String within) {
        var query = new StringBuilder("{...F0}");
        String end = "}".repeat(within.length() / "...on Query{".length());
        for (int i = 0; i < fragments; i++) {
            String next = i + 1 < fragments ? "...F" + (i + 1) : "__typename";
            query.append(" fragment F%d on Query {%s%s%s}".formatted(i, within, next, end));
        }
        return query.toString();
    }

    /** Each of them ends soon, in an error of the query and never of the program. */
    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsMeantToBreakItIsRefusedSoon(String query) throws Exception {
        String answer = answerWithASmallStack(query);

        assertThat(answer).startsWith("{\"errors\":[{\"message\":").doesNotContain("\"data\"");
    }

    static Stream<String> hostile() {
        return Stream.of(
                doubling(17),
                "{ticker(numHoursAgo: " + "[".repeat(5000) + "1" + "]".repeat(5000) + "){tradePair}}",
                "{ticker(pairName: " + "{a:".repeat(200) + "1" + "}".repeat(200) + "){tradePair}}",
                "query($a: " + "[".repeat(3000) + "Int" + "]".repeat(3000) + ") {ticker{tradePair}}",
                "{" + "a{".repeat(5000) + "a" + "}".repeat(5000) + "}",
                "{ticker" + " @include(if: true)".repeat(2000) + "{tradePair}}",
                "{ticker{tradePair}} ".repeat(2000),
                "query A {ticker{tradePair}} query A {ticker{tradePair}}",
                "{...F} " + "fragment F on Query {...F} ".repeat(90),
                "{ticker(numHoursAgo: " + "9".repeat(100_000) + "){tradePair}}",
                "\"\"\"" + "x".repeat(120_000),
                "{"
                        + IntStream.range(0, 5000)
                                .mapToObj(i -> "a" + i + ":__typename")
                                .collect(joining(" ")) + "}");
    }

    /** Asks each level for twice the level below it. */
    private static String doubling(int levels) {
        var query = new StringBuilder("{__schema{queryType{...F0}}}");
        for (int i = 0; i < levels; i++) {
            String next = i + 1 < levels ? "...F" + (i + 1) : "name";
            query.append(" fragment F%d on __Type {a: ofType{%s} b: ofType{%s}}".formatted(i, next, next));
        }
        return query.toString();
    }

    @Test
    void variablesOfAWrongTypeAreReportedWithTheirPosition() {
        var request = new QueryRequest(
                "query($h: Int) {ticker(numHoursAgo: $h) {tradePair}}", Map.of("h", "soon"), Optional.empty());

        assertThat(UTF_8.decode(engine.answer(request).json()).toString()).isEqualTo("""
                {"errors":[{"message":"Variable 'h' has an invalid value: Expected a value that can be converted to type\
                 'Int' but it was a 'String'","locations":[{"line":1,"column":7}]}]}""");
    }

    /** As large as the program's threads have it. */
    private static String answerWithASmallStack(String query) throws Exception {
        var asked = new FutureTask<>(() -> answer(query));
        new Thread(null, asked, "small stack", 512 << 10).start();
        return asked.get(10, TimeUnit.SECONDS);
    }

    private static String answer(String query) {
        Answer answer = engine.answer(new QueryRequest(query, Map.of(), Optional.empty()));
        assertThat(answer.status()).isEqualTo(200);
        return UTF_8.decode(answer.json()).toString();
    }

    private static String text(String name) throws IOException {
        try (var in = Objects.requireNonNull(QueryEngineIT.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
