package org.stellarticker.graphqlserver.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aPoolTrade;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.db.trade.Trades.account;
import static org.stellarticker.http.TestApi.members;
import static org.stellarticker.http.TestApi.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.http.TestApi;

/** Asks for trades, page by page, around midnight and with two in one ledger. */
class TradesIT {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String MARKET = "/api/v1/trades?base=native&counter=" + USD.key();
    private static final String TURNED = "/api/v1/trades?base=" + USD.key() + "&counter=native";
    private static final List<String> ASCENDING =
            List.of(token(5, 0), token(6, 0), token(6, 1), token(7, 0), token(8, 0));

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;

    private static String token(long ledger, int index) {
        return ((ledger << 32) + 4097) + "-" + index;
    }

    @BeforeAll
    static void start() throws Exception {
        db.execute("insert into ledger (sequence, closed_at) values (900, '" + NOON + "')");
        db.database().commit(tx -> {
            var trades = List.of(
                    aTrade(5, 0, MIDNIGHT.minusSeconds(1)),
                    aTrade(6, 0, MIDNIGHT),
                    aTrade(6, 1, MIDNIGHT, USD, XLM, new Price(1, 1_000_000_000)),
                    aPoolTrade(7, 0, MIDNIGHT.plusSeconds(5)),
                    aTrade(8, 0, MIDNIGHT.plusSeconds(3600), XLM, USD, new Price(1, 3)));
            new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE);
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken((901L << 32) + "-0")));
            new BackfillStore()
                    .begin(tx, new PagingToken("900-0"), Optional.empty(), MIDNIGHT.minus(Duration.ofDays(2)));
        });
        db.execute("update backfill set completed_at = now()");
        api = RestApi.start(folder, db.database(), CLOCK);
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    @Test
    void aTradeHasAllThatIsKnownOfIt() throws IOException {
        JsonNode items = api.get(MARKET + "&order=asc").get("items");

        JsonNode book = items.get(1);
        assertThat(members(book, "paging_token", "ledger", "ledger_close_time", "type", "base", "counter"))
                .isEqualTo("25769807873-0 6 2026-03-01T00:00:00Z orderbook native " + USD.key());
        assertThat(members(book, "base_amount", "counter_amount", "price", "price_n", "price_d", "base_is_seller"))
                .isEqualTo("2 1 0.5 1 2 true");
        assertThat(members(book, "base_account", "base_offer_id", "counter_account", "counter_offer_id"))
                .isEqualTo(account('S') + " 4611686018427387905 " + account('T') + " 17");
        assertThat(members(book, "liquidity_pool_id", "liquidity_pool_fee_bp", "ingested_from"))
                .isEqualTo("null null page");
        assertThat(Instant.parse(book.get("stored_at").asText())).isAfter(MIDNIGHT);
        JsonNode pool = items.get(3);
        assertThat(members(pool, "type", "base_amount", "counter_amount", "price", "counter_account"))
                .isEqualTo("liquidity_pool 0.0000004 0.0000001 0.25 null");
        assertThat(members(pool, "liquidity_pool_id", "liquidity_pool_fee_bp"))
                .isEqualTo("0123456789abcdef".repeat(4) + " 30");
    }

    @Test
    void theDirectorySaysWhoTrades() throws IOException {
        JsonNode book = api.get(MARKET + "&order=asc").at("/items/1");

        assertThat(book.get("base_account_directory").toString())
                .isEqualTo("{\"name\":\"A market maker\",\"domain\":\"maker.example\",\"tags\":[\"exchange\"]}");
        assertThat(members(book.get("counter_account_directory"), "name")).isEqualTo("A thief");
        assertThat(book.get("warnings").toString())
                .isEqualTo("[\"counter_account_malicious\",\"counter_account_unsafe\"]");
        JsonNode pool = api.get(MARKET + "&order=asc").at("/items/3");
        assertThat(pool.get("counter_account_directory").isNull())
                .as("of a pool")
                .isTrue();
        assertThat(api.csv(MARKET + "&format=csv&order=asc").lines().toList().get(0))
                .endsWith(",base_account_directory_name,base_account_directory_domain,base_account_directory_tags,"
                        + "counter_account_directory_name,counter_account_directory_domain,counter_account_directory_tags,"
                        + "warnings");
    }

    @Test
    void theOtherDirectionIsTheSameTradeTurned() throws IOException {
        JsonNode items = api.get(TURNED + "&order=asc").get("items");

        assertThat(texts(items, "paging_token")).isEqualTo(ASCENDING);
        assertThat(members(items.get(1), "base", "counter", "base_amount", "counter_amount", "price", "price_n"))
                .isEqualTo(USD.key() + " native 1 2 2 2");
        assertThat(members(items.get(1), "base_is_seller", "base_account")).isEqualTo("false " + account('T'));
        // Stored turned: sold as USD for XLM.
        assertThat(members(items.get(2), "price", "price_n", "price_d")).isEqualTo("0.000000001 1 1000000000");
    }

    @Test
    void pagesGiveEachTradeOnceInEitherOrder() throws IOException {
        for (int limit = 1; limit <= 5; limit++) {
            assertThat(paged(MARKET + "&order=asc&limit=" + limit)).isEqualTo(ASCENDING);
            assertThat(paged(TURNED + "&limit=" + limit))
                    .as("the newest first without an order")
                    .isEqualTo(ASCENDING.reversed());
        }
        assertThat(texts(api.get(MARKET + "&order=asc&cursor=" + token(6, 0)).get("items"), "paging_token"))
                .isEqualTo(ASCENDING.subList(2, 5));
        assertThat(texts(api.get(MARKET + "&order=asc&cursor=0-0").get("items"), "paging_token"))
                .isEqualTo(ASCENDING);
    }

    private static List<String> paged(String path) throws IOException {
        var tokens = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + cursor);
            tokens.addAll(texts(page.get("items"), "paging_token"));
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asText();
        } while (!cursor.isEmpty());
        return tokens;
    }

    @Test
    void theBeginOfARangeCountsAndItsEndDoesNot() throws IOException {
        String first = "&order=asc&from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:05Z";

        assertThat(texts(api.get(MARKET + first).get("items"), "paging_token")).isEqualTo(ASCENDING.subList(1, 3));
        assertThat(paged(MARKET + "&limit=1&to=2026-03-01T00:00:05Z"))
                .isEqualTo(ASCENDING.subList(0, 3).reversed());
        assertThat(paged(MARKET + "&limit=1&order=asc&from=" + MIDNIGHT.toEpochMilli()))
                .isEqualTo(ASCENDING.subList(1, 5));
        assertThat(api.get(MARKET + "&from=2026-03-02T00:00:00Z").get("items")).isEmpty();
    }

    @Test
    void aWindowSaysHowCompleteItIs() throws IOException {
        assertThat(api.get(MARKET).has("complete")).isFalse();
        JsonNode day = api.get(MARKET + "&from=2026-02-28T12:00:00Z");
        assertThat(members(day, "complete", "complete_from", "complete_to", "audited"))
                .isEqualTo("true 2026-02-27T00:00:00Z 2026-03-01T12:00:00Z false");
        assertThat(members(api.get(MARKET + "&from=2026-02-26T12:00:00Z"), "complete"))
                .isEqualTo("false");

        db.database().commit(tx -> new RetentionWatermark().move(tx, MIDNIGHT, Duration.ofSeconds(5)));
        assertThat(members(api.get(MARKET + "&from=2026-02-28T12:00:00Z"), "complete", "complete_from"))
                .as("trades of the day before are no longer kept")
                .isEqualTo("false 2026-03-01T00:00:00Z");
        db.execute("delete from retention_watermark");
    }

    @Test
    void csvHasTheSameTradesAndALinkToTheNextOnes() throws IOException {
        String csv = api.csv(MARKET + "&order=asc&limit=1&format=csv");

        assertThat(csv.lines().toList()).hasSize(2);
        assertThat(csv).startsWith("paging_token,ledger,ledger_close_time,type,base,counter,base_amount,");
        assertThat(csv)
                .contains("\r\n" + token(5, 0) + ",5,2026-02-28T23:59:59Z,orderbook,native," + USD.key()
                        + ",2,1,0.5,1,2,true," + account('S') + ",4611686018427387905," + account('T')
                        + ",17,,,page,");
        var accepted = api.send(MARKET + "&order=asc&limit=1", Map.of("Accept", "text/csv"));
        assertThat(accepted.body()).isEqualTo(csv);
        assertThat(accepted.headers()).containsEntry("Vary", "Accept");
        assertThat(accepted.headers().get("Link"))
                .isEqualTo("<?base=native&counter=" + USD.key().replace(":", "%3A") + "&order=asc&limit=1&cursor="
                        + token(5, 0) + ">; rel=\"next\"");
        var preferred = api.send(MARKET, Map.of("Accept", "text/csv;q=0.5, application/json"));
        assertThat(preferred.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void aMarketThatNobodyKnowsHasNoTrades() throws IOException {
        assertThat(api.get("/api/v1/trades?base=native&counter=" + BTC.key()).toString())
                .isEqualTo("{\"items\":[],\"next_cursor\":null,\"served_from\":\"database\",\"missing\":[]}");
        assertThat(api.csv("/api/v1/trades?base=native&counter=" + BTC.key() + "&format=csv"))
                .startsWith("paging_token,ledger,")
                .endsWith("counter_account_directory_tags,warnings\r\n");
    }

    @Test
    void eachWrongArgumentIsNamed() throws IOException {
        assertThat(api.faults("/api/v1/trades")).containsExactly("base", "counter");
        assertThat(api.faults("/api/v1/trades?base=XLM&counter=native")).containsExactly("counter");
        assertThat(api.faults(MARKET + "&from=yesterday&to=-1&cursor=12&limit=1001&order=up&format=xml"))
                .containsExactly("from", "to", "cursor", "limit", "order", "format");
        assertThat(api.faults(MARKET + "&from=2000&to=1000")).containsExactly("to");
        assertThat(api.faults(MARKET + "&limit=0")).containsExactly("limit");
        assertThat(api.problem(MARKET + "&cursor=12", 400).get("detail").asText())
                .isEqualTo("cursor: expected the next_cursor of a page, or the paging_token of a trade, found \"12\"");
    }
}
