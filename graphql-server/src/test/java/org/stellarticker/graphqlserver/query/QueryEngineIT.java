package org.stellarticker.graphqlserver.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.fetch.LiveDatabase;
import org.stellarticker.graphqlserver.fetch.Readings;

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
        engine = new QueryEngine(new Readings(new LiveDatabase(database.database(), clock), clock));
    }

    @AfterAll
    static void end() {
        engine.close();
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
    void whatGraphiqlAsksToLearnTheSchemaIsNotTooMuch() throws InterruptedException {
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
                 with 100 for each list of rows, found 625"}]}""");
    }

    @Test
    void whatIsTooDeepOrTooWideIsRefusedBeforeItIsRun() throws InterruptedException {
        String deep = "{__schema{types{" + "fields{type{".repeat(15) + "name" + "}}".repeat(15) + "}}}";
        assertThat(answer(deep)).startsWith("{\"errors\":[{\"message\":").doesNotContain("\"data\"");

        String wide = "{ticker{" + "tradePair ".repeat(5000) + "}}";
        assertThat(answer(wide)).startsWith("{\"errors\":[{\"message\":").doesNotContain("\"data\"");

        String long_ = "{ticker{" + "tradePair ".repeat(50_000) + "}}";
        assertThat(answer(long_)).startsWith("{\"errors\":[{\"message\":").doesNotContain("\"data\"");
    }

    @Test
    void fragmentsThatNeverEndAreRefused() throws InterruptedException {
        assertThat(answer("{...A} fragment A on Query {...B} fragment B on Query {...A}"))
                .startsWith("{\"errors\":[{\"message\":")
                .doesNotContain("\"data\"");
    }

    @Test
    void variablesOfAWrongTypeAreToldWithTheirPlace() throws InterruptedException {
        var request = new QueryRequest(
                "query($h: Int) {ticker(numHoursAgo: $h) {tradePair}}", Map.of("h", "soon"), Optional.empty());

        assertThat(UTF_8.decode(engine.answer(request).json()).toString()).isEqualTo("""
                {"errors":[{"message":"Variable 'h' has an invalid value: Expected a value that can be converted to type\
                 'Int' but it was a 'String'","locations":[{"line":1,"column":7}]}]}""");
    }

    private static String answer(String query) throws InterruptedException {
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
