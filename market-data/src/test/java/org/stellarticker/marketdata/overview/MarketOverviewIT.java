package org.stellarticker.marketdata.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.db.trade.Trades.account;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.marketdata.overview.MarketSort.Position;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

class MarketOverviewIT {

    private static final Instant NOW = NOON.plusSeconds(30);
    private static final Asset NEW = Asset.issued("NEW", account('N'));

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final MarketOverviewReader READER = new MarketOverviewReader(
            new ReferenceAssets(new QuoteRanking(List.of(USD)), new VerifiedAssets(List.of(USD)), List.of(USD)));

    @BeforeAll
    static void store() {
        List<Trade> trades = List.of(
                aTrade(1, 0, NOON.minus(Duration.ofHours(20)), XLM, USD, new Price(1, 4)),
                aTrade(2, 0, NOON.minus(Duration.ofHours(5)), XLM, USD, new Price(1, 2)),
                aTrade(3, 0, NOON.minus(Duration.ofMinutes(30)), XLM, USD, new Price(1, 5)),
                // The stored direction is XLM and EUR, the euro's trade sells the euro's buyer XLM.
                aTrade(4, 0, NOON.minus(Duration.ofMinutes(3)), EUR, XLM, new Price(3, 1)),
                aTrade(5, 0, NOON.minus(Duration.ofHours(2)), BTC, NEW, new Price(7, 1)));
        db.database().commit(tx -> new DustFloorStore().bind(tx, 1000));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1000)));
        db.database().commit(tx -> new MarketStore().saveAllWindows(tx, StoredWindow.WEEK, NOW));
        var pool = new LiquidityPool(
                "0123456789abcdef".repeat(4),
                TradePair.normalised(XLM, EUR),
                new Amount(40_000_000),
                new Amount(10_000_000),
                30,
                new Amount(5),
                7,
                NOON);
        db.database().commit(tx -> new LiquidityPoolStore().save(tx, List.of(pool), NOON));
    }

    private static MarketOverviews day() {
        return db.database().snapshot(tx -> READER.read(tx, 24, NOW));
    }

    private static MarketOverview find(TradePair pair) {
        return day().all().stream()
                .filter(market -> market.pair().equals(pair))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMarketIsShownWithItsActivityInTheDirectionOfItsQuote() {
        MarketOverview market = find(new TradePair(XLM, USD));

        assertThat(market.summary().tradeCount()).isEqualTo(3);
        assertThat(market.summary().traded().map(MarketStats::buyCount)).contains(3L);
        assertThat(market.activity(ActivityWindow.FIVE_MINUTES)).isEmpty();
        assertThat(market.volume(ActivityWindow.FIVE_MINUTES)).isEqualByComparingTo("0");
        assertThat(market.volume(ActivityWindow.HOUR)).isEqualByComparingTo("2");
        assertThat(market.volume(ActivityWindow.SIX_HOURS)).isEqualByComparingTo("4");
        assertThat(market.volume(ActivityWindow.DAY)).isEqualByComparingTo("6");
        assertThat(market.change(ActivityWindow.SIX_HOURS, MathContext.DECIMAL64))
                .contains(new BigDecimal("-0.3"));
        assertThat(market.buys(ActivityWindow.SIX_HOURS)).isEqualTo(2);
        assertThat(market.sells(ActivityWindow.SIX_HOURS)).isZero();
        // 6 XLM at the last minute's 0.2 dollars.
        assertThat(market.baseVolumeUsd())
                .hasValueSatisfying(usd -> assertThat(usd).isEqualByComparingTo("1.2"));
        assertThat(market.pool()).isEmpty();
    }

    @Test
    void aTurnedMarketHasItsPoolAndItsBuysTurned() {
        // XLM is the quote of the euro, which is stored as XLM's counter.
        MarketOverview market = find(new TradePair(EUR, XLM));

        assertThat(market.buys(ActivityWindow.FIVE_MINUTES)).isEqualTo(1);
        assertThat(market.sells(ActivityWindow.FIVE_MINUTES)).isZero();
        assertThat(market.summary().traded().map(MarketStats::close)).contains(new Price(3, 1));
        assertThat(market.pool().orElseThrow().baseReserve()).isEqualTo(new Amount(10_000_000));
        // 2 euros at 3 XLM at 0.2 dollars.
        assertThat(market.baseVolumeUsd())
                .hasValueSatisfying(usd -> assertThat(usd).isEqualByComparingTo("1.2"));
    }

    @Test
    void everyOrderIsPagedWithoutLossOrDouble() {
        MarketOverviews day = day();
        for (MarketSort sort : MarketSort.values()) {
            var paged = new ArrayList<TradePair>();
            Optional<Position> after = Optional.empty();
            do {
                MarketOverviews.Page page = day.page(sort, after, 2);
                page.markets().forEach(market -> paged.add(market.pair()));
                after = page.next();
            } while (after.isPresent());

            assertThat(paged).as(sort.word()).hasSize(3).doesNotHaveDuplicates();
            assertThat(paged)
                    .isEqualTo(day.page(sort, Optional.empty(), 10).markets().stream()
                            .map(MarketOverview::pair)
                            .toList());
        }
        assertThat(day.page(MarketSort.TRADE_COUNT, Optional.empty(), 1)
                        .markets()
                        .getFirst()
                        .pair())
                .isEqualTo(new TradePair(XLM, USD));
        assertThat(day.page(MarketSort.BASE_VOLUME_USD, Optional.empty(), 10)
                        .markets()
                        .getLast()
                        .baseVolumeUsd())
                .as("without a value last")
                .isEmpty();
    }

    @Test
    void aPageGoesOnBehindAMarketThatIsGone() {
        MarketOverviews day = day();
        var gone = new Position(Optional.of(new BigDecimal(2)), new TradePair(USD, BTC));

        assertThat(day.page(MarketSort.TRADE_COUNT, Optional.of(gone), 10).markets())
                .extracting(market -> market.summary().tradeCount())
                .containsExactly(1L, 1L);
    }

    @Test
    void thereAreAsManyStatementsHoweverManyMarketsThereAre() {
        int all = db.database().snapshot(tx -> {
            READER.read(tx, 24, NOW);
            return tx.statements();
        });
        int none = db.database().snapshot(tx -> {
            READER.read(tx, 24, NOW.minus(Duration.ofDays(30)));
            return tx.statements();
        });

        assertThat(all).isEqualTo(none).isLessThanOrEqualTo(20);
    }
}
