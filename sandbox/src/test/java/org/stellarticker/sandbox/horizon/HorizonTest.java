package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.sandbox.journal.ClosedLedger;

/** What no recorded answer shows. */
class HorizonTest {

    private static final String BTC = "BTC:GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU";
    private static final String BTC_AS_BASE = "base_asset_type=credit_alphanum4&base_asset_code=BTC"
            + "&base_asset_issuer=GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU&counter_asset_type=native";
    private static final String BTC_AS_COUNTER = "base_asset_type=native&counter_asset_type=credit_alphanum4"
            + "&counter_asset_code=BTC&counter_asset_issuer=GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU";

    private static final List<ClosedLedger> HISTORY = RecordedHorizon.history();

    private static RunningSandbox sandbox;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        sandbox = new RunningSandbox(folder, HISTORY, Duration.ofMillis(300));
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"asc, 200", "desc, 200", "asc, 7", "desc, 3"})
    void followingTheLinksShowsEveryTradeOnce(String order, int limit) throws IOException {
        List<String> seen = new ArrayList<>();
        String path = "/trades?order=" + order + "&limit=" + limit;
        while (true) {
            JsonNode page = json(path);
            List<JsonNode> records = records(page);
            if (records.isEmpty()) {
                assertThat(page.at("/_links/next")).isEqualTo(page.at("/_links/self"));
                break;
            }
            records.forEach(record -> seen.add(record.get("id").asText()));
            path = pathOf(page, "next");
        }

        List<String> all = HISTORY.stream()
                .flatMap(ledger -> ledger.trades().stream())
                .map(trade -> trade.trade().id().toString())
                .toList();
        assertThat(seen).isEqualTo(order.equals("asc") ? all : all.reversed());
    }

    @Test
    void thePreviousLinkLeadsBack() throws IOException {
        JsonNode first = json("/trades?limit=20");
        JsonNode second = json(pathOf(first, "next"));

        assertThat(records(json(pathOf(second, "prev"))))
                .isEqualTo(records(first).reversed())
                .hasSize(20);
    }

    @Test
    void aMarketTurnedTwiceIsTheMarket() throws IOException {
        List<JsonNode> asBase = records(json("/trades?limit=200&" + BTC_AS_BASE));
        List<JsonNode> asCounter = records(json("/trades?limit=200&" + BTC_AS_COUNTER));

        assertThat(asCounter.stream().map(HorizonTest::turned))
                .isEqualTo(asBase)
                .hasSize(200);
    }

    private static JsonNode turned(JsonNode trade) {
        ObjectNode turned = RecordedHorizon.JSON.createObjectNode();
        trade.fieldNames().forEachRemaining(name -> turned.set(turnedName(name), trade.get(name)));
        turned.put("base_is_seller", !trade.get("base_is_seller").asBoolean());
        ObjectNode links = turned.putObject("_links");
        trade.get("_links")
                .fieldNames()
                .forEachRemaining(
                        name -> links.set(turnedName(name), trade.get("_links").get(name)));
        turned.putObject("price").set("n", trade.at("/price/d"));
        ((ObjectNode) turned.get("price")).set("d", trade.at("/price/n"));
        return turned;
    }

    private static String turnedName(String name) {
        if (name.equals("base_is_seller")) {
            return name;
        }
        return name.startsWith("base") ? name.replaceFirst("base", "counter") : name.replaceFirst("^counter", "base");
    }

    @Test
    void tradesOfOneOfferAreThoseInWhichItTookPart() throws IOException {
        JsonNode trade = records(json("/trades?trade_type=orderbook&limit=1")).getFirst();
        String offer = trade.get("counter_offer_id").asText();

        assertThat(records(json("/trades?offer_id=" + offer)))
                .contains(trade)
                .allSatisfy(found -> assertThat(Set.of(
                                found.path("base_offer_id").asText(),
                                found.path("counter_offer_id").asText()))
                        .contains(offer));
    }

    @ParameterizedTest
    @CsvSource({
        "/trades?offer_id=x, offer_id",
        "/trades?offer_id=0, offer_id",
        "/trades?base_asset_type=gold&counter_asset_type=native, base_asset_type",
        "/trades?base_asset_type=credit_alphanum4&counter_asset_type=native, base_asset_issuer",
        "/trades?cursor=5-, cursor",
        "/trades?cursor=9223372036854775808, cursor",
        "/trades?order=desc&cursor=x, cursor",
        "/trades?limit=-1, limit",
        "/trades?limit=9223372036854775808, limit",
        "/ledgers?cursor=abc, cursor",
        "/ledgers/abc, ledger_id",
        "/ledgers/0, ledger_id",
        "/trade_aggregations?resolution=60000, base_asset_type",
        "/assets?asset_code=a-b, asset_code",
        "/assets?asset_issuer=GABC, asset_issuer",
        "/assets?cursor=USD_GABC_credit_alphanum4, cursor",
        "/liquidity_pools?reserves=gold, reserves",
        "/liquidity_pools/abc, liquidity_pool_id",
        "/liquidity_pools/abc/trades, liquidity_pool_id"
    })
    void anInvalidParameterIsNamed(String path, String field) throws IOException {
        RawHttp.Exchange answer = sandbox.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(RecordedHorizon.json(answer.body())
                        .at("/extras/invalid_field")
                        .asText())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "3600000, 1800000, 400",
        "3600000, 3600000, 200",
        "86400000, 82800000, 200",
        "604800000, 86400000, 400",
        "604800000, 3600000, 200"
    })
    void anOffsetIsWholeHoursBelowADay(long resolution, long offset, int status) throws IOException {
        RawHttp.Exchange answer = sandbox.get(
                "/trade_aggregations?limit=200&resolution=" + resolution + "&offset=" + offset + "&" + BTC_AS_BASE);

        assertThat(answer.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(records(RecordedHorizon.json(answer.body())))
                    .isNotEmpty()
                    .allSatisfy(bucket -> assertThat(bucket.get("timestamp").asLong() % resolution)
                            .isEqualTo(offset % resolution));
        }
    }

    @Test
    void aggregationsContinueFromTheirNextLink() throws IOException {
        String path = "/trade_aggregations?resolution=60000&limit=200&order=asc&end_time=1795219200000&" + BTC_AS_BASE;
        List<JsonNode> all = records(json(path));
        List<JsonNode> piecemeal = new ArrayList<>();
        JsonNode page = json(path.replace("limit=200", "limit=7"));
        while (!records(page).isEmpty()) {
            piecemeal.addAll(records(page));
            page = json(pathOf(page, "next"));
        }

        assertThat(piecemeal).isEqualTo(all).hasSizeGreaterThan(20);
        assertThat(records(json(path.replace("asc", "desc")))).isEqualTo(all.reversed());
    }

    @Test
    void lastEventIdWinsOverTheCursor() throws IOException {
        String path = "/trades?limit=2&cursor=";

        assertThat(records(RecordedHorizon.json(sandbox.get(path + "now", "Last-Event-ID: 264633087093125122-0")
                        .body())))
                .isEqualTo(records(json(path + "264633087093125122-0")))
                .hasSize(2);
    }

    @Test
    void aSlashAtTheEndChangesNothing() throws IOException {
        assertThat(records(json("/trades/?limit=3"))).isEqualTo(records(json("/trades?limit=3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts/GABC", "/ledgers/1/2", "/.well-known/other", "/trades/x"})
    void otherAddressesAreNotFound(String path) throws IOException {
        RawHttp.Exchange answer = sandbox.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(RecordedHorizon.get("error_404_path.json").body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/trades | text/event-stream;q=0.5, application/json | application/hal+json; charset=utf-8",
                "/trades | application/json;q=0.5, text/event-stream | text/event-stream; charset=utf-8",
                "/trades | text/html, */*;q=0.1 | application/hal+json; charset=utf-8",
                "/trades | text/html;q=x | application/problem+json; charset=utf-8",
                "/liquidity_pools | text/event-stream | application/problem+json; charset=utf-8",
                "/ | text/event-stream | application/problem+json; charset=utf-8"
            })
    void theMediaTypeIsTheOneThatTheClientPrefers(String path, String accept, String contentType) throws IOException {
        assertThat(sandbox.get(path + "?limit=1&order=desc", "Accept: " + accept)
                        .headers())
                .containsEntry("Content-Type", contentType);
    }

    @Test
    void everyAssetThatWasTradedIsListedHeldByAThousandAccounts() throws IOException {
        Set<String> traded = new TreeSet<>();
        HISTORY.stream()
                .flatMap(ledger -> ledger.trades().stream())
                .flatMap(trade -> Stream.of(
                        trade.trade().base().asset(), trade.trade().counter().asset()))
                .filter(asset -> !asset.type().equals("native"))
                .forEach(asset -> traded.add(asset.key()));

        Set<String> listed = new TreeSet<>();
        for (JsonNode page = json("/assets?limit=200"); !records(page).isEmpty(); page = json(pathOf(page, "next"))) {
            records(page).forEach(asset -> {
                listed.add(asset.get("asset_code").asText() + ":"
                        + asset.get("asset_issuer").asText());
                assertThat(asset.at("/accounts/authorized").asInt()).isEqualTo(1000);
            });
        }
        assertThat(listed).isEqualTo(traded).hasSizeGreaterThan(100);
    }

    @Test
    void anAssetsLinkLeadsToATomlThatNamesIt() throws IOException {
        JsonNode asset = records(json("/assets?asset_code=BTC&asset_issuer=" + BTC.substring(4)))
                .getFirst();
        String link = asset.at("/_links/toml/href").asText();
        String host = link.replaceFirst("https://([^/]*)/.well-known/stellar.toml", "$1");

        assertThat(host).isEqualTo(BTC.substring(4).toLowerCase(Locale.ROOT) + ".sandbox.example");
        RawHttp.Exchange toml = sandbox.get("/.well-known/stellar.toml", "Host: " + host + ":8001");
        assertThat(toml.status()).isEqualTo(200);
        assertThat(toml.headers())
                .containsEntry("Content-Type", "text/plain; charset=utf-8")
                .containsEntry("Access-Control-Allow-Origin", "*");
        assertThat(toml.body())
                .contains("NETWORK_PASSPHRASE=\"" + RunningSandbox.PASSPHRASE + "\"")
                .contains("[[CURRENCIES]]\ncode=\"BTC\"\nissuer=\"" + BTC.substring(4) + "\"\n")
                .contains("is_asset_anchored=false");
    }

    @Test
    void anotherHostHasNoToml() throws IOException {
        assertThat(sandbox.get("/.well-known/stellar.toml", "Host: example.org").status())
                .isEqualTo(404);
    }

    @Test
    void poolsAreThoseThatTradedAndMatchTheirLastPrice() throws IOException {
        JsonNode pool = records(json("/liquidity_pools?reserves=native," + BTC)).getFirst();
        JsonNode last = records(json("/liquidity_pools/" + pool.get("id").asText() + "/trades?order=desc&limit=1"))
                .getFirst();

        assertThat(pool.at("/reserves/0/asset").asText()).isEqualTo("native");
        assertThat(pool.at("/reserves/1/asset").asText()).isEqualTo(BTC);
        assertThat(new BigDecimal(pool.at("/reserves/0/amount").asText()))
                .isEqualByComparingTo(new BigDecimal(
                                last.get("counter_asset_type").asText().equals("native")
                                        ? last.get("counter_amount").asText()
                                        : last.get("base_amount").asText())
                        .movePointRight(3));
        assertThat(pool.get("last_modified_time")).isEqualTo(last.get("ledger_close_time"));
        assertThat(sandbox.get("/liquidity_pools/" + "0".repeat(64) + "/trades").status())
                .isEqualTo(404);
        assertThat(records(json("/liquidity_pools?account=" + BTC.substring(4))))
                .isEmpty();
    }

    @Test
    void poolsArePagedBothWays() throws IOException {
        List<JsonNode> ascending = records(json("/liquidity_pools?limit=200"));
        JsonNode page = json("/liquidity_pools?limit=50");
        List<JsonNode> piecemeal = new ArrayList<>(records(page));
        piecemeal.addAll(records(json(pathOf(page, "next").replace("limit=50", "limit=200"))));

        assertThat(piecemeal).isEqualTo(ascending).hasSizeBetween(51, 199);
        assertThat(records(json("/liquidity_pools?limit=200&order=desc&cursor="
                        + ascending.getLast().get("id").asText())))
                .isEqualTo(ascending.subList(0, ascending.size() - 1).reversed());
    }

    @Test
    void theRootNamesTheSandbox() throws IOException {
        JsonNode root = json("/");

        assertThat(root.get("network_passphrase").asText()).isEqualTo(RunningSandbox.PASSPHRASE);
        assertThat(root.get("history_latest_ledger").asInt()).isEqualTo(61700000);
        assertThat(root.get("history_latest_ledger_closed_at").asText()).isEqualTo("2026-11-21T00:04:30Z");
        assertThat(root.get("history_elder_ledger").asInt()).isEqualTo(61561761);
    }

    private static JsonNode json(String path) throws IOException {
        RawHttp.Exchange answer = sandbox.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return RecordedHorizon.json(answer.body());
    }

    private static List<JsonNode> records(JsonNode page) {
        List<JsonNode> records = new ArrayList<>();
        page.at("/_embedded/records").forEach(records::add);
        return records;
    }

    private static String pathOf(JsonNode page, String link) {
        return page.at("/_links/" + link + "/href").asText().substring("http://horizon.test".length());
    }
}
