package org.stellarticker.core.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The summary of an order book that the ticker stores. Prices are counter per base of {@code pair}.
 *
 * @param bidVolume sum of the bids' amounts, which Horizon gives in <em>counter</em>
 * @param bestBid the highest bid; empty when there is none
 * @param askVolume sum of price x amount of the asks, in counter
 * @param bestAsk the lowest ask; empty when there is none
 * @param asOf when the book was fetched
 */
public record OrderBookSummary(
        TradePair pair,
        int bidCount,
        BigDecimal bidVolume,
        Optional<Price> bestBid,
        int askCount,
        BigDecimal askVolume,
        Optional<Price> bestAsk,
        Instant asOf) {

    /** More digits than any published value has. */
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /**
     * One price level.
     *
     * @param amount of all its offers, in units; it may exceed the range of one amount. A bid's amount is in counter,
     *     an ask's in base
     */
    public record Level(Price price, BigDecimal amount) {
        public Level(Price price, Amount amount) {
            this(price, amount.units());
        }
    }

    /** Sums up a book from Horizon's {@code /order_book}, with {@code pair.base()} as the selling asset. */
    public static OrderBookSummary of(TradePair pair, List<Level> bids, List<Level> asks, Instant asOf) {
        return new OrderBookSummary(
                pair,
                bids.size(),
                bids.stream().map(bid -> bid.amount()).reduce(BigDecimal.ZERO, BigDecimal::add),
                bids.stream().map(Level::price).max(Comparator.naturalOrder()),
                asks.size(),
                asks.stream().map(OrderBookSummary::counterValue).reduce(BigDecimal.ZERO, BigDecimal::add),
                asks.stream().map(Level::price).min(Comparator.naturalOrder()),
                asOf);
    }

    private static BigDecimal counterValue(Level ask) {
        return ask.amount()
                .multiply(BigDecimal.valueOf(ask.price().n()))
                .divide(BigDecimal.valueOf(ask.price().d()), PRECISION);
    }
}
