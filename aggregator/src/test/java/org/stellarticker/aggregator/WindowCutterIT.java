package org.stellarticker.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
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
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Leadership;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketCut;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class WindowCutterIT {

    private static final Duration MILLI = Duration.ofMillis(1);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final SetClock clock = new SetClock(NOON);
    private final MarketStore markets = new MarketStore();
    private final TouchedMarkets touched = new TouchedMarkets();
    private TradeStore trades;
    private Leadership leadership;
    private CandleMaker candles;
    private WindowCutter windows;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        trades = new TradeStore(db.database());
        leadership = db.database().leadership("aggregator");
        candles = new CandleMaker(db.database(), new CandleStore(), leadership);
        windows = new WindowCutter(db.database(), markets, leadership, clock);
    }

    @AfterEach
    void giveUpTheLead() {
        leadership.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void windowsEqualARecomputationAtEveryCut(long seed) {
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
            if (random.nextInt(10) == 0) {
                // A restart: what changed is not known any more.
                touched.clear();
                windows.cutAll();
            } else {
                cut();
            }

            assertThat(Windows.cutAt(db.database())).isEqualTo(clock.instant());
            assertThat(Windows.stored(db.database()))
                    .as("cut %s at %s", i, clock.instant())
                    .isEqualTo(Windows.recomputed(arrived, clock.instant()));
        }
    }

    @Test
    void aWindowIsOpenAtItsStart() {
        store(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(1))));
        clock.set(NOON.plus(Duration.ofHours(24)).minus(MILLI));
        cut();
        assertThat(rows()).containsExactly("24\t2", "168\t2");

        clock.advance(MILLI);
        cut();
        assertThat(rows()).as("24 hours later it is out").containsExactly("24\t1", "168\t2");

        clock.advance(Duration.ofSeconds(1));
        cut();
        assertThat(rows()).as("a window without a trade is no row").containsExactly("168\t2");
    }

    @Test
    void aWindowHasNoUpperBound() {
        store(List.of(aTrade(1, 0, NOON.plus(Duration.ofDays(2)))));

        assertThat(cut().changed()).isEqualTo(2);

        assertThat(rows()).containsExactly("24\t1", "168\t1");
    }

    @Test
    void onlyMarketsThatChangedOrLostATradeAreCutAnew() {
        store(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(5), XLM, EUR, new Price(1, 3))));
        assertThat(cut()).isEqualTo(new WindowCutter.Cut(clock.instant(), 4, 4));
        clock.advance(Duration.ofSeconds(10));
        assertThat(cut()).isEqualTo(new WindowCutter.Cut(clock.instant(), 0, 0));

        store(List.of(aTrade(3, 0, NOON.plusSeconds(6), USD, EUR, new Price(1, 3))));
        assertThat(cut().cut()).isEqualTo(2);

        clock.set(NOON.plus(Duration.ofHours(24)));
        assertThat(cut()).isEqualTo(new WindowCutter.Cut(clock.instant(), 1, 1));
    }

    @Test
    void tradesOlderThanAWindowDoNotCutIt() {
        clock.set(NOON.plus(Duration.ofDays(3)));
        store(List.of(aTrade(1, 0, NOON)));

        assertThat(cut()).isEqualTo(new WindowCutter.Cut(clock.instant(), 1, 1));

        assertThat(rows()).containsExactly("168\t1");
    }

    @Test
    void theCutTellsWhenAWindowLastChanged() {
        store(List.of(aTrade(1, 0, NOON)));
        cut();
        clock.advance(Duration.ofSeconds(1));
        cut();

        assertThat(db.database().snapshot(markets::findCut)).contains(new MarketCut(NOON.plusSeconds(1), NOON));
    }

    @Test
    void aClockSetBackDoesNotTakeTheCutWithIt() {
        store(List.of(aTrade(1, 0, NOON)));
        clock.set(NOON.plus(Duration.ofHours(30)));
        cut();

        clock.set(NOON.plus(Duration.ofHours(10)));
        store(List.of(aTrade(2, 0, NOON.plusSeconds(5))));
        cut();

        assertThat(Windows.cutAt(db.database())).isEqualTo(NOON.plus(Duration.ofHours(30)));
        assertThat(rows()).containsExactly("168\t2");
    }

    @Test
    void aClockThatWasAheadHoldsTheWindowsUpNoLongerThanToTheNextStart() {
        store(List.of(aTrade(1, 0, NOON)));
        clock.set(NOON.plus(Duration.ofDays(365)));
        windows.cutAll();
        assertThat(rows()).isEmpty();

        clock.set(NOON.plusSeconds(10));
        windows.cutAll();
        assertThat(Windows.cutAt(db.database())).isEqualTo(clock.instant());
        assertThat(rows()).containsExactly("24\t1", "168\t1");

        store(List.of(aTrade(2, 0, NOON.plusSeconds(11))));
        clock.advance(Duration.ofSeconds(10));
        cut();
        assertThat(Windows.cutAt(db.database())).isEqualTo(clock.instant());
        assertThat(rows()).containsExactly("24\t2", "168\t2");
    }

    @Test
    void aCutThatChangedSomethingIsSignalled() {
        try (var cuts = db.database().listen(MarketStore.CUT)) {
            cuts.await(MILLI);
            cut();
            assertThat(cuts.await(Duration.ofMillis(300))).isFalse();

            store(List.of(aTrade(1, 0, NOON)));
            cut();
            assertThat(cuts.await(Duration.ofSeconds(5))).isTrue();
        }
    }

    /** Stores trades and makes their candles. */
    private void store(List<Trade> batch) {
        db.database().commit(tx -> trades.insert(tx, batch, TradeSource.STREAM));
        touched.add(candles.makeBatch());
    }

    private WindowCutter.Cut cut() {
        var cut = windows.cut(touched);
        touched.clear();
        return cut;
    }

    private static List<String> rows() {
        return db.rows("select window_hours, trade_count from market_window order by 1, 2");
    }
}
