package org.stellarticker.graphqlserver.graphql.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.graphqlserver.graphql.GraphqlAnswers.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.StoredMarket;
import org.stellarticker.graphqlserver.graphql.GraphqlAnswers;

/** Asks GraphQL for prices and for the list of all markets. */
class PriceModuleIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String PRICE =
            "{asset quote price last bid ask change24h volume24hUsd path {base counter} asOf"
                    + " tradeCount marketCount stale reason}";

    private static GraphqlAnswers graphql;

    @BeforeAll
    static void store() {
        StoredMarket.store(db);
        var trades = List.of(
                aTrade(5, 0, NOON.minus(Duration.ofHours(1)), EUR, XLM, new Price(3, 1)),
                aTrade(4, 0, NOON.minus(Duration.ofHours(30)), EUR, XLM, new Price(2, 1)));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 100)));
        db.database().commit(tx -> new MarketStore().saveAllWindows(tx, StoredWindow.WEEK, NOON.plusSeconds(70)));
        graphql = new GraphqlAnswers(db, Clock.fixed(NOON.plusSeconds(70), ZoneOffset.UTC));
    }

    @Test
    void aPriceIsInDollarsUnlessAnAssetIsNamed() throws IOException {
        JsonNode price = graphql.data("{price(asset: \"" + EUR.key() + "\") " + PRICE + "}")
                .get("price");

        assertThat(texts(price, "asset", "quote", "price", "last", "bid", "ask", "volume24hUsd", "reason"))
                .isEqualTo(EUR.key() + " USD 1.5 1.5 null null 3 null");
        assertThat(texts(price, "asOf", "tradeCount", "marketCount", "stale"))
                .isEqualTo("2026-03-01T11:01:00Z 1 1 true");
        assertThat(price.get("path")).hasSize(2);
        JsonNode inXlm = graphql.data("{price(asset: \"" + USD.key() + "\", quote: \"XLM\") " + PRICE + "}")
                .get("price");
        assertThat(texts(inXlm, "quote", "price", "bid", "ask")).isEqualTo("native 2 2.5 3");
    }

    @Test
    void manyPricesAreOneRead() throws IOException {
        var graphql = new GraphqlAnswers(db, Clock.fixed(NOON.plusSeconds(70), ZoneOffset.UTC));
        graphql.data("{prices(assets: [\"XLM\"]) {price}}");
        int one = graphql.statements();
        String many = "\"XLM\", \"" + EUR.key() + "\", \"NEW:" + EUR.issuer() + "\", \"native\"";
        JsonNode prices = graphql.data("{prices(assets: [" + many + "]) {asset price reason}}")
                .get("prices");

        assertThat(graphql.statements()).as("shared").isZero();
        assertThat(one).isBetween(1, 10);
        assertThat(prices).hasSize(3);
        assertThat(texts(prices.get(0), "asset", "price", "reason")).isEqualTo("native 0.5 null");
        assertThat(prices.get(2).get("reason").asText()).startsWith("no market leads from NEW:");
    }

    @Test
    void historyAndTimeWeightedPricesAreExact() throws IOException {
        JsonNode history = graphql.data("{priceHistory(asset: \"" + EUR.key() + "\", interval: \"1h\")"
                        + " {path {base counter} items {openTime closeTime price} nextCursor}}")
                .get("priceHistory");
        assertThat(history.get("items")).hasSize(2);
        assertThat(texts(history.get("items").get(1), "openTime", "closeTime"))
                .isEqualTo("2026-03-01T11:00:00Z 2026-03-01T12:00:00Z");
        assertThat(history.at("/items/0/price").isNull())
                .as("XLM had not traded yet")
                .isTrue();
        assertThat(history.at("/items/1/price").asText()).isEqualTo("0.9999999");
        JsonNode twap = graphql.data("{twap(base: \"XLM\", counter: \"" + USD.key()
                        + "\", from: \"2026-03-01T12:00:00Z\", to: \"2026-03-01T12:01:10Z\") {base counter from to twap"
                        + " interval baseVolume counterVolume tradeCount complete completeFrom completeTo gaps {from}"
                        + " audited}}")
                .get("twap");
        // A third for the minute of the trade, a half for 10 seconds.
        assertThat(texts(twap, "twap", "interval", "baseVolume", "tradeCount"))
                .isEqualTo("0.35714285714285714286 1m 2 1");
    }

    @Test
    void allMarketsAreListedInTheDirectionOfTheirQuotes() throws IOException {
        JsonNode page = graphql.data(
                        "{marketList(limit: 1) {items {base counter valid from asOf open high low close change"
                                + " vwap baseVolume counterVolume baseVolumeUsd tradeCount buys sells lastTradeTime bid ask spread"
                                + " bookAsOf pool {baseReserve} buys5m sells5m change5m volume5m buys1h sells1h change1h volume1h"
                                + " buys6h sells6h change6h volume6h buys24h sells24h change24h volume24h} nextCursor complete"
                                + " completeFrom completeTo gaps {from}}}")
                .get("marketList");

        JsonNode first = page.at("/items/0");
        assertThat(texts(
                        first,
                        "base",
                        "counter",
                        "close",
                        "baseVolume",
                        "baseVolumeUsd",
                        "tradeCount",
                        "buys",
                        "sells"))
                .isEqualTo(EUR.key() + " native 3 2 3 1 1 0");
        assertThat(texts(first, "volume5m", "change5m", "buys6h", "volume24h")).isEqualTo("0 null 1 2");
        JsonNode second = graphql.data("{marketList(limit: 1, cursor: \""
                        + page.get("nextCursor").asText()
                        + "\") {items {base counter bid pool {baseReserve}} nextCursor}}")
                .get("marketList");
        assertThat(texts(second.at("/items/0"), "base", "counter")).isEqualTo("native " + USD.key());
        assertThat(second.at("/items/0/pool/baseReserve").asText()).isEqualTo("4");
        assertThat(second.get("nextCursor").isNull()).isTrue();
        JsonNode byPair = graphql.data("{marketList(window: \"7d\", sort: \"pair\") {items {base buys}}}")
                .get("marketList");
        assertThat(byPair.get("items")).hasSize(2);
        assertThat(byPair.at("/items/0/base").asText()).isEqualTo("native");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    price(asset: "x") {price}                                       | asset | x | native or CODE:ISSUER
                    price(asset: "XLM", quote: "EUR") {price}                       | quote | EUR | USD, native or CODE:ISSUER
                    prices(assets: []) {price}                                      | assets | none | 1 to 200 assets
                    prices(assets: ["XLM", "y"]) {price}                            | assets | y | native or CODE:ISSUER
                    priceHistory(asset: "XLM", interval: "2h") {nextCursor}         | interval | 2h | 1m, 5m, 15m
                    priceHistory(asset: "XLM", interval: "1h", limit: 0) {nextCursor} | limit | 0 | 1 to 1000
                    priceHistory(asset: "XLM", interval: "1h", from: 2000, to: 1000) {nextCursor} | to | 1970-01-01T00:00:01Z | not before from
                    twap(base: "XLM", counter: "XLM", from: 1, to: 2) {twap}        | counter | native | another asset than base
                    marketList(window: "30d") {nextCursor}                          | window | 30d | 24h, 7d or 1h
                    marketList(sort: "size") {nextCursor}                           | sort | size | base_volume_usd, trade_count
                    marketList(limit: 1001) {nextCursor}                            | limit | 1001 | 1 to 1000
                    marketList(cursor: "%%") {nextCursor}                           | cursor | %% | the next_cursor of a page
                    marketList(cursor: "QUJD") {nextCursor}                         | cursor | QUJD | the next_cursor of a page
                    """)
    void aWrongArgumentIsNamed(String field, String argument, String value, String expected) throws IOException {
        JsonNode error = graphql.error("{" + field + "}");

        assertThat(error.get("message").asText())
                .contains(argument)
                .contains(value)
                .contains(expected);
    }
}
