package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the GraphQL schema with that of the last release. */
class SchemaChangesTest {

    private static final Path SOURCES = Path.of("src", "main", "resources");
    private static final Path RELEASED = Path.of("..", "docs", "released", "schema.graphqls");

    @Test
    void nothingBreaksClientsOfTheLastRelease() throws IOException {
        assertThat(breaking(Files.readString(RELEASED), now()))
                .as("changes that break clients; CONTRIBUTING, \"Release\", says what to do")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "numHoursAgo: Int, numHours: Int",
        "tradeCount, tradeCounts",
        "issuers: [Issuer!]!, issuers(code: String!): [Issuer!]!"
    })
    void whatBreaksClientsIsFound(String then, String changed) throws IOException {
        assertThat(now()).contains(then);

        assertThat(breaking(now(), now().replace(then, changed))).isNotEmpty();
        assertThat(breaking(now(), now())).isEmpty();
    }

    private static List<String> breaking(String then, String now) {
        var changes = new CapturingReporter();
        new SchemaDiff().diffSchema(SchemaDiffSet.diffSetFromIntrospection(schema(then), schema(now)), changes);
        return changes.getBreakages().stream().map(DiffEvent::getReasonMsg).toList();
    }

    private static GraphQLSchema schema(String text) {
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text), RuntimeWiring.MOCKED_WIRING);
    }

    /** All files of the schema, as they are merged. */
    private static String now() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".graphqls"))
                    .sorted()
                    .map(SchemaChangesTest::text)
                    .collect(joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
