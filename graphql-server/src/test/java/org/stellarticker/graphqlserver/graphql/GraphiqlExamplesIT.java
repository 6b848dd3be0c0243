package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.Parser;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

/** The queries that GraphiQL shows at the first visit. */
class GraphiqlExamplesIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Pattern EXAMPLE = Pattern.compile("`([^`]*)`");

    @Test
    void everyExampleIsAnswered() throws IOException {
        var graphql = new GraphqlAnswers(db, Clock.systemUTC());

        for (String example : examples()) {
            if (operations(example).anyMatch(operation -> operation.getOperation() == Operation.SUBSCRIPTION)) {
                assertThat(graphql.error(example).get("message").asText())
                        .as("valid, but a stream")
                        .startsWith("expected a subscription by WebSocket");
            } else {
                assertThat(graphql.data(example).isObject()).as(example).isTrue();
            }
        }
    }

    @Test
    void everyQueryOfTheSchemaIsShownButWhatOthersShow() throws IOException {
        Set<String> shown =
                examples().stream().flatMap(GraphiqlExamplesIT::fields).collect(toSet());

        assertThat(shown)
                .contains(
                        "ticker",
                        "markets",
                        "assets",
                        "issuers",
                        "candles",
                        "vwap",
                        "marketStats",
                        "marketList",
                        "movers",
                        "price",
                        "prices",
                        "priceHistory",
                        "twap",
                        "search",
                        "assetInfo",
                        "assetList",
                        "status",
                        "trades",
                        "orderBook",
                        "depth",
                        "pools");
    }

    private static Stream<String> fields(String query) {
        return operations(query)
                .flatMap(operation -> operation.getSelectionSet().getSelectionsOfType(Field.class).stream())
                .map(Field::getName);
    }

    private static Stream<OperationDefinition> operations(String query) {
        Document document = Parser.parse(query);
        return document.getDefinitionsOfType(OperationDefinition.class).stream();
    }

    private static List<String> examples() throws IOException {
        try (var in = Objects.requireNonNull(GraphiqlFiles.class.getResourceAsStream("graphiql/start.js"))) {
            List<String> examples = EXAMPLE.matcher(new String(in.readAllBytes(), UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(9);
            return examples;
        }
    }
}
