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

/** Finds assets and markets by GraphQL. */
class SearchModuleIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String MOVER =
            "{base counter open close change volumeUsd baseVolume counterVolume tradeCount firstTradeTime lastTradeTime}";

    private static GraphqlAnswers graphql;

    @BeforeAll
    static void store() {
        StoredMarket.store(db);
        var trades = List.of(
                // The euro falls from 4 to 3 XLM; its market is a week old. XLM rises from 1/3 to 1/2 dollars.
                aTrade(5, 0, NOON.minus(Duration.ofHours(1)), EUR, XLM, new Price(3, 1)),
                aTrade(4, 0, NOON.minus(Duration.ofHours(3)), EUR, XLM, new Price(4, 1)),
                aTrade(2, 0, NOON.minus(Duration.ofDays(6)), EUR, XLM, new Price(4, 1)));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 100)));
        db.database().commit(tx -> new MarketStore().saveAllWindows(tx, StoredWindow.WEEK, NOON.plusSeconds(70)));
        db.execute("""
                insert into issuer (public_key, name) values ('%s', 'Dollars of Ohio');
                update asset set is_valid = true, listed_at = now(), num_accounts = 7, accounts_unauthorized = 2,
                    amount = 100.5, liquidity_pools_amount = 3, auth_revocable = true, name = 'Ohio Dollar', toml_url = 'https://ohio.example/.well-known/stellar.toml',
                    issuer_id = (select issuer_id from issuer where name = 'Dollars of Ohio')
                where code = 'USD';
                update asset set is_valid = true, toml_url = 'https://euro.example/' where code = 'EURT';
                """.formatted(USD.issuer()));
        graphql = new GraphqlAnswers(db, Clock.fixed(NOON.plusSeconds(70), ZoneOffset.UTC));
    }

    private static JsonNode search(String text) throws IOException {
        return graphql.data("{search(q: \"" + text
                        + "\") {assets {asset valid name domain tradeCount} markets {base counter" + " tradeCount}}}")
                .get("search");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    usd, USD
                    US, USD
                    ohio, USD
                    OHIO.EXAMPLE, USD
                    dollar, USD
                    xlm, XLM
                    eur, EURT
                    euro.example, EURT
                    """)
    void anAssetIsFoundByCodeDomainOrName(String text, String code) throws IOException {
        assertThat(search(text).at("/assets/0/asset").asText().replace("native", "XLM"))
                .startsWith(code);
    }

    @Test
    void anAssetIsFoundByItsIssuerAndHasItsMarkets() throws IOException {
        JsonNode found = search(USD.issuer());

        assertThat(found.get("assets")).hasSize(1);
        assertThat(texts(found.at("/assets/0"), "asset", "valid", "name", "domain", "tradeCount"))
                .isEqualTo(USD.key() + " true Ohio Dollar ohio.example 2");
        assertThat(found.get("markets")).hasSize(1);
        assertThat(texts(found.at("/markets/0"), "base", "counter", "tradeCount"))
                .isEqualTo("native " + USD.key() + " 2");
    }

    @Test
    void twoWordsNameAMarket() throws IOException {
        for (String text : List.of("usd/xlm", "XLM / USD", "xlm usd")) {
            assertThat(search(text).get("markets")).as(text).hasSize(1);
        }
        assertThat(search("usd/eurt").get("markets")).isEmpty();
        assertThat(search("xlm").get("markets")).hasSize(2);
    }

    @Test
    void aTextIsNoPattern() throws IOException {
        for (String text : List.of("%", "_", "u_d", "x\\\\", "' or 1=1")) {
            assertThat(search(text).get("assets")).as(text).isEmpty();
        }
    }

    @Test
    void marketsThatMovedAreInTheirOrder() throws IOException {
        JsonNode gain = graphql.data("{movers " + MOVER + "}").get("movers");
        assertThat(gain).hasSize(1);
        assertThat(texts(gain.get(0), "base", "counter", "open", "close", "change", "volumeUsd", "tradeCount"))
                .isEqualTo("native " + USD.key() + " 0.33333333333333333333 0.5 0.5 2 2");
        JsonNode loss = graphql.data("{movers(by: \"loss\") " + MOVER + "}").get("movers");
        assertThat(loss).hasSize(1);
        assertThat(texts(loss.get(0), "base", "counter", "open", "close", "change", "volumeUsd"))
                .isEqualTo(EUR.key() + " native 4 3 -0.25 6");
        JsonNode volume =
                graphql.data("{movers(by: \"volume\", limit: 1) " + MOVER + "}").get("movers");
        assertThat(volume).hasSize(1);
        assertThat(volume.at("/0/base").asText()).isEqualTo(EUR.key());
        JsonNode fresh = graphql.data("{movers(by: \"new\") " + MOVER + "}").get("movers");
        assertThat(fresh).hasSize(1);
        assertThat(texts(fresh.get(0), "base", "firstTradeTime")).isEqualTo("native 2026-03-01T10:00:00Z");
        assertThat(graphql.data("{movers(by: \"new\", window: \"7d\") " + MOVER + "}")
                        .get("movers"))
                .hasSize(2);
    }

    @Test
    void anAssetHasWhatTheDirectorySaysAboutItsIssuer() throws IOException {
        String fields = "{directory {name domain tags} warnings}";
        JsonNode euro = graphql.data("{assetInfo(asset: \"" + EUR.key() + "\") " + fields + "}")
                .get("assetInfo");
        assertThat(euro.toString())
                .isEqualTo("{\"directory\":{\"name\":\"Euro thieves\",\"domain\":\"\",\"tags\":[\"malicious\"]},"
                        + "\"warnings\":[\"issuer_malicious\"]}");
        JsonNode found =
                graphql.data("{search(q: \"usd\") {assets " + fields + "}}").at("/search/assets/0");
        assertThat(found.toString()).isEqualTo("{\"directory\":null,\"warnings\":[\"domain_blocked\"]}");
    }

    @Test
    void crawlersSayWhatTheyKnowOfAnAsset() throws IOException {
        db.execute("""
                insert into account (name, created_at) values ('one', now());
                insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select id, type, type, array['%s'], '{"name":"Euro"}', '2026-03-01 11:00Z', now(), '2999-01-01'
                from account, (values ('metadata'), ('private')) as entry (type);
                """.formatted(EUR.issuer()));
        String fields = "{about source time body}";
        JsonNode notes = graphql.data("{assetNotes(asset: \"" + EUR.key() + "\") " + fields + "}")
                .get("assetNotes");
        assertThat(notes).hasSize(1);
        assertThat(texts(notes.get(0), "about", "source", "time", "body"))
                .isEqualTo(EUR.issuer() + " one 2026-03-01T11:00:00Z {\"name\":\"Euro\"}");
        assertThat(graphql.data("{assetNotes(asset: \"XLM\") " + fields + "}").get("assetNotes"))
                .isEmpty();
    }

    @Test
    void anAssetHasItsSupplyHoldersAndValue() throws IOException {
        String fields = "{asset code issuer type valid name description organisation domain supply holders priceUsd"
                + " volume24hUsd marketValueUsd flags {authRequired authRevocable authImmutable authClawbackEnabled}}";
        JsonNode asset = graphql.data("{assetInfo(asset: \"" + USD.key() + "\") " + fields + "}")
                .get("assetInfo");
        assertThat(texts(
                        asset,
                        "asset",
                        "valid",
                        "organisation",
                        "domain",
                        "supply",
                        "holders",
                        "priceUsd",
                        "marketValueUsd"))
                .isEqualTo(USD.key() + " true Dollars of Ohio ohio.example 103.5 9 1 103.5");
        assertThat(texts(asset.get("flags"), "authRequired", "authRevocable", "authImmutable", "authClawbackEnabled"))
                .isEqualTo("false true false false");
        JsonNode xlm =
                graphql.data("{assetInfo(asset: \"XLM\") " + fields + "}").get("assetInfo");
        assertThat(xlm.get("flags").isNull()).isTrue();
        assertThat(texts(xlm, "asset", "type", "supply", "holders", "priceUsd", "marketValueUsd"))
                .isEqualTo("native native null null 0.5 null");
        assertThat(graphql.data("{assetInfo(asset: \"NEW:" + USD.issuer() + "\") {asset}}")
                        .get("assetInfo")
                        .isNull())
                .isTrue();
        JsonNode first =
                graphql.data("{assetList(limit: 2) {items {asset} nextCursor}}").get("assetList");
        assertThat(first.get("items")).hasSize(2);
        JsonNode second = graphql.data("{assetList(limit: 2, cursor: \""
                        + first.get("nextCursor").asText() + "\") {items {asset} nextCursor}}")
                .get("assetList");
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("nextCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    search(q: " ") {assets {asset}}                 | q |   | a code, issuer, domain or name
                    search(q: "x", limit: 101) {assets {asset}}     | limit | 101 | 1 to 100
                    movers(by: "fall") {base}                       | by | fall | gain, loss, volume or new
                    movers(window: "1y") {base}                     | window | 1y | 24h, 7d or 1h
                    movers(limit: 0) {base}                         | limit | 0 | 1 to 100
                    assetInfo(asset: "?") {asset}                   | asset | ? | native or CODE:ISSUER
                    assetList(limit: 1001) {nextCursor}             | limit | 1001 | 1 to 1000
                    assetList(cursor: "x") {nextCursor}             | cursor | x | native or CODE:ISSUER
                    """)
    void aWrongArgumentIsNamed(String field, String argument, String value, String expected) throws IOException {
        JsonNode error = graphql.error("{" + field + "}");

        assertThat(error.get("message").asText()).contains(argument).contains(expected);
        if (value != null) {
            assertThat(error.get("message").asText()).contains(value);
        }
    }
}
