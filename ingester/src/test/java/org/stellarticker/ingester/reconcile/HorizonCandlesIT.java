package org.stellarticker.ingester.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.candle.MarketCandleStore;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Runs a ticker that started on 10 January at noon and has backfilled six hours. */
@Timeout(120)
class HorizonCandlesIT {

    private static final Instant START = Instant.parse("2026-01-10T12:00:00Z");
    private static final Duration HISTORY = Duration.ofDays(730);
    private static final TradePair USD = pair("USD");

    private static final Pattern ASKED =
            Pattern.compile("resolution=([0-9]+)&start_time=([0-9]+)&end_time=([0-9]+).*counter_asset_code=([A-Z]+)");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon server = new TestHorizon();
    private final TestClock clock = new TestClock(START);

    @BeforeEach
    void twoMarkets() {
        database.clear();
        database.execute("""
                insert into asset (type, code, issuer)
                select 'credit_alphanum4', code, 'GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO'
                from unnest(array['EUR', 'USD']) as code;
                insert into trade_pair (base_asset_id, counter_asset_id)
                select base.asset_id, counter.asset_id
                from asset base, asset counter
                where base.type = 'native' and counter.type <> 'native';
                insert into market_window
                select trade_pair_id, 168, 1, 1, case code when 'USD' then 9 else 5 end, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                    now(), now(), 0, 0, now()
                from trade_pair
                join asset on asset_id = counter_asset_id;
                insert into backfill (upper_token, next_token, lower_at, reached_at, started_at)
                values ('900-0', '100-0', '2026-01-02T12:00:00Z', '2026-01-10T05:30:00Z', '2026-01-10T12:00:00Z');
                """);
        server.serve("/trade_aggregations", HorizonCandlesIT::eachNoon);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static TradePair pair(String code) {
        return new TradePair(
                NativeAsset.XLM, Asset.issued(code, "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO"));
    }

    /** Serves one trade each noon, from the end of 2025 on. */
    private static void eachNoon(HttpExchange exchange) throws IOException {
        Matcher asked = ASKED.matcher(exchange.getRequestURI().getQuery());
        assertThat(asked.find()).isTrue();
        long length = Long.parseLong(asked.group(1));
        var records = new ArrayList<String>();
        for (long open = Long.parseLong(asked.group(2)); open < Long.parseLong(asked.group(3)); open += length) {
            boolean noon = length == 86_400_000 || open % 86_400_000 == 43_200_000;
            if (noon && open >= Instant.parse("2025-12-25T00:00:00Z").toEpochMilli()) {
                records.add("""
                        {"timestamp": "%d", "trade_count": "3", "base_volume": "1.5000000", "counter_volume": "3.0000000",
                         "open_r": {"n": "2", "d": "1"}, "high_r": {"n": "5", "d": "2"}, "low_r": {"n": "1", "d": "1"},
                         "close_r": {"n": "2", "d": "1"}}""".formatted(open));
            }
        }
        answer(200, Map.of(), "{\"_embedded\": {\"records\": [" + String.join(",", records) + "]}}")
                .handle(exchange);
    }

    /** The same markets stay without candles whatever is fetched. */
    @Test
    void fetchingThatDoesNotAdvanceIsDegraded() throws InterruptedException {
        database.execute("""
                create function nothing() returns trigger language plpgsql as 'begin return null; end';
                create trigger nothing before insert on horizon_candle_range for each row execute function nothing();
                """);
        var progress = new Progress("candles", clock);
        var stop = new Stop();
        server.beforeEach(() -> {
            clock.advance(Duration.ofMinutes(1));
            if (server.requests().size() > 60) {
                stop.request();
            }
        });
        var states = new HashSet<ProgramState>();
        var watch = Thread.ofPlatform().start(() -> {
            while (!stop.requested()) {
                states.add(progress.report().state());
            }
        });
        try {
            run(progress, stop);
        } finally {
            stop.request();
            watch.join();
            database.execute("drop trigger nothing on horizon_candle_range; drop function nothing()");
        }
        assertThat(states).contains(ProgramState.DEGRADED);
    }

    private void run() throws InterruptedException {
        run(new Progress("candles", clock), new Stop());
    }

    private void run(Progress progress, Stop stop) throws InterruptedException {
        try (var horizon = new Horizon(
                List.of(server.url()),
                RequestBudget.perHour(0),
                clock,
                new IngesterMetrics(new SimpleMeterRegistry()))) {
            new HorizonCandles(
                            horizon,
                            database.database(),
                            HISTORY,
                            new WorkContext(progress, clock, stop),
                            new IngesterMetrics(new SimpleMeterRegistry()))
                    .run();
        }
    }

    private List<String> listed(CandleInterval interval, String from, Instant ownFrom) {
        return database
                .database()
                .snapshot(tx -> new MarketCandleStore()
                        .listFirst(
                                tx,
                                USD,
                                new CandleRange(interval, Instant.parse(from), START.plus(HISTORY)),
                                ownFrom,
                                1000))
                .stream()
                .map(candle -> candle.source().word() + " " + candle.openTime() + " " + candle.tradeCount())
                .toList();
    }

    @Test
    void fetchesTheWeekByHoursAndTheTimeBeforeByDaysTheMostActiveMarketFirst() throws InterruptedException {
        run();

        assertThat(server.requests()).hasSize(2 * (1 + 4));
        assertThat(server.requests().subList(0, 5)).allMatch(request -> request.contains("_asset_code=USD"));
        assertThat(database.rows("""
                        select counter.code, interval, count(*), min(open_time at time zone 'UTC'), max(open_time at time zone 'UTC')
                        from horizon_candle
                        join trade_pair using (trade_pair_id)
                        join asset counter on asset_id = counter_asset_id
                        group by 1, 2
                        order by 1, 2
                        """))
                .containsExactly(
                        "EUR\t1d\t9\t2025-12-25 00:00:00\t2026-01-02 00:00:00",
                        "EUR\t1h\t7\t2026-01-03 12:00:00\t2026-01-09 12:00:00",
                        "USD\t1d\t9\t2025-12-25 00:00:00\t2026-01-02 00:00:00",
                        "USD\t1h\t7\t2026-01-03 12:00:00\t2026-01-09 12:00:00");
        assertThat(database.rows("select distinct base_volume, counter_volume, high_n, high_d from horizon_candle"))
                .containsExactly("15000000\t30000000\t5\t2");

        // The retry queue is empty.
        int requests = server.requests().size();
        clock.advance(Duration.ofDays(1));
        run();
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void queuesAFailedMarketAndFetchesTheOthers() throws InterruptedException {
        for (int attempt = 0; attempt < 3; attempt++) {
            server.nextPage(answer(503, Map.of(), "busy"));
        }

        run();

        assertThat(database.rows("select key = (select min(trade_pair_id) from trade_pair join asset on asset_id = "
                        + "counter_asset_id where code = 'USD')::text, attempts from retry_task"))
                .containsExactly("t\t1");
        assertThat(database.rows("select count(distinct trade_pair_id) from horizon_candle"))
                .containsExactly("1");

        run();
        assertThat(database.rows("select count(*) from retry_task")).containsExactly("1");
        clock.advance(Duration.ofMinutes(2));
        run();
        assertThat(database.rows("select count(distinct trade_pair_id) from horizon_candle"))
                .containsExactly("2");
        assertThat(database.rows("select count(*) from retry_task")).containsExactly("0");
    }

    @Test
    void doesNotFetchAgainWhatWasStoredBeforeTheProcessEnded() throws InterruptedException {
        // The third request, for the second range of days, fails as if the process were killed.
        server.nextPagesGood(2);
        for (int attempt = 0; attempt < 3; attempt++) {
            server.nextPage(answer(503, Map.of(), "busy"));
        }
        run();
        int before = server.requests().size();

        clock.advance(Duration.ofMinutes(2));
        run();

        assertThat(server.requests().subList(before, server.requests().size()))
                .hasSize(3)
                .allMatch(request -> request.contains("resolution=86400000"));
    }

    @Test
    void replacesHorizonsCandlesAsTradesArrive() throws InterruptedException {
        run();
        var ownFrom = Instant.parse("2026-01-10T06:00:00Z");
        ownHour("2026-01-09T12:00:00Z", 2);
        ownHour("2026-01-09T13:00:00Z", 1);
        ownHour("2026-01-10T07:00:00Z", 4);

        assertThat(listed(CandleInterval.HOUR, "2026-01-08T00:00:00Z", ownFrom))
                .as("a part of an hour's trades is not its candle, but better than none")
                .containsExactly(
                        "horizon 2026-01-08T12:00:00Z 3",
                        "horizon 2026-01-09T12:00:00Z 3",
                        "trades 2026-01-09T13:00:00Z 1",
                        "trades 2026-01-10T07:00:00Z 4");
        assertThat(listed(CandleInterval.DAY, "2026-01-01T00:00:00Z", ownFrom))
                .containsExactly("horizon 2026-01-01T00:00:00Z 3", "horizon 2026-01-02T00:00:00Z 3");

        database.execute("update backfill set reached_at = '2026-01-09T11:59:00Z'");
        assertThat(listed(CandleInterval.HOUR, "2026-01-08T00:00:00Z", Instant.parse("2026-01-09T12:00:00Z")))
                .containsExactly(
                        "horizon 2026-01-08T12:00:00Z 3",
                        "trades 2026-01-09T12:00:00Z 2",
                        "trades 2026-01-09T13:00:00Z 1",
                        "trades 2026-01-10T07:00:00Z 4");
        run();
        assertThat(database.rows("select max(open_time at time zone 'UTC') from horizon_candle"))
                .containsExactly("2026-01-08 12:00:00");
    }

    private static void ownHour(String openTime, int trades) {
        database.execute("""
                insert into candle_1h
                select trade_pair_id, '%1$s', 1, 1, %2$d, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, '%1$s', '%1$s', 0, 0
                from trade_pair
                join asset on asset_id = counter_asset_id
                where code = 'USD'
                """.formatted(openTime, trades));
    }
}
