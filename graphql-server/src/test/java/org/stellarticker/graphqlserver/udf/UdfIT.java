package org.stellarticker.graphqlserver.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.graphqlserver.ChartData.MIDNIGHT;
import static org.stellarticker.graphqlserver.ChartData.NOW;
import static org.stellarticker.http.TestApi.members;
import static org.stellarticker.http.TestApi.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.TestApi;
import org.stellarticker.marketdata.listing.QuotedMarkets;

/** Asks as TradingView's charts do. */
class UdfIT {

    private static final String TICKER = "native/" + USD.key();
    private static final String EURT = EUR.key() + "/native";
    private static final Instant FIRST = MIDNIGHT.minus(Duration.ofHours(30));
    private static final long SECOND = MIDNIGHT.getEpochSecond();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        ChartData.store(db);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var live = new LiveDatabase(db.database(), clock);
        var markets = new QuotedMarkets(live::snapshot, clock, ChartData.REFERENCES, Duration.ofHours(1));
        api = TestApi.start(folder, new UdfRoutes(live, clock, markets, ChartData.REFERENCES.verified())::addTo);
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    @Test
    void theConfigurationNamesWhatThereIs() throws IOException {
        JsonNode config = api.get("/udf/config");

        assertThat(config.get("supported_resolutions").toString())
                .isEqualTo("[\"1\",\"5\",\"15\",\"60\",\"240\",\"1D\",\"1W\",\"1M\"]");
        assertThat(members(config, "supports_search", "supports_group_request", "supports_time"))
                .isEqualTo("true false true");
        assertThat(api.send("/udf/time", Map.of()).body()).isEqualTo(Long.toString(NOW.getEpochSecond()));
    }

    @Test
    void aSymbolHasTheExactTicker() throws IOException {
        JsonNode symbol = api.get("/udf/symbols?symbol=" + TICKER);

        assertThat(members(symbol, "name", "ticker", "description", "exchange", "type", "session", "timezone"))
                .isEqualTo("XLM/USD " + TICKER + " XLM/USD Stellar crypto 24x7 Etc/UTC");
        assertThat(members(symbol, "minmov", "pricescale", "has_intraday")).isEqualTo("1 100000000 true");
        for (String other : List.of("XLM/USD", "Stellar:XLM/USD", "Stellar:" + TICKER, "xlm/usd")) {
            assertThat(members(api.get("/udf/symbols?symbol=" + other), "ticker"))
                    .as(other)
                    .isEqualTo(TICKER);
        }
        assertThat(members(api.get("/udf/symbols?symbol=" + USD.key() + "/native"), "ticker"))
                .as("the other direction")
                .isEqualTo(USD.key() + "/native");
        JsonNode small = api.get("/udf/symbols?symbol=" + EURT.toLowerCase(Locale.ROOT));
        assertThat(members(small, "ticker", "pricescale")).isEqualTo(EURT + " 10000000000000000");
    }

    @Test
    void aSymbolThatNobodyKnowsIsAnError() throws IOException {
        for (String symbol : List.of("native/" + BTC.key(), "nothing", "XLM/XLM", "/")) {
            var answer = api.send("/udf/symbols?symbol=" + symbol, Map.of());
            assertThat(answer.status()).as(symbol).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"s\":\"error\",\"errmsg\":\"unknown_symbol");
        }
    }

    @Test
    void searchesFindSymbolsInCapitals() throws IOException {
        assertThat(texts(api.get("/udf/search?query=XLM&limit=10&type=&exchange="), "ticker"))
                .as("first where it is the base")
                .containsExactly(TICKER, EURT);
        JsonNode found = api.get("/udf/search?query=" + EUR.key().toUpperCase(Locale.ROOT));
        assertThat(members(found.get(0), "symbol", "full_name", "ticker", "exchange", "type"))
                .isEqualTo((EUR.key() + "/XLM ").repeat(2) + EURT + " Stellar crypto");
        assertThat(api.get("/udf/search?query=XLM&limit=1")).hasSize(1);
        assertThat(api.get("/udf/search?query=NOTHING")).isEmpty();
        assertThat(api.get("/udf/search?query=XLM&type=stock")).isEmpty();
        assertThat(api.get("/udf/search?query=XLM&exchange=Other")).isEmpty();
    }

    private static JsonNode history(String symbol, String resolution, long from, long to, String more)
            throws IOException {
        return api.get(
                "/udf/history?symbol=" + symbol + "&resolution=" + resolution + "&from=" + from + "&to=" + to + more);
    }

    @Test
    void barsAscendEachOnceWithoutThoseThatHaveNoPrice() throws IOException {
        JsonNode bars = history(TICKER, "1", SECOND - 3600, SECOND + 3600, "");

        assertThat(bars.toString())
                .isEqualTo("{\"s\":\"ok\",\"t\":[" + (SECOND - 60) + "," + SECOND
                        + "],\"o\":[0.25,0.5],\"h\":[0.25,0.75]," + "\"l\":[0.25,0.5],\"c\":[0.25,0.75],\"v\":[2,4]}");
        String day = api.send("/udf/history?symbol=" + EURT + "&resolution=1D&from=0&to=" + (SECOND + 3600), Map.of())
                .body();
        assertThat(day).contains("\"o\":[0.000000001],", "\"v\":[200000]");
        assertThat(history(USD.key() + "/native", "1", SECOND, SECOND + 60, "").toString())
                .contains("\"h\":[2],\"l\":[1.3333333333333333],");
    }

    @Test
    void theEndOfARangeIsExclusive() throws IOException {
        assertThat(history(TICKER, "1", SECOND - 60, SECOND, "").get("t").toString())
                .isEqualTo("[" + (SECOND - 60) + "]");
    }

    @Test
    void anEmptyRangeNamesTheLastOlderBar() throws IOException {
        assertThat(history(TICKER, "60", SECOND - 7200, SECOND - 3600, "").toString())
                .as("between distant trades")
                .isEqualTo("{\"s\":\"no_data\",\"nextTime\":" + FIRST.getEpochSecond() + "}");
        assertThat(history(TICKER, "1", SECOND + 60, SECOND + 120, "")
                        .get("nextTime")
                        .asLong())
                .as("a bar of nothing is none")
                .isEqualTo(SECOND);
        assertThat(history(TICKER, "1", -2_208_988_800L, FIRST.getEpochSecond(), "")
                        .toString())
                .as("before the first")
                .isEqualTo("{\"s\":\"no_data\"}");
        assertThat(history("native/" + BTC.key(), "1D", 0, SECOND, "&countback=2")
                        .toString())
                .as("never traded")
                .isEqualTo("{\"s\":\"no_data\"}");
    }

    @Test
    void countbackReachesBackBeforeTheBegin() throws IOException {
        // As a chart asks when a new bar begins: the last ten periods, but two at least.
        assertThat(history(TICKER, "60", SECOND + 60, SECOND + 3600, "&countback=2")
                        .get("t")
                        .toString())
                .isEqualTo("[" + (SECOND - 3600) + "," + SECOND + "]");
        assertThat(history(TICKER, "60", SECOND - 7200, SECOND - 3600, "&countback=2")
                        .get("t")
                        .toString())
                .isEqualTo("[" + FIRST.getEpochSecond() + "]");
        assertThat(history(TICKER, "60", SECOND - 36_000_000, SECOND + 3600, "&countback=1")
                        .get("t"))
                .as("all of the range")
                .hasSize(3);
        assertThat(api.get("/udf/history?symbol=" + TICKER + "&resolution=1D&countback=1&to=" + (SECOND + 1))
                        .get("t")
                        .toString())
                .isEqualTo("[" + SECOND + "]");
    }

    @Test
    void wrongArgumentsAreErrors() throws IOException {
        String path = "/udf/history?symbol=" + TICKER;
        for (String query : List.of(
                "/udf/history",
                path + "&resolution=2&from=1&to=2",
                path + "&resolution=1&from=x&to=2",
                path + "&resolution=1&from=1",
                path + "&resolution=1&to=1",
                path + "&resolution=1&from=1&to=2&countback=0",
                "/udf/history?symbol=nothing&resolution=1&from=1&to=2",
                "/udf/search?limit=0",
                "/udf/symbols")) {
            var answer = api.send(query, Map.of());
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.body())
                    .as(query)
                    .startsWith("{\"s\":\"error\",\"errmsg\":\"")
                    .contains("expected");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 10000000", "1, 2, 100000000", "123456789, 1, 1", "1, 3000, 100000000000"})
    void aChartShowsEightDigits(long n, long d, long scale) {
        assertThat(SymbolJson.priceScale(new Price(n, d))).isEqualTo(scale);
    }
}
