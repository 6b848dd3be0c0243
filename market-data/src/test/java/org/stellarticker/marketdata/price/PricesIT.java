package org.stellarticker.marketdata.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Prices of assets in dollars and in each other, now, in the past and over time. */
class PricesIT {

    private static final Instant NOW = NOON.plusSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Asset NEW = Asset.issued("NEW", Trades.account('N'));
    private static final Quote DOLLARS = new Quote.Dollars();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static SnapshotCache snapshots;

    @BeforeAll
    static void store() {
        List<Trade> trades = List.of(
                // A day before: XLM at 0.2 dollars, the euro at 4 XLM.
                aTrade(1, 0, NOON.minus(DAY).minusSeconds(600), XLM, USD, new Price(1, 5)),
                aTrade(2, 0, NOON.minus(DAY).minusSeconds(300), EUR, XLM, new Price(4, 1)),
                // Two hours ago: the euro at 3 XLM; five minutes ago XLM at 0.5; a bitcoin for dollars only.
                aTrade(3, 0, NOON.minus(Duration.ofHours(2)), EUR, XLM, new Price(3, 1)),
                aTrade(4, 0, NOON.minusSeconds(300), XLM, USD, new Price(1, 2)),
                aTrade(5, 0, NOON.minusSeconds(200), BTC, USD, new Price(90_000, 1)),
                // In the minute that is not over, XLM at 0.25.
                aTrade(6, 0, NOON.plusSeconds(1), XLM, USD, new Price(1, 4)));
        db.database().commit(tx -> new DustFloorStore().bind(tx, 1000));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1000)));
        db.database().commit(tx -> new MarketStore().saveAllWindows(tx, StoredWindow.WEEK, NOW));
        db.database().commit(tx -> {
            book(tx, XLM, USD, new Price(2, 5), new Price(3, 5));
            book(tx, XLM, EUR, new Price(1, 5), new Price(1, 2));
        });
        db.execute("insert into stream_cursor values ('trades', '85899345920000-0')");
        db.execute("insert into backfill (upper_token, next_token, lower_at, completed_at) values ('9', '1',"
                + " '2026-02-01T00:00:00Z', now())");
        snapshots = new SnapshotCache(db.database()::snapshot, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void book(Transaction tx, Asset base, Asset counter, Price bid, Price ask) {
        var pair = TradePair.normalised(base, counter);
        new OrderBookStore()
                .save(
                        tx,
                        new OrderBook(
                                pair,
                                List.of(new Level(bid, new Amount(10))),
                                List.of(new Level(ask, new Amount(10))),
                                NOON));
    }

    private static AssetPrice price(Asset asset, Quote quote) {
        return snapshots.read(new PriceTablePart(List.of(USD))).price(asset, quote);
    }

    @Test
    void theNativeAssetHasThePriceOfItsMarketWithTheDollar() {
        AssetPrice price = price(XLM, DOLLARS);

        assertThat(price.price()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.5"));
        assertThat(price.last()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.25"));
        assertThat(price.bid()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.4"));
        assertThat(price.ask()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.6"));
        assertThat(price.change24h())
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.3"));
        assertThat(price.path()).containsExactly(new TradePair(XLM, USD));
        assertThat(price.asOf()).contains(NOON.minusSeconds(240));
        // 2 XLM at 0.5, 2 at 0.25, 6 for the euro: 10 XLM at 0.5 dollars.
        assertThat(price.volume24hUsd())
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("5"));
        assertThat(price.tradeCount()).isEqualTo(3);
        assertThat(price.marketCount()).isEqualTo(2);
        assertThat(price.stale()).isFalse();
        assertThat(price.reason()).isEmpty();
    }

    @Test
    void anotherAssetIsPricedThroughTheNativeOne() {
        AssetPrice price = price(EUR, DOLLARS);

        assertThat(price.price()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("1.5"));
        assertThat(price.path()).containsExactly(new TradePair(EUR, XLM), new TradePair(XLM, USD));
        // 1.5 now; 4 * 0.2 a day ago.
        assertThat(price.change24h())
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.7"));
        // The book is of XLM in euros: a bid of 1/2 is an ask of the euro.
        assertThat(price.bid()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.8"));
        assertThat(price.ask()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("3"));
        assertThat(price.stale()).as("two hours old").isTrue();
    }

    @Test
    void aPriceInAnAssetTakesTheMarketOfBothFirst() {
        AssetPrice direct = price(BTC, new Quote.InAsset(USD));
        assertThat(direct.price()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("90000"));
        assertThat(direct.path()).containsExactly(new TradePair(BTC, USD));
        assertThat(direct.bid()).isEmpty();

        AssetPrice bridged = price(USD, new Quote.InAsset(EUR));
        assertThat(bridged.path()).containsExactly(new TradePair(USD, XLM), new TradePair(XLM, EUR));
        assertThat(bridged.price()).contains(new BigDecimal("0.66666666666666666667"));
        AssetPrice itself = price(EUR, new Quote.InAsset(EUR));
        assertThat(itself.price()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("1"));
        assertThat(itself.path()).isEmpty();
        assertThat(itself.asOf()).contains(NOW);
    }

    @Test
    void withoutAPathThereIsAReason() {
        AssetPrice unknown = price(NEW, DOLLARS);

        assertThat(unknown.price()).isEmpty();
        assertThat(unknown.stale()).isTrue();
        assertThat(unknown.reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("no market leads from " + NEW.key() + " to USD"));
        // Dollars are reached by XLM only.
        assertThat(price(BTC, DOLLARS).price()).isEmpty();
        assertThat(price(USD, DOLLARS).price())
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("1"));
    }

    @Test
    void historyMultipliesTheMarketsOfThePath() {
        var part = new PriceHistoryPart(
                EUR, DOLLARS, List.of(USD), CandleInterval.HOUR, Optional.empty(), Optional.empty(), 500);
        PriceHistory history = snapshots.read(part);

        assertThat(history.path()).containsExactly(new TradePair(EUR, XLM), new TradePair(XLM, USD));
        assertThat(history.points()).hasSize(2);
        assertThat(history.points().getFirst().openTime()).isEqualTo(Instant.parse("2026-02-28T11:00:00Z"));
        assertThat(history.points().getFirst().price())
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.8"));
        // XLM did not trade in that hour: its newest hour before has 0.2.
        assertThat(history.points().getLast().price())
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.6"));
        assertThat(history.next()).isEmpty();

        var first = new PriceHistoryPart(
                EUR, DOLLARS, List.of(USD), CandleInterval.HOUR, Optional.of(Instant.EPOCH), Optional.empty(), 1);
        PriceHistory page = snapshots.read(first);
        assertThat(page.points()).hasSize(1);
        assertThat(page.next()).contains(Instant.parse("2026-02-28T12:00:00Z"));
        var none = new PriceHistoryPart(
                NEW, DOLLARS, List.of(USD), CandleInterval.HOUR, Optional.empty(), Optional.empty(), 1);
        assertThat(snapshots.read(none).points()).isEmpty();
    }

    @Test
    void aClosingPriceCountsUntilTheNextCandleEnds() {
        var market = new TradePair(XLM, USD);
        // 0.2 from before; 0.5 from 11:56 on: 240 s of the 600 s to noon.
        TimeWeightedPrice twap = snapshots.read(new TwapPart(market, NOON.minusSeconds(600), NOON));
        assertThat(twap.twap()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.32"));
        assertThat(twap.market().tradeCount()).isEqualTo(1);
        assertThat(twap.interval()).isEqualTo(CandleInterval.MINUTE);

        // Turned, prices are turned before they are averaged: (360 * 5 + 240 * 2) / 600.
        TimeWeightedPrice turned = snapshots.read(new TwapPart(market.turned(), NOON.minusSeconds(600), NOON));
        assertThat(turned.twap()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("3.8"));

        // Before the first price there is none; the window counts since then, and not beyond now.
        TimeWeightedPrice early = snapshots.read(new TwapPart(
                market, NOON.minus(DAY).minusSeconds(7200), NOON.minus(DAY).minusSeconds(6000)));
        assertThat(early.twap()).isEmpty();
        TimeWeightedPrice future = snapshots.read(new TwapPart(market, NOON.minusSeconds(60), NOON.plus(DAY)));
        assertThat(future.twap()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.5"));
    }

    @Test
    void anAverageOverMonthsTakesHours() {
        TimeWeightedPrice twap =
                snapshots.read(new TwapPart(new TradePair(XLM, USD), NOON.minus(Duration.ofDays(20)), NOON));

        assertThat(twap.interval()).isEqualTo(CandleInterval.HOUR);
        // Known since 12:00 of the day before, when the hour of the first trade ended.
        assertThat(twap.twap()).hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo("0.2"));
    }
}
