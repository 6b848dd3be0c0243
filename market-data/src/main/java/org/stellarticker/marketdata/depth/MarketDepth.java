package org.stellarticker.marketdata.depth;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Ratio;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.core.pool.PoolDepth;
import org.stellarticker.core.pool.PoolSwap;
import org.stellarticker.marketdata.MarketPool;

/**
 * The order book and the pool of a market, in the direction that was asked for.
 *
 * @param book empty when it was never read, or too long ago
 * @param pool empty when there is none
 */
public record MarketDepth(TradePair pair, Optional<OrderBook> book, Optional<MarketPool> pool) {

    /** The bands that depth is given for, in hundredths of a percent. */
    public static final List<Integer> BANDS_BP = List.of(10, 50, 100, 200, 500, 1000);

    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

    /** Returns the highest bid of the order book. */
    public Optional<Price> bid() {
        return book.flatMap(levels -> levels.summary().bestBid());
    }

    /** Returns the lowest ask of the order book. */
    public Optional<Price> ask() {
        return book.flatMap(levels -> levels.summary().bestAsk());
    }

    /** Returns the mean of the best bid and ask; the pool's price when a side has no offer; empty without a pool, too. */
    public Optional<Ratio> mid() {
        return bid().flatMap(highest -> ask().map(lowest -> Ratio.mean(highest, lowest)))
                .or(() -> pool.flatMap(MarketPool::price).map(Ratio::of));
    }

    /** Returns whose price the mid price is; empty when there is none. */
    public Optional<TradeType> midSource() {
        boolean ofBook = bid().isPresent() && ask().isPresent();
        return mid().map(_ -> ofBook ? TradeType.ORDERBOOK : TradeType.LIQUIDITY_POOL);
    }

    /** Returns the depth within each of {@link #BANDS_BP}. */
    public List<DepthBand> bands() {
        return BANDS_BP.stream().map(this::band).toList();
    }

    private DepthBand band(int withinBp) {
        Optional<Ratio> mid = mid();
        return new DepthBand(
                withinBp,
                mid.flatMap(price -> book.map(levels -> within(levels, price, withinBp))),
                mid.flatMap(price -> pool.map(reserves -> within(reserves, price, withinBp))));
    }

    private static VenueDepth within(OrderBook book, Ratio mid, int withinBp) {
        Ratio lowest = mid.scaled(10_000 - withinBp);
        Ratio highest = mid.scaled(10_000 + withinBp);
        return new VenueDepth(sum(book.bids(), lowest::isAtMost), sum(book.asks(), highest::isAtLeast));
    }

    private static BigDecimal sum(List<Level> levels, Predicate<Price> wanted) {
        return levels.stream()
                .filter(level -> wanted.test(level.price()))
                .map(Level::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static VenueDepth within(MarketPool pool, Ratio mid, int withinBp) {
        PoolDepth depth = PoolDepth.around(mid, pool.baseReserve(), pool.counterReserve(), pool.feeBp(), withinBp);
        return new VenueDepth(depth.bids().units(), depth.asks().units());
    }

    /**
     * Returns what it takes to trade an amount with the order book alone.
     *
     * @param size base, above 0
     * @return empty when the book holds less, is empty, or there is no mid price
     */
    public Optional<Slippage> ofBook(TakerSide side, Amount size) {
        return mid().flatMap(price -> book.map(levels -> side == TakerSide.BUY ? levels.asks() : levels.bidsInBase())
                .flatMap(levels -> counterFor(levels, size.units()))
                .map(counter -> Slippage.of(side, size.units(), counter, price, PlainDecimal.PRECISION)));
    }

    /** Sums what the best levels pay or cost for an amount of base; empty when they hold less. */
    private static Optional<BigDecimal> counterFor(List<Level> levels, BigDecimal size) {
        BigDecimal left = size;
        BigDecimal counter = BigDecimal.ZERO;
        for (Level level : levels) {
            BigDecimal taken = left.min(level.amount());
            counter =
                    counter.add(taken.multiply(BigDecimal.valueOf(level.price().n()))
                            .divide(BigDecimal.valueOf(level.price().d()), EXACT_ENOUGH));
            left = left.subtract(taken);
            if (left.signum() == 0) {
                return Optional.of(counter);
            }
        }
        return Optional.empty();
    }

    /** Returns what it takes to trade an amount with the pool alone; otherwise as {@link #ofBook}. */
    public Optional<Slippage> ofPool(TakerSide side, Amount size) {
        return mid().flatMap(price -> pool.flatMap(reserves -> counterFor(reserves, side, size))
                .filter(counter -> counter.stroops() > 0)
                .map(counter -> Slippage.of(side, size.units(), counter.units(), price, PlainDecimal.PRECISION)));
    }

    private static Optional<Amount> counterFor(MarketPool pool, TakerSide side, Amount size) {
        return side == TakerSide.BUY
                ? PoolSwap.buy(size, pool.baseReserve(), pool.counterReserve(), pool.feeBp())
                : Optional.of(PoolSwap.sell(size, pool.baseReserve(), pool.counterReserve(), pool.feeBp()));
    }
}
