package org.stellarticker.marketdata.legacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;

/**
 * The sum of several order books by the rules of the legacy ticker, with all their oddities.
 *
 * <p>Prices are counter per base. A side without offers counts as price 0, so that one book without asks makes
 * {@code askMin}, {@code spread} and {@code spreadMidPoint} 0. Books of several issuers mix, so that the spread may be
 * negative.
 *
 * @param bidVolume sum of the bids' amounts, in counter units
 * @param askVolume sum of price x amount of the asks, in counter units
 * @param spread (askMin - bidMax) / askMin; 0 when either is 0
 * @param spreadMidPoint bidMax + spread / 2, a price plus a ratio; 0 when either is 0
 */
public record OrderBookStats(
        long bidCount,
        BigDecimal bidVolume,
        BigDecimal bidMax,
        long askCount,
        BigDecimal askVolume,
        BigDecimal askMin,
        BigDecimal spread,
        BigDecimal spreadMidPoint) {

    /** More digits than any written value has. */
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** The statistics without a book: all values are 0. */
    public static final OrderBookStats NONE = of(List.of());

    public static OrderBookStats of(Collection<OrderBookSummary> books) {
        Optional<Price> bid =
                books.stream().flatMap(book -> book.bestBid().stream()).max(Comparator.naturalOrder());
        Optional<Price> ask = lowestAsk(books);
        BigDecimal bidMax = decimal(bid);
        BigDecimal spread = bid.flatMap(b -> ask.map(a -> spread(b, a))).orElse(BigDecimal.ZERO);
        boolean bothSides = bid.isPresent() && ask.isPresent();
        return new OrderBookStats(
                books.stream().mapToLong(OrderBookSummary::bidCount).sum(),
                sum(books, OrderBookSummary::bidVolume),
                bidMax,
                books.stream().mapToLong(OrderBookSummary::askCount).sum(),
                sum(books, OrderBookSummary::askVolume),
                decimal(ask),
                spread,
                bothSides ? bidMax.add(spread.divide(TWO, PRECISION)) : BigDecimal.ZERO);
    }

    /** Returns the lowest ask; empty, which counts as 0, when any of the books has no ask. */
    private static Optional<Price> lowestAsk(Collection<OrderBookSummary> books) {
        return books.stream().anyMatch(book -> book.bestAsk().isEmpty())
                ? Optional.empty()
                : books.stream().flatMap(book -> book.bestAsk().stream()).min(Comparator.naturalOrder());
    }

    private static BigDecimal spread(Price bid, Price ask) {
        return ask.minus(bid, PRECISION).multiply(ask.inverse().decimal(PRECISION), PRECISION);
    }

    private static BigDecimal decimal(Optional<Price> price) {
        return price.map(p -> p.decimal(PRECISION)).orElse(BigDecimal.ZERO);
    }

    private static BigDecimal sum(Collection<OrderBookSummary> books, Function<OrderBookSummary, BigDecimal> volume) {
        return books.stream().map(volume).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
