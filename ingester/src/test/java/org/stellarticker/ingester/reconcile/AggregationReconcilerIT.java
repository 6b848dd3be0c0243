package org.stellarticker.ingester.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Checks a market with three trades at noon: two of 2.0 XLM for 1.0 USD, and one of 4 stroops for 1 with a pool. */
@Timeout(120)
class AggregationReconcilerIT {

    private static final Instant NOON = Trades.NOON;
    private static final String WHOLE = interval(3, "4.0000004", "2.0000001");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon server = new TestHorizon();
    private final TestClock clock = new TestClock(NOON.plus(Duration.ofDays(1)));

    @BeforeEach
    void threeTrades() {
        database.clear();
        var first = Trades.aTrade(1, 0, NOON);
        var second = Trades.aTrade(2, 0, NOON.plusSeconds(5));
        var ofPool = Trades.aPoolTrade(3, 0, NOON.plusSeconds(10));
        database.database()
                .commit(tx -> new TradeStore(database.database())
                        .insert(tx, List.of(first, second, ofPool), TradeSource.PAGE));
        database.execute("""
                insert into audit_window (hour, state, decided_at, trades_read)
                select hour, 'agreed', '2026-03-02T00:00:00Z', 3
                from generate_series(timestamptz '2026-03-01T10:00:00Z', '2026-03-01T14:00:00Z', '1 hour') as hour;
                insert into candle_1d
                select trade_pair_id, '2026-03-01T00:00:00Z', 1, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, now(), now(), 0, 0
                from trade_pair;
                """);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String interval(long trades, String base, String counter) {
        return """
                {"timestamp": "%d", "trade_count": "%d", "base_volume": "%s", "counter_volume": "%s",
                 "open_r": {"n": "1", "d": "2"}, "high_r": {"n": "1", "d": "2"}, "low_r": {"n": "1", "d": "2"},
                 "close_r": {"n": "1", "d": "2"}}""".formatted(NOON.toEpochMilli(), trades, base, counter);
    }

    private void check(String intervals) throws InterruptedException {
        server.serve(
                "/trade_aggregations", answer(200, Map.of(), "{\"_embedded\": {\"records\": [" + intervals + "]}}"));
        checkAsServed();
    }

    private void checkAsServed() throws InterruptedException {
        try (var horizon = new Horizon(
                List.of(server.url()),
                RequestBudget.perHour(0),
                clock,
                new IngesterMetrics(new SimpleMeterRegistry()))) {
            new AggregationReconciler(
                            horizon,
                            database.database(),
                            new Progress("sums", clock),
                            clock,
                            new IngesterMetrics(new SimpleMeterRegistry()))
                    .run();
        }
    }

    private static List<String> rows() {
        return database.rows(
                "select to_char(hour at time zone 'UTC', 'HH24'), state, array_to_string(evidence, '+'), reason from audit_market_window");
    }

    private static boolean audited() {
        var windows = new AuditWindowStore();
        var pair = new TradePair(Trades.XLM, Trades.USD);
        return database.database().snapshot(tx -> windows.isAudited(tx, pair, NOON, NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void agreeingAggregationsAreEvidence() throws InterruptedException {
        check(WHOLE);

        assertThat(rows()).containsExactly("12\tagreed\taggregations\t");
        assertThat(server.requests())
                .singleElement()
                .asString()
                .contains("start_time=1772323200000&end_time=1772409600000");
        assertThat(turns()).containsExactly("XLM / USD 4");
        assertThat(audited()).isTrue();
    }

    @Test
    void aPoolTradeThatHorizonOmitsIsNoDifference() throws InterruptedException {
        check(interval(2, "4.0000000", "2.0000000"));

        assertThat(rows()).containsExactly("12\tagreed\taggregations\t");
    }

    @Test
    void aDifferenceDisagreesOnlyAfterItsHourWasReadAgain() throws InterruptedException {
        String lacksAnOffersTrade = interval(2, "2.0000004", "1.0000001");
        String text = "stored 3 trades, 4.0000004 base, 2.0000001 counter;"
                + " Horizon aggregates 2 trades, 2.0000004 base, 1.0000001 counter";

        check(lacksAnOffersTrade);
        check(lacksAnOffersTrade);

        assertThat(rows()).containsExactly("12\tpending\taggregations\t" + text);
        assertThat(database.rows("select kind, key from retry_task"))
                .containsExactly("audit_hour\t2026-03-01T12:00:00Z");
        assertThat(audited()).isFalse();

        readAgain();
        check(lacksAnOffersTrade);
        assertThat(rows()).containsExactly("12\tdisagreed\taggregations\t" + text);
        assertThat(database.database().snapshot(new AuditWindowStore()::findDisagreed))
                .hasValueSatisfying(window -> assertThat(window.reason()).isEqualTo("XLM / USD: " + text));

        clock.advance(Duration.ofHours(7));
        check(WHOLE);
        assertThat(rows()).containsExactly("12\tagreed\taggregations\t");
        assertThat(audited()).isTrue();
    }

    @Test
    void aDifferenceThatVanishesWithTheSecondFetchAgrees() throws InterruptedException {
        check(interval(4, "9.0000000", "2.0000001"));
        assertThat(rows().getFirst()).startsWith("12\tpending");

        readAgain();
        check(WHOLE);

        assertThat(rows()).containsExactly("12\tagreed\taggregations\t");
    }

    @Test
    void aHorizonThatDoesNotAnswerDecidesNothing() throws InterruptedException {
        for (int attempt = 0; attempt < 3; attempt++) {
            server.nextPage(answer(503, Map.of(), "busy"));
        }
        check(WHOLE);

        assertThat(rows()).isEmpty();
        assertThat(audited()).isTrue();
    }

    private static List<String> turns() {
        return database.rows("""
                select base.code || ' / ' || counter.code || ' ' || hours
                from audit_market_day
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                order by 1
                """);
    }

    /** The market that the aggregations cannot decide is the most active one. */
    @Test
    void everyDayOfEveryMarketGetsItsTurn() throws InterruptedException {
        for (int market = 1; market < 40; market++) {
            market(market);
        }
        server.serve("/trade_aggregations", exchange -> {
            boolean settled = !exchange.getRequestURI().getQuery().contains("counter_asset_code=USD&");
            (settled
                            ? answer(200, Map.of(), "{\"_embedded\": {\"records\": []}}")
                            : answer(503, Map.of("Retry-After", "0"), "busy"))
                    .handle(exchange);
        });
        for (int minute = 0; minute < 8; minute++) {
            checkAsServed();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(turns()).hasSize(40).contains("XLM / USD 0", "XLM / M1 4", "XLM / M39 4");
    }

    private static void market(int number) {
        database.execute("""
                with counter as (
                    insert into asset (type, code, issuer)
                    select type, 'M%1$d', issuer from asset where code = 'USD'
                    returning asset_id
                ), pair as (
                    insert into trade_pair (base_asset_id, counter_asset_id)
                    select base.asset_id, counter.asset_id
                    from asset base, counter
                    where base.type = 'native'
                    returning trade_pair_id
                )
                insert into candle_1d
                select trade_pair_id, '2026-03-01T00:00:00Z', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, now(), now(), 0, 0
                from pair
                """.formatted(number));
    }

    private void readAgain() {
        clock.advance(Duration.ofMinutes(5));
        database.execute("update audit_window set decided_at = '" + clock.instant() + "'");
        clock.advance(Duration.ofMinutes(5));
    }
}
