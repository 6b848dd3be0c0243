package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRequestTest {

    @Test
    void queryVariablesAndOperationAreRead() throws Exception {
        var request = ofJson("""
                {"operationName": "b", "other": [1], "query": "{x}",
                 "variables": {"n": 7, "f": 1.5, "t": true, "l": ["ä", null, {"k": -1}]}}
                """);

        assertThat(request.query()).isEqualTo("{x}");
        assertThat(request.operationName()).contains("b");
        assertThat(request.variables())
                .isEqualTo(Map.of("n", 7, "f", 1.5, "t", true, "l", Arrays.asList("ä", null, Map.of("k", -1))));
    }

    @Test
    void variablesAndOperationMayBeLeftOutOrNullOrEmpty() throws Exception {
        for (String json :
                List.of("{\"query\": \"{x}\"}", "{\"query\": \"{x}\", \"variables\": null, \"operationName\": \"\"}")) {
            assertThat(ofJson(json)).isEqualTo(new QueryRequest("{x}", Map.of(), Optional.empty()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                   | the body: expected a JSON object
            [{"query": "{x}"}]                   | the body: expected a JSON object
            {"query": "{x}"} x                   | the body: expected JSON
            {"query": "{x}"} {}                  | nothing behind it
            {"query": "{x}"                      | the body: expected JSON
            <html>                               | the body: expected JSON
            {}                                   | expected a JSON object with the text "query"
            {"query": 7}                         | expected a JSON object with the text "query"
            {"query": "{x}", "variables": "{}"}  | "variables": expected a JSON object
            {"query": "{x}", "operationName": 1} | "operationName": expected a text
            """)
    void whatIsNoRequestIsRefusedWithWhatWasExpected(String json, String expected) {
        assertThatThrownBy(() -> ofJson(json))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    @Test
    void objectsWithoutEndAreRefused() {
        String deep = "{\"query\": \"{x}\", \"variables\": " + "{\"a\":".repeat(100_000);

        assertThatThrownBy(() -> ofJson(deep)).isInstanceOf(BadRequest.class);
    }

    @Test
    void parametersAreReadAsABodyIs() throws Exception {
        var persisted = new PersistedQueries();
        assertThat(QueryRequest.ofParameters(
                        Map.of("query", "{x}", "variables", "{\"n\": 1}", "operationName", "a"), persisted))
                .isEqualTo(new QueryRequest("{x}", Map.of("n", 1), Optional.of("a")));
        assertThat(QueryRequest.ofParameters(Map.of("query", "{x}", "variables", "", "operationName", ""), persisted))
                .isEqualTo(new QueryRequest("{x}", Map.of(), Optional.empty()));
        assertThatThrownBy(() -> QueryRequest.ofParameters(Map.of(), persisted)).hasMessageContaining("\"query\"");
        assertThatThrownBy(() -> QueryRequest.ofParameters(Map.of("query", "{x}", "variables", "x"), persisted))
                .hasMessageContaining("\"variables\": expected JSON");
    }

    @Test
    void aQueryIsKnownByItsHashOnceItCameWithIt() throws Exception {
        var persisted = new PersistedQueries();
        // echo -n '{x}' | sha256sum
        String hash = "d3ebeaf9670d728f594bccba063758370a55f027cbb242341d9911c2386399a1";
        String named = "{\"version\": 1, \"sha256Hash\": \"" + hash + "\"}";
        byte[] byHash = ("{\"extensions\": {\"persistedQuery\": " + named + "}}").getBytes(UTF_8);
        byte[] whole = ("{\"query\": \"{x}\", \"extensions\": {\"persistedQuery\": " + named + "}}").getBytes(UTF_8);

        assertThatThrownBy(() -> QueryRequest.ofJson(byHash, persisted)).isInstanceOf(PersistedQueryNotFound.class);
        assertThat(QueryRequest.ofJson(whole, persisted).query()).isEqualTo("{x}");
        assertThat(QueryRequest.ofJson(byHash, persisted).query()).isEqualTo("{x}");
        assertThat(QueryRequest.ofParameters(Map.of("extensions", "{\"persistedQuery\": " + named + "}"), persisted)
                        .query())
                .isEqualTo("{x}");
    }

    @Test
    void aHashOfAnotherQueryIsRefused() {
        String wrong = """
                {"query": "{y}", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}}""";
        assertThatThrownBy(() -> ofJson(wrong))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("expected the SHA-256 of the query")
                .hasMessageContaining("found ab");
        String version = """
                {"query": "{y}", "extensions": {"persistedQuery": {"version": 2, "sha256Hash": "ab"}}}""";
        assertThatThrownBy(() -> ofJson(version)).hasMessageContaining("\"version\": 1");
    }

    private static QueryRequest ofJson(String json) throws Exception {
        return QueryRequest.ofJson(json.getBytes(UTF_8), new PersistedQueries());
    }
}
