package org.stellarticker.graphqlserver.rest.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.http.TestApi.members;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.StoredMarket;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.TestApi;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DirectoryEntry;
import org.stellarticker.marketdata.directory.DomainList;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Asks REST for all markets, prices and assets. */
class OverviewIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        StoredMarket.store(db);
        var trades = List.of(
                aTrade(5, 0, NOON.minus(Duration.ofHours(1)), EUR, XLM, new Price(3, 1)),
                aTrade(4, 0, NOON.minus(Duration.ofHours(30)), EUR, XLM, new Price(2, 1)));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 100)));
        db.database().commit(tx -> new MarketStore().saveAllWindows(tx, StoredWindow.WEEK, NOON.plusSeconds(70)));
        db.execute(
                "update asset set is_valid = true, name = '=Euro', listed_at = now(), amount = 10, auth_revocable = true"
                        + " where code = 'EURT'");
        db.execute("""
                insert into account (name, created_at, disabled_at)
                values ('one', now(), null), ('two', now(), null), ('gone', now(), now());
                insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select account.id, account.name || place, type, array[tag, 'more'], '{"number":' || place || '}',
                    '2026-03-01 11:00Z', '2026-03-01 11:00Z', ends::timestamptz
                from account
                cross join (values (1, 'metadata', '%1$s', '2999-01-01'), (2, 'metadata', '%1$s', '2999-01-01'),
                    (3, 'metadata', '%2$s', '2999-01-01'), (4, 'metadata', '%1$s', '2026-03-01 11:30Z'),
                    (5, 'private', '%1$s', '2999-01-01'), (6, 'metadata', 'OTHER:%2$s', '2999-01-01'))
                    as entry (place, type, tag, ends)
                where account.name <> 'two' or place = 1
                order by place;
                """.formatted(EUR.sep11(), EUR.issuer()));
        var clock = Clock.fixed(NOON.plusSeconds(70), ZoneOffset.UTC);
        var live = new LiveDatabase(db.database(), clock);
        var references =
                new ReferenceAssets(new QuoteRanking(List.of(USD)), new VerifiedAssets(List.of(USD)), List.of(USD));
        var directory = new AssetDirectory(
                Map.of(EUR.issuer(), new DirectoryEntry("Euro thieves", "", List.of("malicious", "issuer"))),
                DomainList.NONE);
        api = TestApi.start(
                folder,
                new OverviewRoutes(new SnapshotCache(live::snapshot, clock), references, () -> directory, live.limits())
                        ::addTo);
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    @Test
    void allMarketsArePagedInTheDirectionOfTheirQuotes() throws IOException {
        JsonNode first = api.get("/api/v1/markets?limit=1");

        assertThat(members(first.at("/items/0"), "base", "counter", "close", "base_volume", "base_volume_usd", "buys"))
                .isEqualTo(EUR.key() + " native 3 2 3 1");
        assertThat(members(first.at("/items/0"), "volume_5m", "change_5m", "buys_6h", "volume_24h", "pool_id"))
                .isEqualTo("0 null 1 2 null");
        assertThat(first.get("complete").asBoolean()).isFalse();
        JsonNode second = api.get(
                "/api/v1/markets?limit=1&cursor=" + first.get("next_cursor").asText());
        assertThat(members(second.at("/items/0"), "base", "bid", "pool_base_reserve", "pool_counter_reserve"))
                .isEqualTo("native 0.33333333333333333333 4 1");
        assertThat(second.get("next_cursor").isNull()).isTrue();
        assertThat(api.csv("/api/v1/markets?format=csv&sort=pair&window=7d").lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("base,counter,valid,from,as_of,open,");
    }

    @Test
    void pricesAreInDollarsOrInAnyAsset() throws IOException {
        JsonNode price = api.get("/api/v1/price?asset=" + EUR.key());
        assertThat(members(price, "asset", "quote", "price", "as_of", "trade_count", "market_count", "stale", "reason"))
                .isEqualTo(EUR.key() + " USD 1.5 2026-03-01T11:01:00Z 1 1 true null");
        assertThat(price.get("path").toString())
                .isEqualTo("[\"" + EUR.key() + "/native\",\"native/" + USD.key() + "\"]");
        assertThat(api.get("/api/v1/price?asset=native&quote=" + EUR.key())
                        .get("price")
                        .asText())
                .isEqualTo("0.33333333333333333333");

        JsonNode prices = api.get("/api/v1/prices?assets=XLM," + EUR.key() + ",NEW:" + USD.issuer());
        assertThat(TestApi.texts(prices.get("items"), "price")).containsExactly("0.5", "1.5", "null");
        assertThat(prices.at("/items/2/reason").asText()).startsWith("no market leads from NEW:");
        assertThat(api.csv("/api/v1/prices?assets=XLM&format=csv").lines()).hasSize(2);
    }

    @Test
    void historyNamesItsPath() throws IOException {
        JsonNode history = api.get("/api/v1/prices/history?interval=1h&asset=" + EUR.key());

        assertThat(history.get("path")).hasSize(2);
        assertThat(TestApi.texts(history.get("items"), "price")).containsExactly("null", "0.9999999");
        JsonNode page = api.get("/api/v1/prices/history?interval=1h&limit=1&from=0&asset=" + EUR.key());
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.get("next_cursor").asText()).isEqualTo("2026-02-28T07:00:00Z");
    }

    @Test
    void pricesAreWeightedByTime() throws IOException {
        JsonNode twap = api.get(
                "/api/v1/twap?base=XLM&counter=" + USD.key() + "&from=2026-03-01T12:00:00Z&to=2026-03-01T12:01:10Z");

        assertThat(members(twap, "twap", "interval", "base_volume", "counter_volume", "trade_count"))
                .isEqualTo("0.35714285714285714286 1m 2 1 1");
    }

    @Test
    void assetsAndMarketsAreFound() throws IOException {
        JsonNode found = api.get("/api/v1/search?q=eur");
        assertThat(members(found.at("/assets/0"), "asset", "valid", "name", "trade_count"))
                .isEqualTo(EUR.key() + " true =Euro 2");
        assertThat(members(found.at("/markets/0"), "base", "counter", "trade_count"))
                .isEqualTo(EUR.key() + " native 2");
        assertThat(api.get("/api/v1/movers?by=new&window=1h").get("items")).isEmpty();
        JsonNode fresh = api.get("/api/v1/movers?by=new");
        assertThat(TestApi.texts(fresh.get("items"), "base")).containsExactly("native");
        assertThat(api.csv("/api/v1/movers?by=new&format=csv").lines()).hasSize(2);
    }

    @Test
    void anAssetHasItsSupplyAndValue() throws IOException {
        JsonNode euro = api.get("/api/v1/assets/" + EUR.code() + "-" + EUR.issuer());
        assertThat(members(euro, "asset", "code", "valid", "supply", "holders", "price_usd", "market_value_usd"))
                .isEqualTo(EUR.key() + " EURT true 10 0 1.5 15");
        assertThat(euro.get("directory").toString())
                .isEqualTo("{\"name\":\"Euro thieves\",\"domain\":\"\",\"tags\":[\"malicious\",\"issuer\"]}");
        assertThat(euro.get("warnings").toString()).isEqualTo("[\"issuer_malicious\"]");
        assertThat(euro.get("flags").toString())
                .isEqualTo("{\"auth_required\":false,\"auth_revocable\":true,\"auth_immutable\":false,"
                        + "\"auth_clawback_enabled\":false}");
        JsonNode xlm = api.get("/api/v1/assets/native");
        assertThat(xlm.get("directory").isNull()).isTrue();
        assertThat(xlm.get("flags").isNull()).isTrue();
        assertThat(xlm.get("warnings")).isEmpty();
        assertThat(api.csv("/api/v1/assets?format=csv"))
                .contains(",directory_name,directory_domain,directory_tags,warnings\r\n")
                .contains(",Euro thieves,,malicious;issuer,issuer_malicious\r\n");
        JsonNode list = api.get("/api/v1/assets?limit=1");
        assertThat(members(list.at("/items/0"), "asset")).isEqualTo(EUR.key());
        assertThat(list.get("next_cursor").asText()).isEqualTo(EUR.key());
        // A spreadsheet must not run what a stranger wrote.
        assertThat(api.csv("/api/v1/assets?format=csv")).contains("'=Euro");
        assertThat(api.problem("/api/v1/assets/NEW:" + USD.issuer(), 404)
                        .get("detail")
                        .asText())
                .startsWith("expected an asset that was ever listed or traded, found NEW:");
    }

    @Test
    void anAssetHasWhatCrawlersSayOfItAndItsIssuer() throws IOException {
        JsonNode notes = api.get("/api/v1/assets/" + EUR.key()).get("notes");
        assertThat(notes.valueStream().map(note -> members(note, "about", "source", "time") + note.get("body")))
                .containsExactlyInAnyOrder(
                        EUR.sep11() + " one 2026-03-01T11:00:00Z{\"number\":2}",
                        EUR.sep11() + " two 2026-03-01T11:00:00Z{\"number\":1}",
                        EUR.issuer() + " one 2026-03-01T11:00:00Z{\"number\":3}");
        assertThat(api.get("/api/v1/assets/native").get("notes")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /markets?window=1y&sort=size&limit=0&cursor=x  | window sort limit cursor
                    /price                                         | asset
                    /price?asset=x&quote=EUR                       | asset quote
                    /prices?assets=                                | assets
                    /prices?assets=XLM,                            | assets
                    /prices/history?asset=XLM&interval=2h&limit=0  | interval limit
                    /prices/history?asset=XLM&interval=1h&from=2000&to=1000 | to
                    /twap?base=XLM&counter=native&from=1&to=2      | counter
                    /search                                        | q
                    /search?q=x&limit=101                          | limit
                    /movers?by=fall&window=2h&limit=0              | by window limit
                    /assets?limit=0&cursor=x                       | limit cursor
                    /assets/x                                      | asset
                    """)
    void aWrongParameterIsNamed(String path, String fields) throws IOException {
        assertThat(api.faults("/api/v1" + path)).containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void noMoreThanTwoHundredAssetsAreAsked() throws IOException {
        assertThat(api.faults("/api/v1/prices?assets=" + "XLM,".repeat(200) + "XLM"))
                .containsExactly("assets");
    }
}
