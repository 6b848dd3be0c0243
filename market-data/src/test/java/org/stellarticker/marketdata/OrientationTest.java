package org.stellarticker.marketdata;

import static java.math.MathContext.DECIMAL128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleSource;
import org.stellarticker.db.trade.Trades;

/** Properties of turning, each over many values of a fixed seed. */
class OrientationTest {

    private static final Asset USD = Asset.issued("USD", "G" + "A".repeat(55));
    private static final TradePair STORED = new TradePair(NativeAsset.XLM, USD);
    private static final Instant NOON = Instant.parse("2026-08-29T12:00:00Z");
    private static final int TIMES = 50;

    private Random random = new Random();

    @Test
    void theDirectionIsThatOfTheBaseAndCounterAskedFor() {
        assertThat(Orientation.of(STORED)).isEqualTo(Orientation.STORED);
        assertThat(Orientation.of(STORED.turned())).isEqualTo(Orientation.TURNED);
        assertThat(Orientation.TURNED.orient(STORED.turned())).isEqualTo(STORED);
    }

    @RepeatedTest(TIMES)
    void whatIsTurnedTwiceIsAsItWas(RepetitionInfo run) {
        random = new Random(run.getCurrentRepetition());
        MarketStats stats = stats();
        MarketCandle candle = candle();
        OrderBook book = book();
        var best = new BestOffers(Optional.of(price()), Optional.empty(), NOON);
        var trade = Trades.aPoolTrade(7, 1, NOON);
        var turned = Orientation.TURNED;

        assertThat(turned.orient(turned.orient(stats))).isEqualTo(stats);
        assertThat(turned.orient(turned.orient(candle))).isEqualTo(candle);
        assertThat(turned.orient(turned.orient(book))).isEqualTo(book);
        assertThat(turned.orient(turned.orient(best))).isEqualTo(best);
        assertThat(turned.orient(turned.orient(trade))).isEqualTo(trade);
        assertThat(turned.orient(stats)).isNotEqualTo(stats);
        assertThat(Orientation.STORED.orient(stats)).isSameAs(stats);
        assertThat(Orientation.STORED.orient(book)).isSameAs(book);
    }

    @RepeatedTest(TIMES)
    void theVwapOfWhatIsTurnedIsTheInverse(RepetitionInfo run) {
        random = new Random(run.getCurrentRepetition());
        MarketStats stats = stats();
        Vwap vwap = vwap(stats);

        Vwap turned = vwap(Orientation.TURNED.orient(stats));

        assertThat(turned).isEqualTo(vwap.inverse()).isEqualTo(Orientation.TURNED.orient(vwap));
        assertThat(turned.decimal(DECIMAL128).multiply(vwap.decimal(DECIMAL128)))
                .isCloseTo(BigDecimal.ONE, within(new BigDecimal("1e-30")));
    }

    @RepeatedTest(TIMES)
    void theHighestStaysTheHighestAndTheLowestTheLowest(RepetitionInfo run) {
        random = new Random(run.getCurrentRepetition());

        MarketStats stats = Orientation.TURNED.orient(stats());
        CandlePrices candle = Orientation.TURNED.orient(candle()).prices().orElseThrow();

        assertThat(stats.high()).isGreaterThanOrEqualTo(stats.open()).isGreaterThanOrEqualTo(stats.close());
        assertThat(stats.low()).isLessThanOrEqualTo(stats.open()).isLessThanOrEqualTo(stats.close());
        assertThat(candle.high()).isGreaterThanOrEqualTo(candle.open()).isGreaterThanOrEqualTo(candle.close());
        assertThat(candle.low()).isLessThanOrEqualTo(candle.open()).isLessThanOrEqualTo(candle.close());
    }

    @RepeatedTest(TIMES)
    void aBookStaysInOrderAndKeepsWhatItIsWorth(RepetitionInfo run) {
        random = new Random(run.getCurrentRepetition());
        OrderBook book = book();

        OrderBook turned = Orientation.TURNED.orient(book);

        assertThat(turned.pair()).isEqualTo(STORED.turned());
        assertThat(turned.bids())
                .isSortedAccordingTo(Comparator.comparing(Level::price).reversed());
        assertThat(turned.asks()).isSortedAccordingTo(Comparator.comparing(Level::price));
        // A bid's amount is in counter: that of the other direction is what an ask's is in, base.
        assertThat(turned.bids()).extracting(Level::amount).isEqualTo(amounts(book.asks()));
        assertThat(turned.asks()).extracting(Level::amount).isEqualTo(amounts(book.bids()));
    }

    @Test
    void theBestBidOfOneDirectionIsTheBestAskOfTheOther() {
        var best = new BestOffers(Optional.of(new Price(1, 4)), Optional.of(new Price(1, 2)), NOON);

        BestOffers turned = Orientation.TURNED.orient(best);

        assertThat(turned).isEqualTo(new BestOffers(Optional.of(new Price(2, 1)), Optional.of(new Price(4, 1)), NOON));
        assertThat(best.spread(DECIMAL128).orElseThrow()).isEqualByComparingTo("0.25");
        assertThat(turned.spread(DECIMAL128).orElseThrow()).isEqualByComparingTo("2");
    }

    @Test
    void theSidesOfATradeChangePlaces() {
        var trade = Trades.aTrade(7, 1, NOON);

        var turned = Orientation.TURNED.orient(trade);

        assertThat(turned.id()).isEqualTo(trade.id());
        assertThat(turned.base()).isEqualTo(trade.counter());
        assertThat(turned.counter()).isEqualTo(trade.base());
        assertThat(turned.price()).isEqualTo(trade.price().inverse());
        assertThat(turned.baseIsSeller()).isNotEqualTo(trade.baseIsSeller());
        assertThat(turned.normalised()).isEqualTo(trade);
    }

    @Test
    void withoutAVolumeOnBothSidesThereIsNoVwapInEitherDirection() {
        assertThat(Vwap.of(BigDecimal.ZERO, BigDecimal.ONE)).isEmpty();
        assertThat(Vwap.of(BigDecimal.ONE, BigDecimal.ZERO).orElseThrow().decimal(DECIMAL128))
                .isZero();
    }

    private static Vwap vwap(MarketStats stats) {
        return Vwap.of(stats.baseVolume(), stats.counterVolume()).orElseThrow();
    }

    private static List<BigDecimal> amounts(List<Level> levels) {
        return levels.stream().map(Level::amount).toList();
    }

    private MarketStats stats() {
        List<Price> prices = prices(4);
        return new MarketStats(
                units(),
                units(),
                1000 + random.nextInt(1000),
                random.nextInt(1000),
                prices.get(1),
                /* high= */ prices.get(3),
                /* low= */ prices.get(0),
                prices.get(2),
                new TradeId(1, 0),
                new TradeId(2, 0),
                NOON,
                NOON.plusSeconds(60));
    }

    private MarketCandle candle() {
        List<Price> prices = prices(4);
        return new MarketCandle(
                CandleSource.TRADES,
                NOON,
                NOON.plusSeconds(60),
                Optional.of(new CandlePrices(
                        prices.get(2), /* high= */ prices.get(3), /* low= */ prices.get(0), prices.get(1))),
                units(),
                units(),
                1 + random.nextInt(1000),
                /* dustExcluded= */ true,
                /* revision= */ 3);
    }

    private OrderBook book() {
        List<Price> prices = prices(8);
        return new OrderBook(STORED, levels(prices.subList(0, 4).reversed()), levels(prices.subList(4, 8)), NOON);
    }

    private List<Level> levels(List<Price> prices) {
        return prices.stream()
                .map(price -> new Level(price, new Amount(1 + random.nextLong(Long.MAX_VALUE - 1))))
                .toList();
    }

    /** Ascending, anywhere in 64 bits, some of them equal in value. */
    private List<Price> prices(int count) {
        return IntStream.range(0, count).mapToObj(_ -> price()).sorted().toList();
    }

    private Price price() {
        return random.nextInt(4) == 0
                ? new Price(1 + random.nextInt(4), 1 + random.nextInt(4))
                : new Price(1 + random.nextLong(Long.MAX_VALUE - 1), 1 + random.nextLong(Long.MAX_VALUE - 1));
    }

    private BigDecimal units() {
        return BigDecimal.valueOf(1 + random.nextLong(Long.MAX_VALUE - 1), Amount.SCALE);
    }
}
