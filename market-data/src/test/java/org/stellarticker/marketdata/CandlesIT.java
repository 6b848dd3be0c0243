package org.stellarticker.marketdata;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.marketdata.StoredHistory.END;
import static org.stellarticker.marketdata.StoredHistory.START;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.candle.CandleSource;
import org.stellarticker.db.candle.HorizonCandleStore;
import org.stellarticker.db.candle.SourcedCandle;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.trade.RandomTrades;

class CandlesIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final TradePair MARKET = TradePair.normalised(XLM, USD);

    /** Everything is fetched from here on; before it, an hour and a day of Horizon's are stored. */
    private static final Instant COMPLETE_FROM = Instant.parse("2026-03-28T10:30:00Z");

    private static final Instant HORIZONS_HOUR = Instant.parse("2026-03-28T10:00:00Z");

    private static List<Trade> stored = List.of();

    private final Candles candles = new Candles();

    @BeforeAll
    static void store() {
        stored = StoredHistory.store(db, 41).of(MARKET);
        db.database().commit(tx -> {
            var backfills = new BackfillStore();
            backfills.begin(tx, new PagingToken("900-0"), Optional.of(END), COMPLETE_FROM);
        });
        db.execute("update backfill set completed_at = now()");
    }

    @BeforeEach
    void storeHorizons() {
        String pair = db.rows("""
                select trade_pair_id from trade_pair
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where base.code = 'XLM' and counter.code = 'USD'
                """).getFirst();
        db.database()
                .commit(tx -> new HorizonCandleStore()
                        .save(
                                tx,
                                Integer.parseInt(pair),
                                CandleInterval.HOUR,
                                HORIZONS_HOUR,
                                HORIZONS_HOUR.plusSeconds(3600),
                                List.of(new SourcedCandle(
                                        CandleSource.HORIZON,
                                        HORIZONS_HOUR,
                                        new BigDecimal("8.0000000"),
                                        new BigDecimal("2.0000000"),
                                        5,
                                        new Price(1, 3),
                                        /* high= */ new Price(1, 2),
                                        /* low= */ new Price(1, 5),
                                        new Price(1, 4))),
                                END));
    }

    @ParameterizedTest
    @EnumSource
    void candlesOfTradesAreTheSumsOfTheirIntervalsInEitherDirection(CandleInterval interval) {
        // Weeks and months begin before the time that is fetched completely; with nothing of Horizon's they are ours.
        Instant from = interval.startNotBefore(COMPLETE_FROM.plus(Duration.ofDays(1)));
        if (!from.isBefore(END)) {
            from = interval.start(START);
            db.execute("delete from horizon_candle");
        }
        assertSumsFrom(from, interval);
    }

    private void assertSumsFrom(Instant from, CandleInterval interval) {
        for (TradePair asked : List.of(MARKET, MARKET.turned())) {
            List<MarketCandle> found = list(asked, interval, from, END, 100_000);

            var expected = new TreeMap<>(stored.stream()
                    .filter(trade -> !trade.ledgerCloseTime().isBefore(from)
                            && trade.ledgerCloseTime().isBefore(END))
                    .map(trade -> asked.equals(MARKET) ? trade : trade.turned())
                    .collect(groupingBy(trade -> interval.start(trade.ledgerCloseTime()))));
            assertThat(found).extracting(MarketCandle::openTime).containsExactlyElementsOf(expected.keySet());
            for (MarketCandle candle : found) {
                assertThat(candle.source()).isEqualTo(CandleSource.TRADES);
                assertThat(candle.closeTime()).isEqualTo(interval.end(candle.openTime()));
                assertSums(candle, expected.getOrDefault(candle.openTime(), List.of()));
            }
        }
    }

    private static void assertSums(MarketCandle candle, List<Trade> trades) {
        MarketStats expected = Recomputed.stats(trades);
        assertThat(candle.baseVolume()).isEqualByComparingTo(expected.baseVolume());
        assertThat(candle.counterVolume()).isEqualByComparingTo(expected.counterVolume());
        assertThat(candle.tradeCount()).isEqualTo(expected.tradeCount());
        assertThat(candle.vwap()).isEqualTo(Vwap.of(candle.baseVolume(), candle.counterVolume()));
        assertThat(candle.dustExcluded()).isTrue();
        assertThat(candle.revision()).isPositive();

        List<Trade> withoutDust = trades.stream()
                .filter(trade -> trade.base().amount().stroops() >= RandomTrades.DUST_FLOOR
                        && trade.counter().amount().stroops() >= RandomTrades.DUST_FLOOR)
                .toList();
        assertThat(candle.prices().isEmpty()).isEqualTo(withoutDust.isEmpty());
        candle.prices().ifPresent(prices -> assertPrices(prices, Recomputed.stats(withoutDust)));
    }

    private static void assertPrices(CandlePrices prices, MarketStats expected) {
        assertThat(prices.open()).isEqualTo(expected.open());
        assertThat(prices.high()).isEqualByComparingTo(expected.high());
        assertThat(prices.low()).isEqualByComparingTo(expected.low());
        assertThat(prices.close()).isEqualTo(expected.close());
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheirFirstDay() {
        assertThat(list(MARKET, CandleInterval.WEEK, Instant.EPOCH, END, 10))
                .extracting(MarketCandle::openTime)
                .containsExactly(Instant.parse("2026-03-23T00:00:00Z"), Instant.parse("2026-03-30T00:00:00Z"));
        assertThat(list(MARKET, CandleInterval.MONTH, Instant.EPOCH, END, 10))
                .extracting(MarketCandle::openTime, MarketCandle::closeTime)
                .containsExactly(tuple(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z")));
    }

    @Test
    void aWiderCandleWithAPartOfHorizonsIsHorizons() {
        MarketCandle four = list(MARKET, CandleInterval.FOUR_HOURS, HORIZONS_HOUR.minusSeconds(7200), END, 1)
                .getFirst();

        assertThat(four.openTime()).isEqualTo(Instant.parse("2026-03-28T08:00:00Z"));
        assertThat(four.source()).isEqualTo(CandleSource.HORIZON);
        assertThat(four.dustExcluded()).isFalse();
        assertThat(four.tradeCount()).isGreaterThan(5);
    }

    @Test
    void anIntervalThatIsNotFetchedWhollyIsHorizons() {
        MarketCandle asStored =
                list(MARKET, CandleInterval.HOUR, HORIZONS_HOUR, END, 1).getFirst();
        MarketCandle turned = list(MARKET.turned(), CandleInterval.HOUR, HORIZONS_HOUR, END, 1)
                .getFirst();

        assertThat(asStored.source()).isEqualTo(CandleSource.HORIZON);
        assertThat(asStored.openTime()).isEqualTo(HORIZONS_HOUR);
        assertThat(turned)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(new MarketCandle(
                        CandleSource.HORIZON,
                        HORIZONS_HOUR,
                        HORIZONS_HOUR.plusSeconds(3600),
                        Optional.of(new CandlePrices(
                                new Price(3, 1),
                                /* high= */ new Price(5, 1),
                                /* low= */ new Price(2, 1),
                                new Price(4, 1))),
                        /* baseVolume= */ new BigDecimal("2"),
                        /* counterVolume= */ new BigDecimal("8"),
                        5,
                        /* dustExcluded= */ false,
                        /* revision= */ 0));
    }

    @ParameterizedTest
    @EnumSource
    void theOldestOrTheNewestOfARangeAreGivenOldestFirst(CandleInterval interval) {
        List<MarketCandle> all = list(MARKET, interval, Instant.EPOCH, END, 100_000);
        assertThat(all).isNotEmpty();
        int some = Math.min(2, all.size());

        assertThat(list(MARKET, interval, Instant.EPOCH, END, some)).isEqualTo(all.subList(0, some));
        assertThat(newest(MARKET, interval, Instant.EPOCH, END, some))
                .isEqualTo(all.subList(all.size() - some, all.size()));
        assertThat(newest(MARKET, interval, Instant.EPOCH, all.getLast().openTime(), 1))
                .isEqualTo(all.subList(Math.max(0, all.size() - 2), all.size() - 1));
        assertThat(all).isSortedAccordingTo(Comparator.comparing(MarketCandle::openTime));
    }

    @Test
    void aMarketThatWasNeverMetHasNoCandles() {
        var never = new TradePair(XLM, Asset.issued("NEVER", "G" + "N".repeat(55)));

        assertThat(list(never, CandleInterval.HOUR, Instant.EPOCH, END, 10)).isEmpty();
    }

    private List<MarketCandle> list(TradePair asked, CandleInterval interval, Instant from, Instant to, int most) {
        return db.database().snapshot(tx -> candles.list(tx, asked, new CandleRange(interval, from, to), most));
    }

    private List<MarketCandle> newest(TradePair asked, CandleInterval interval, Instant from, Instant to, int most) {
        return db.database().snapshot(tx -> candles.newest(tx, asked, new CandleRange(interval, from, to), most));
    }
}
