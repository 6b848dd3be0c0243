package org.stellarticker.graphqlserver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.http.openapi.OpenApi;

/** Compares the OpenAPI document with that of the last release. */
class OpenApiChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RELEASED = Path.of("..", "docs", "released", "openapi.json");

    private final String now = OpenApi.read(OpenApiDocument.class).document().toString();

    @Test
    void nothingBreaksClientsOfTheLastRelease() throws IOException {
        assertThat(OpenApiChanges.breaking(
                        JSON.readTree(RELEASED.toFile()),
                        OpenApi.read(OpenApiDocument.class).document()))
                .as("changes that break clients; CONTRIBUTING, \"Release\", says what to do")
                .isEmpty();
    }

    /** Each line is a change of the document's text, and the change that is found. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "/api/v1/vwap" | "/api/v1/average" | /api/v1/vwap: gone
            "name":"window" | "name":"length" | /api/v1/markets/{base}/{counter} window: gone
            ["24h","7d","1h"] | ["24h","7d"] | /api/v1/markets/{base}/{counter} window: a word less
            "default":"24h" | "default":"7d" | /api/v1/markets/{base}/{counter} window: another default
            "maximum":200 | "maximum":100 | /api/v1/orderbook depth: narrower bounds
            "name":"sizes","in":"query" | "name":"sizes","in":"query","required":true | /api/v1/markets/{base}/{counter}/depth sizes: required
            "text/event-stream" | "text/plain" | /api/v1/stream 200 text/event-stream: gone
            "overflow":{ | "slow":{ | /api/v1/stream 200 overflow: gone
            "pools":{"type":"array" | "funds":{"type":"array" | /api/v1/markets/{base}/{counter} 200 application/json.pools: gone
            "required":["pools"] | "required":[] | /api/v1/markets/{base}/{counter} 200 application/json.pools: may be left out
            "percent":{"$ref":"#/components/schemas/Decimal"} | "percent":{"$ref":"#/components/schemas/NullableDecimal"} | /api/v1/markets/{base}/{counter}/depth 200 application/json.bands[].percent: may be null
            "percent":{"$ref":"#/components/schemas/Decimal"} | "percent":{"type":"number"} | /api/v1/markets/{base}/{counter}/depth 200 application/json.bands[].percent: another type
            "ledger":{"type":"integer" | "ledger":{"type":"string" | /api/v1/trades 200 application/json.items[].ledger: another type
            """)
    void whatBreaksClientsIsFound(String then, String changed, String expected) throws IOException {
        assertThat(now).contains(then);

        assertThat(OpenApiChanges.breaking(JSON.readTree(now), JSON.readTree(now.replace(then, changed))))
                .contains(expected);
    }

    @Test
    void moreBreaksNobody() throws IOException {
        JsonNode more = JSON.readTree(now.replace("[\"24h\",\"7d\",\"1h\"]", "[\"24h\",\"7d\",\"1h\",\"5m\"]")
                .replace("\"maximum\":200", "\"maximum\":500")
                .replace("\"percent\":{", "\"basis_points\":{\"type\":\"integer\"},\"percent\":{"));

        assertThat(OpenApiChanges.breaking(JSON.readTree(now), more)).isEmpty();
    }
}
