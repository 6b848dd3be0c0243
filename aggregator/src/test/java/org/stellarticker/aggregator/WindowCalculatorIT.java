package org.stellarticker.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class WindowCalculatorIT {

    private static final Duration MILLI = Duration.ofMillis(1);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final TestClock clock = new TestClock(NOON);
    private final MarketStore markets = new MarketStore();
    private final DirtyMarkets dirty = new DirtyMarkets();
    private TradeStore trades;
    private LeaderElection leadership;
    private CandleBuilder candles;
    private WindowCalculator windows;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        trades = new TradeStore(db.database());
        leadership = db.database().leadership("aggregator");
        candles = new CandleBuilder(db.database(), new CandleStore(), leadership);
        windows = new WindowCalculator(db.database(), markets, leadership, clock);
    }

    @AfterEach
    void giveUpTheLead() {
        leadership.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void windowsEqualARecomputationAtEverySnapshot(long seed) {
        var random = new Random(seed);
        List<Trade> all = new RandomTrades(random).list(500, NOON, Duration.ofDays(9));
        var waiting = new ArrayList<>(all);
        Collections.shuffle(waiting, random);
        var arrived = new ArrayList<Trade>();

        for (int i = 0; i < 60; i++) {
            int count = Math.min(waiting.size(), random.nextInt(20));
            var batch = waiting.subList(0, count);
            arrived.addAll(batch);
            store(batch);
            batch.clear();
            // Small steps for the edges, great ones for long pauses; and some exactly onto an edge.
            clock.advance(Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 28))));
            if (random.nextBoolean() && !arrived.isEmpty()) {
                Instant trade = arrived.get(random.nextInt(arrived.size())).ledgerCloseTime();
                Instant edge = trade.plus(random.nextBoolean() ? Duration.ofDays(1) : Duration.ofDays(7));
                clock.set(edge.isAfter(clock.instant()) ? edge : clock.instant());
            }
            clock.set(laterSecond(clock.instant()));
            if (random.nextInt(10) == 0) {
                // A restart: what changed is not known any more.
                dirty.clear();
                windows.calculateAll();
            } else {
                update();
            }

            assertThat(Windows.asOf(db.database())).isEqualTo(clock.instant());
            assertThat(Windows.stored(db.database()))
                    .as("snapshot %s at %s", i, clock.instant())
                    .isEqualTo(Windows.recomputed(arrived, clock.instant()));
        }
    }

    @Test
    void aWindowIsOpenAtItsStart() {
        store(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(1))));
        clock.set(NOON.plus(Duration.ofHours(24)).minus(MILLI));
        update();
        assertThat(rows()).containsExactly("24\t2", "168\t2");

        clock.advance(MILLI);
        update();
        assertThat(rows()).as("24 hours later it is out").containsExactly("24\t1", "168\t2");

        clock.advance(Duration.ofSeconds(1));
        update();
        assertThat(rows()).as("a window without a trade is no row").containsExactly("168\t2");
    }

    /** An asset that changes while windows are calculated leaves its event for the next snapshot. */
    @Test
    void anAssetThatChangesDuringASnapshotChangesNoWindowAlone() {
        store(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(1))));
        update();
        db.execute("update asset set is_valid = not is_valid, anchor_asset_code = 'NEW' where code <> 'XLM'");

        clock.set(NOON.plus(Duration.ofHours(24)));
        assertThat(update().update()).as("the window of a day alone").isEqualTo(1);

        assertThat(db.rows("select count(*) from market_window")).containsExactly("2");
        assertThat(db.rows("select distinct both_valid, base_anchor_code, counter_anchor_code from market_window"))
                .hasSize(1);
    }

    @Test
    void aWindowHasNoUpperBound() {
        store(List.of(aTrade(1, 0, NOON.plus(Duration.ofDays(2)))));

        assertThat(update().changed()).isEqualTo(2);

        assertThat(rows()).containsExactly("24\t1", "168\t1");
    }

    @Test
    void onlyMarketsThatChangedOrLostATradeAreSnapshotAnew() {
        store(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(5), XLM, EUR, new Price(1, 3))));
        assertThat(update()).isEqualTo(new WindowCalculator.Update(clock.instant(), 4, 4));
        clock.advance(Duration.ofSeconds(10));
        assertThat(update()).isEqualTo(new WindowCalculator.Update(clock.instant(), 0, 0));

        store(List.of(aTrade(3, 0, NOON.plusSeconds(6), USD, EUR, new Price(1, 3))));
        assertThat(update().update()).isEqualTo(2);

        clock.set(NOON.plus(Duration.ofHours(24)));
        assertThat(update()).isEqualTo(new WindowCalculator.Update(clock.instant(), 1, 1));
    }

    @Test
    void tradesOlderThanAWindowDoNotSnapshotIt() {
        clock.set(NOON.plus(Duration.ofDays(3)));
        store(List.of(aTrade(1, 0, NOON)));

        assertThat(update()).isEqualTo(new WindowCalculator.Update(clock.instant(), 1, 1));

        assertThat(rows()).containsExactly("168\t1");
    }

    @Test
    void theSnapshotReportsWhenAWindowLastChanged() {
        store(List.of(aTrade(1, 0, NOON)));
        update();
        clock.advance(Duration.ofSeconds(1));
        update();

        assertThat(db.database().snapshot(markets::findSnapshot))
                .contains(new MarketSnapshot(NOON.plusSeconds(1), NOON, NOON, 0, 0));
    }

    @Test
    void aClockSetBackDoesNotTakeTheSnapshotWithIt() {
        store(List.of(aTrade(1, 0, NOON)));
        clock.set(NOON.plus(Duration.ofHours(30)));
        update();

        clock.set(NOON.plus(Duration.ofHours(10)));
        store(List.of(aTrade(2, 0, NOON.plusSeconds(5))));
        update();

        assertThat(Windows.asOf(db.database()))
                .isEqualTo(NOON.plus(Duration.ofHours(30)).plusSeconds(1));
        assertThat(rows()).containsExactly("168\t2");
    }

    @Test
    void aClockThatWasAheadHoldsTheWindowsUpNoLongerThanToTheNextStart() {
        store(List.of(aTrade(1, 0, NOON)));
        clock.set(NOON.plus(Duration.ofDays(365)));
        windows.calculateAll();
        assertThat(rows()).isEmpty();

        clock.set(NOON.plusSeconds(10));
        windows.calculateAll();
        assertThat(Windows.asOf(db.database())).isEqualTo(clock.instant());
        assertThat(rows()).containsExactly("24\t1", "168\t1");

        store(List.of(aTrade(2, 0, NOON.plusSeconds(11))));
        clock.advance(Duration.ofSeconds(10));
        update();
        assertThat(Windows.asOf(db.database())).isEqualTo(clock.instant());
        assertThat(rows()).containsExactly("24\t2", "168\t2");
    }

    @Test
    void aSnapshotThatChangedSomethingIsSignalled() {
        try (var updates = db.database().listen(MarketStore.UPDATED)) {
            updates.await(MILLI);
            update();
            assertThat(updates.await(Duration.ofSeconds(5))).as("the first one").isTrue();
            update();
            assertThat(updates.await(Duration.ofMillis(300))).isFalse();

            store(List.of(aTrade(1, 0, NOON)));
            update();
            assertThat(updates.await(Duration.ofSeconds(5))).isTrue();
        }
    }

    /** Returns an instant, or a later one in another second than the last snapshot's. */
    private Instant laterSecond(Instant at) {
        Instant earliest = db.database()
                .snapshot(markets::findSnapshot)
                .map(snapshot -> snapshot.asOf().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .orElse(at);
        return earliest.isAfter(at) ? earliest : at;
    }

    /** Stores trades and makes their candles. */
    private void store(List<Trade> batch) {
        db.database().commit(tx -> trades.insert(tx, batch, TradeSource.STREAM));
        dirty.add(candles.makeBatch());
    }

    private WindowCalculator.Update update() {
        var update = windows.update(dirty);
        dirty.clear();
        return update;
    }

    private static List<String> rows() {
        return db.rows("select window_hours, trade_count from market_window order by 1, 2");
    }
}
