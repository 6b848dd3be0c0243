package org.stellarticker.ingester.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

class PoolScanIT {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String NO_POOLS = "{\"_embedded\": {\"records\": []}}";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon source = new TestHorizon();
    private final Horizon horizon = new Horizon(
            List.of(source.url()),
            RequestBudget.perHour(0),
            Clock.systemUTC(),
            new IngesterMetrics(new SimpleMeterRegistry()));
    private final LiquidityPoolStore pools = new LiquidityPoolStore();

    /** The records of Horizon by pair; an empty name stands for all pools. */
    private final Map<String, String> readAt = new ConcurrentHashMap<>();

    @BeforeEach
    void serve() {
        database.clear();
        source.serve("/liquidity_pools", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            String reserves = query.contains("reserves=") ? query.replaceFirst(".*reserves=([^&]*).*", "$1") : "";
            String records = query.contains("cursor") ? "" : readAt.getOrDefault(reserves, "");
            answer(200, Map.of(), "{\"_embedded\": {\"records\": [" + records + "]}}")
                    .handle(exchange);
        });
    }

    @AfterEach
    void close() {
        horizon.close();
        source.close();
    }

    private final PendingPools pending = new PendingPools(database.database());

    private Instant now = NOON;

    private NewPools newPools(Instant at) {
        now = at;
        var clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("expected no call of withZone in this test");
            }
        };
        return new NewPools(horizon, database.database(), pending, new Progress("new pools", clock), clock);
    }

    private PoolScan scan(int most, Instant at) {
        var clock = Clock.fixed(at, ZoneOffset.UTC);
        return new PoolScan(
                horizon,
                pending,
                database.database(),
                new PoolScan.Bounds(most, Duration.ofHours(1)),
                new Progress("pools", clock),
                clock);
    }

    private static TradePair known(String code) {
        var asset = Asset.issued(code, ISSUER);
        database.database()
                .commit(tx -> new AssetStore()
                        .saveListed(
                                tx,
                                List.of(new ListedAsset(
                                        asset,
                                        AssetHoldings.ofAccounts(100, BigDecimal.ONE),
                                        new AssetFlags(false, false, false, false),
                                        "",
                                        "",
                                        true)),
                                NOON));
        return new TradePair(NativeAsset.XLM, asset);
    }

    private static TradePair market(String code, int trades) {
        TradePair pair = known(code);
        database.execute("""
                with pair as (
                    insert into trade_pair (base_asset_id, counter_asset_id)
                    select base.asset_id, counter.asset_id
                    from asset base, asset counter
                    where base.type = 'native' and counter.code = '%s'
                    returning trade_pair_id
                )
                insert into market_window
                select trade_pair_id, 168, 1, 1, %d, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, now(), now(), 0, 0, now()
                from pair
                """.formatted(code, trades));
        return pair;
    }

    private static String id(String code) {
        return String.format("%64s", Integer.toHexString(code.hashCode())).replace(' ', '0');
    }

    private static String pool(String code, int units) {
        return """
                {"id": "%1$s", "paging_token": "%1$s", "fee_bp": 30, "type": "constant_product",
                 "total_trustlines": "7", "total_shares": "5.0000000",
                 "reserves": [{"asset": "native", "amount": "%3$d.0000000"},
                              {"asset": "%2$s:%4$s", "amount": "3.0000000"}]}
                """.formatted(id(code), code, units, ISSUER);
    }

    private List<LiquidityPool> stored() {
        return database.database().snapshot(pools::list);
    }

    private List<String> asked() {
        return source.requests().stream()
                .map(request -> URLDecoder.decode(request, UTF_8).replaceFirst("^/liquidity_pools\\?", ""))
                .toList();
    }

    @Test
    void storesPoolsOfKnownAssetsThoseOfActiveMarketsFirst() throws InterruptedException {
        market("AAA", 5);
        TradePair busy = market("BBB", 500);
        known("CCC");
        readAt.put("native,BBB:" + ISSUER, pool("BBB", 2));
        readAt.put("", pool("BBB", 2) + "," + pool("CCC", 4) + "," + pool("SPAM", 9));

        scan(10, NOON).run();

        assertThat(asked())
                .containsExactly(
                        "reserves=native,BBB:" + ISSUER,
                        "reserves=native,AAA:" + ISSUER,
                        "limit=200",
                        "limit=200&cursor=" + id("SPAM"));
        assertThat(stored()).extracting(pool -> pool.pair().counter().code()).containsExactlyInAnyOrder("BBB", "CCC");
        Optional<LiquidityPool> kept = database.database().snapshot(tx -> pools.find(tx, id("BBB")));
        assertThat(kept)
                .contains(new LiquidityPool(
                        id("BBB"), busy, Amount.parse("2"), Amount.parse("3"), 30, Amount.parse("5"), 7, NOON));
        List<LiquidityPool> ofPair = database.database().snapshot(tx -> pools.listOf(tx, busy));
        assertThat(ofPair).hasSize(1);
    }

    @Test
    void refreshesAPoolAndRemovesOneThatIsGone() throws InterruptedException {
        market("AAA", 5);
        market("BBB", 500);
        readAt.put("native,AAA:" + ISSUER, pool("AAA", 2));
        readAt.put("native,BBB:" + ISSUER, pool("BBB", 2));
        scan(10, NOON).run();

        readAt.put("native,AAA:" + ISSUER, pool("AAA", 9));
        readAt.remove("native,BBB:" + ISSUER);
        scan(10, NOON.plusSeconds(600)).run();

        assertThat(stored()).hasSize(1);
        assertThat(stored().getFirst().baseReserve()).isEqualTo(Amount.parse("9"));
        assertThat(stored().getFirst().asOf()).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void doesNotRetryAMarketWithoutAPoolInEachRun() throws InterruptedException {
        market("AAA", 5);
        market("BBB", 500);
        readAt.put("native,AAA:" + ISSUER, pool("AAA", 2));
        PoolScan scan = scan(1, NOON);

        scan.run();
        scan.run();

        assertThat(asked().stream().filter(request -> request.startsWith("reserves")))
                .containsExactly("reserves=native,BBB:" + ISSUER, "reserves=native,AAA:" + ISSUER);
        assertThat(asked().stream().filter(request -> request.startsWith("limit")))
                .hasSize(1);
    }

    @Test
    void keepsKnownPoolsWhenTheServerReturnsNone() throws InterruptedException {
        market("AAA", 5);
        readAt.put("native,AAA:" + ISSUER, pool("AAA", 2));
        scan(10, NOON).run();
        for (int time = 0; time < 3; time++) {
            source.nextPage(answer(503, Map.of(), "Server capacity exceeded."));
        }
        source.nextPage(answer(200, Map.of(), NO_POOLS));

        scan(10, NOON.plusSeconds(600)).run();

        assertThat(stored()).hasSize(1);
    }

    /** At a first start Horizon lists all pools before their assets are known. */
    @Test
    void storesAPoolOnceBothItsAssetsAreKnownWithoutANewRequest() throws InterruptedException {
        var newPools = newPools(NOON);
        String ofTwo = pool("TWO", 4).replace("\"native\"", "\"ONE:" + ISSUER + "\"");
        readAt.put("", pool("AAA", 2) + "," + ofTwo + "," + pool("SPAM", 9));
        scan(10, NOON).run();
        newPools.run();
        assertThat(stored()).isEmpty();
        int requests = asked().size();

        known("AAA");
        known("ONE");
        newPools.run();
        assertThat(stored()).extracting(pool -> pool.pair().counter().code()).containsExactly("AAA");
        assertThat(stored().getFirst().asOf()).isEqualTo(NOON);

        known("TWO");
        newPools.run();
        assertThat(stored()).hasSize(2);
        assertThat(asked()).hasSize(requests);
    }

    @Test
    void fetchesThePoolOfANewMarketOnceAndOfNoOldMarket() throws InterruptedException {
        var newPools = newPools(NOON);
        readAt.put("native,NEW:" + ISSUER, pool("NEW", 2));
        market("OLD", 500);
        database.execute("update market_window set first_trade_at = '2026-01-01T11:59:00Z'");
        market("NEW", 5);
        market("NONE", 5);

        newPools.run();
        newPools.run();

        assertThat(asked())
                .containsExactlyInAnyOrder("reserves=native,NEW:" + ISSUER, "reserves=native,NONE:" + ISSUER);
        assertThat(stored()).extracting(pool -> pool.pair().counter().code()).containsExactly("NEW");
    }

    @Test
    void fetchesAPoolAgainThatHorizonDidNotAnswerForAndLeavesTheOthersAfterThreeFailures() throws InterruptedException {
        var newPools = newPools(NOON);
        for (String code : List.of("AAA", "BBB", "CCC", "DDD")) {
            market(code, 5);
        }
        for (int failure = 0; failure < 9; failure++) {
            source.nextPage(answer(500, Map.of(), "{}"));
        }

        newPools.run();
        newPools.run();
        assertThat(asked()).hasSize(9);
        now = NOON.plus(Duration.ofMinutes(11));
        newPools.run();

        assertThat(asked()).hasSize(13);
    }
}
