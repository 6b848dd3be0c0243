package org.stellarticker.graphqlserver.graphql.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.graphqlserver.graphql.GraphqlAnswers.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.StoredMarket;
import org.stellarticker.graphqlserver.graphql.GraphqlAnswers;

/** Asks GraphQL about a stored market; RestIT expects the same values. */
class MarketModuleIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String PAIR = "base: \"native\", counter: \"" + USD.key() + "\"";
    private static final String TURNED = "base: \"" + USD.code() + "-" + USD.issuer() + "\", counter: \"XLM\"";
    private static final String CANDLE = "{openTime closeTime open high low close baseVolume counterVolume vwap"
            + " tradeCount complete audited revision source dustExcluded servedFrom}";

    private static GraphqlAnswers graphql;

    @BeforeAll
    static void store() {
        StoredMarket.store(db);
        graphql = new GraphqlAnswers(db, Clock.fixed(NOON.plusSeconds(10), ZoneOffset.UTC));
    }

    @Test
    void candlesAreExactInEitherDirection() throws IOException {
        JsonNode hours = graphql.data("{candles(" + PAIR + ", interval: \"1h\") " + CANDLE + "}")
                .get("candles");

        assertThat(hours).hasSize(2);
        JsonNode first = hours.get(0);
        assertThat(texts(first, "openTime", "closeTime", "open", "close", "baseVolume", "counterVolume"))
                .isEqualTo("2026-03-01T10:00:00Z 2026-03-01T11:00:00Z 0.33333333333333333333 0.33333333333333333333 2"
                        + " 0.6666666");
        assertThat(texts(first, "tradeCount", "complete", "audited", "revision", "source", "dustExcluded"))
                .isEqualTo("1 true false 1 trades true");
        assertThat(first.get("open").isTextual()).isTrue();
        assertThat(hours.get(1).get("complete").asBoolean()).isFalse();
        JsonNode turned = graphql.data("{candles(" + TURNED + ", interval: \"1h\") " + CANDLE + "}")
                .at("/candles/0");
        assertThat(texts(turned, "open", "vwap", "baseVolume", "counterVolume", "servedFrom"))
                .isEqualTo("3 3.00000030000003 0.6666666 2 database");
    }

    @Test
    void candlesOfATimeAreFilledAndLimited() throws IOException {
        JsonNode filled = graphql.data("{candles(" + PAIR + ", interval: \"1h\", from: \"2026-03-01T09:30:00Z\","
                        + " to: " + NOON.plusSeconds(1).toEpochMilli() + ", fill: true) " + CANDLE + "}")
                .get("candles");

        assertThat(filled).hasSize(3);
        assertThat(texts(filled.get(1), "openTime", "open", "vwap", "baseVolume", "tradeCount"))
                .isEqualTo("2026-03-01T11:00:00Z null null 0 0");
        assertThat(graphql.data("{candles(" + PAIR + ", interval: \"1h\", limit: 1) " + CANDLE + "}")
                        .at("/candles/0/openTime")
                        .asText())
                .isEqualTo("2026-03-01T12:00:00Z");
        assertThat(graphql.data("{candles(base: \"native\", counter: \"" + BTC.key() + "\", interval: \"1M\")" + CANDLE
                                + "}")
                        .get("candles"))
                .isEmpty();
    }

    @Test
    void theVwapOfAWindowIsExactInEitherDirection() throws IOException {
        String fields =
                "{base counter from to vwap baseVolume counterVolume tradeCount complete completeFrom completeTo"
                        + " gaps {from to reason} audited}";

        JsonNode both = graphql.data("{vwap(" + PAIR + ", from: \"2026-03-01T10:00:00Z\", to: \"2026-03-01T12:00:01Z\")"
                        + fields + "}")
                .get("vwap");
        assertThat(texts(both, "base", "counter", "from", "to", "vwap", "baseVolume", "counterVolume", "tradeCount"))
                .isEqualTo(
                        "native " + USD.key() + " 2026-03-01T10:00:00Z 2026-03-01T12:00:01Z 0.41666665 4 1.6666666 2");
        assertThat(texts(both, "complete", "completeFrom", "completeTo", "audited"))
                .isEqualTo("true 2026-02-28T12:00:00Z 2026-03-01T12:00:05Z false");
        JsonNode turned = graphql.data("{vwap(" + TURNED + ", from: \"2026-03-01T12:00:00Z\","
                        + " to: \"2026-03-01T12:00:00.001Z\")" + fields + "}")
                .get("vwap");
        assertThat(texts(turned, "vwap", "baseVolume", "counterVolume")).isEqualTo("2 1 2");
        JsonNode nothing = graphql.data("{vwap(" + PAIR + ", from: \"2026-03-01T10:00:01Z\","
                        + " to: \"2026-03-01T10:01:00Z\")" + fields + "}")
                .get("vwap");
        assertThat(texts(nothing, "vwap", "baseVolume", "tradeCount")).isEqualTo("null 0 0");
    }

    @Test
    void aMarketIsExactInEitherDirection() throws IOException {
        String fields = "{base counter from asOf open high low close change vwap baseVolume counterVolume tradeCount"
                + " lastTradeTime bid ask spread bookAsOf pools {id baseReserve counterReserve price feeBp asOf}"
                + " complete completeFrom completeTo gaps {from to} audited}";

        JsonNode market =
                graphql.data("{marketStats(" + PAIR + ")" + fields + "}").get("marketStats");
        assertThat(texts(market, "open", "high", "low", "close", "change", "vwap", "baseVolume", "counterVolume"))
                .isEqualTo("0.33333333333333333333 0.5 0.33333333333333333333 0.5 0.16666666666666666667 0.41666665 4"
                        + " 1.6666666");
        assertThat(texts(market, "bid", "ask", "spread", "bookAsOf", "tradeCount", "asOf", "lastTradeTime"))
                .isEqualTo("0.33333333333333333333 0.4 0.066666666666666666667 2026-03-01T12:00:00Z 2"
                        + " 2026-03-01T12:00:10Z 2026-03-01T12:00:00Z");
        assertThat(market.get("complete").asBoolean()).isTrue();
        JsonNode turned = graphql.data("{marketStats(" + TURNED + ", window: \"1h\")" + fields + "}")
                .get("marketStats");
        assertThat(texts(turned, "open", "close", "change", "tradeCount", "bid", "ask", "spread"))
                .isEqualTo("2 2 0 1 2.5 3 0.5");
        assertThat(turned.at("/pools/0/price").asText()).isEqualTo("4");
        assertThat(graphql.data("{marketStats(base: \"" + BTC.key() + "\", counter: \"XLM\") {open}}")
                        .get("marketStats")
                        .isNull())
                .as("never traded")
                .isTrue();
    }

    @Test
    void statusIsAnsweredFromTheSameReportAsRest() throws IOException {
        JsonNode status = graphql.data("{status {status reasons programs {name state lastProgress lagSeconds build}"
                        + " gaps {from to reason} completeFrom completePercent completeAt schemaVersion build"
                        + " positions {trades audit oldestEvent newestEvent windowsAsOf}}}")
                .get("status");

        assertThat(status.get("status").asText()).isEqualTo("degraded");
        assertThat(status.at("/programs/0/state").asText()).isEqualTo("missing");
        assertThat(status.at("/positions/trades").asText()).isEqualTo((901L << 32) + "-0");
        assertThat(status.at("/build").asText()).isEqualTo("7");
    }

    /** Each wrong argument is refused by its name, with the value and what was expected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    candles(base: "dollar", counter: "XLM", interval: "1h") {open} | base | dollar | native or CODE:ISSUER
                    candles(base: 7, counter: "XLM", interval: "1h") {open}        | base | 7 | native or CODE:ISSUER
                    candles(base: {a: 1}, counter: "XLM", interval: "1h") {open}   | base | another kind | native or CODE:ISSUER
                    candles(base: "XLM", counter: "XLM", interval: "1h") {open}    | counter | native | another asset than base
                    candles(base: "XLM", counter: "USD:G", interval: "1h") {open}  | counter | USD:G | native or CODE:ISSUER
                    candles(PAIR, interval: "2m") {open}                           | interval | 2m | 1m, 5m, 15m, 1h, 4h, 1d, 1w or 1M
                    candles(PAIR, interval: "1h", limit: 0) {open}                 | limit | 0 | a whole number from 1 to 1000
                    candles(PAIR, interval: "1h", limit: 1001) {open}              | limit | 1001 | a whole number from 1 to 1000
                    candles(PAIR, interval: "1h", from: "noon") {open}             | from | noon | a time of RFC 3339
                    candles(PAIR, interval: "1h", from: 2000, to: 1000) {open}     | to | 1970-01-01T00:00:01Z | not before from
                    vwap(PAIR, from: "x", to: 1) {vwap}                            | from | x | a time of RFC 3339
                    vwap(PAIR, from: 2000, to: "1970-01-01T00:00:01Z") {vwap}      | to | 1970-01-01T00:00:01Z | not before from
                    vwap(PAIR, from: 2000, to: -1) {vwap}                          | to | -1 | a time of RFC 3339
                    vwap(PAIR, from: 2000) {vwap}                                  | to | '' | to
                    marketStats(PAIR, window: "2h") {open}                         | window | 2h | 24h, 7d or 1h
                    marketStats(base: "XLM", counter: "native") {open}             | counter | native | another asset than base
                    """)
    void aWrongArgumentIsNamed(String field, String argument, String value, String expected) throws IOException {
        JsonNode error = graphql.error("{" + field.replace("PAIR", PAIR) + "}");

        assertThat(error.get("message").asText())
                .contains(argument)
                .contains(value)
                .contains(expected);
    }

    @Test
    void aRefusalForProgramsHasItsFaults() throws IOException {
        JsonNode error =
                graphql.error("{candles(base: \"XLM\", counter: \"native\", interval: \"1h\", limit: 0) {open}}");

        assertThat(error.toString()).isEqualTo("""
                {"message":"limit: expected a whole number from 1 to 1000, found \\"0\\"; counter: expected another asset\
                 than base, found \\"native\\"","path":["candles"],"extensions":{"code":"BAD_ARGUMENT","faults":[\
                {"field":"limit","value":"0","expected":"a whole number from 1 to 1000"},{"field":"counter","value":\
                "native","expected":"another asset than base"}]}}""");
    }

    @Test
    void aWrongVariableIsNamed() throws IOException {
        JsonNode error = graphql.error(
                "query($i: CandleInterval!) {candles(" + PAIR + ", interval: $i) {open}}", Map.of("i", "2m"));

        assertThat(error.get("message").asText()).contains("'i'", "\"2m\"", "1m, 5m, 15m, 1h, 4h, 1d, 1w or 1M");
    }

    @Test
    void anEdgeThatIsNotKeptIsRefusedWithTheNearest() throws IOException {
        db.execute("insert into retention_watermark (watermark_at) values ('2026-02-20T00:00:00Z')");
        JsonNode error = graphql.error(
                "{vwap(" + PAIR + ", from: \"2026-02-01T10:20:00Z\", to: \"2026-03-01T10:01:00Z\") {vwap}}");
        db.execute("delete from retention_watermark");

        assertThat(error.at("/extensions/faults/0/field").asText()).isEqualTo("from");
        assertThat(error.at("/extensions/faults/0/value").asText()).isEqualTo("2026-02-01T10:20:00Z");
        assertThat(error.at("/extensions/faults/0/expected").asText()).contains("the nearest is 2026-02-01T");
    }

    @Test
    void aQueryTakesAsManyStatementsHoweverLongItsListsAre() throws IOException {
        graphql.data("{candles(" + PAIR + ", interval: \"1m\", from: 0, limit: 1) " + CANDLE + "}");
        int one = graphql.statements();
        graphql.data("{candles(" + PAIR + ", interval: \"1m\", from: 0, limit: 1000) " + CANDLE + "}");

        assertThat(graphql.statements()).isEqualTo(one).isBetween(1, 8);
    }

    @Test
    void equalQuestionsOfAQueryAreReadOnce() throws IOException {
        String stats = "marketStats(" + PAIR + ") {open}";
        graphql.data("{" + stats + " vwap(" + PAIR + ", from: 1000, to: 2000) {vwap}}");
        int once = graphql.statements();
        String twenty =
                IntStream.range(0, 20).mapToObj(i -> "m" + i + ": " + stats).collect(Collectors.joining(" "));
        graphql.data("{" + twenty + " vwap(" + PAIR + ", from: 1000, to: 2000) {vwap}}");

        assertThat(graphql.statements()).as("shared").isZero();
        assertThat(once).isBetween(1, 25);
    }
}
