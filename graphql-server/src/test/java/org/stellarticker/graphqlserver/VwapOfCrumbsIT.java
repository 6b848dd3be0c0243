package org.stellarticker.graphqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.graphql.GraphqlAnswers;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.rest.RestRoutes;
import org.stellarticker.graphqlserver.rest.market.OverviewRoutes;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.TestApi;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Three stroops for nothing: counter per base is 0, and base per counter is nothing, wherever it is asked. */
class VwapOfCrumbsIT {

    private static final Instant NOW = NOON.plusSeconds(90);
    private static final String XLM_USD = "base=native&counter=" + USD.key();
    private static final String USD_XLM = "base=" + USD.key() + "&counter=native";
    private static final String RANGE = "&from=2026-03-01T12:00:00Z&to=2026-03-01T12:01:00Z";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;
    private static GraphqlAnswers graphql;

    @BeforeAll
    static void start() throws Exception {
        Trade trade = aTrade(1, 0, NOON, XLM, USD, new Price(1, 9));
        Trade crumb = new Trade(
                trade.id(),
                NOON,
                new TradeSide(XLM, new Amount(3), trade.base().party()),
                new TradeSide(USD, new Amount(0), trade.counter().party()),
                trade.price(),
                trade.baseIsSeller(),
                trade.poolFee());
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, List.of(crumb), TradeSource.PAGE));
        db.execute("update asset set is_valid = true");
        TestSnapshots.make(db.database(), NOW);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var live = new LiveDatabase(db.database(), clock);
        var snapshots = new SnapshotCache(live::snapshot, clock);
        graphql = new GraphqlAnswers(db, clock);
        api = TestApi.start(folder, routes -> {
            var health = new Health(live, folder, clock, "7", Optional::empty);
            new RestRoutes(health, snapshots, TestStreams.hub(live, db.database()), live.limits()).addTo(routes);
            new OverviewRoutes(snapshots, ChartData.REFERENCES, () -> AssetDirectory.EMPTY, live.limits())
                    .addTo(routes);
        });
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    private static String vwap(String address, String pointer) throws IOException {
        JsonNode found = api.get(address).at(pointer);
        assertThat(found.isMissingNode()).as(address + " " + pointer).isFalse();
        return found.asText();
    }

    @Test
    void restAnswersZeroInOneDirectionAndNullInTheOther() throws IOException {
        String usd = USD.code() + "-" + USD.issuer();

        assertThat(vwap("/api/v1/candles?interval=1m&" + XLM_USD, "/items/0/vwap"))
                .isEqualTo("0");
        assertThat(vwap("/api/v1/candles?interval=5m&" + XLM_USD, "/items/0/vwap"))
                .isEqualTo("0");
        assertThat(vwap("/api/v1/vwap?" + XLM_USD + RANGE, "/vwap")).isEqualTo("0");
        assertThat(vwap("/api/v1/markets/XLM/" + usd, "/vwap")).isEqualTo("0");
        assertThat(vwap("/api/v1/markets", "/items/0/vwap"))
                .as("its quote is USD")
                .isEqualTo("0");

        assertThat(vwap("/api/v1/candles?interval=1m&" + USD_XLM, "/items/0/vwap"))
                .isEqualTo("null");
        assertThat(vwap("/api/v1/vwap?" + USD_XLM + RANGE, "/vwap")).isEqualTo("null");
        assertThat(vwap("/api/v1/markets/" + usd + "/XLM", "/vwap")).isEqualTo("null");
    }

    @Test
    void graphqlAnswersZeroInOneDirectionAndNullInTheOther() throws IOException {
        String there = "base: \"native\", counter: \"" + USD.key() + "\"";
        String back = "base: \"" + USD.key() + "\", counter: \"native\"";
        String range = ", from: \"2026-03-01T12:00:00Z\", to: \"2026-03-01T12:01:00Z\"";

        JsonNode zero = graphql.data("{candles(" + there + ", interval: \"1m\") {vwap} vwap(" + there + range
                + ") {vwap} marketStats(" + there + ") {vwap}}");
        JsonNode none = graphql.data("{candles(" + back + ", interval: \"1m\") {vwap} vwap(" + back + range
                + ") {vwap} marketStats(" + back + ") {vwap}}");

        for (String pointer : List.of("/candles/0/vwap", "/vwap/vwap", "/marketStats/vwap")) {
            assertThat(zero.at(pointer).asText()).as(pointer).isEqualTo("0");
            assertThat(none.at(pointer).isNull()).as(pointer).isTrue();
        }
    }
}
