package org.stellarticker.marketdata;

import java.util.List;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;

/**
 * The direction in which a market is asked for. Markets are stored normalised. In a turned market, base and counter are
 * exchanged, prices are inverted, the highest becomes the lowest, bids become asks, and the other side of a trade is the
 * base. Turning is exact: turned twice, a value is as it was.
 */
public enum Orientation {
    STORED,
    TURNED;

    /** Returns the direction in which a market is asked for. */
    public static Orientation of(TradePair asked) {
        return asked.isNormalised() ? STORED : TURNED;
    }

    public TradePair orient(TradePair pair) {
        return this == STORED ? pair : pair.turned();
    }

    public Price orient(Price price) {
        return this == STORED ? price : price.inverse();
    }

    public Vwap orient(Vwap average) {
        return this == STORED ? average : average.inverse();
    }

    public MarketStats orient(MarketStats stats) {
        return this == STORED
                ? stats
                : new MarketStats(
                        /* baseVolume= */ stats.counterVolume(),
                        /* counterVolume= */ stats.baseVolume(),
                        stats.tradeCount(),
                        /* buyCount= */ stats.sellCount(),
                        stats.open().inverse(),
                        /* high= */ stats.low().inverse(),
                        /* low= */ stats.high().inverse(),
                        stats.close().inverse(),
                        stats.first(),
                        stats.last(),
                        stats.firstTradeTime(),
                        stats.lastTradeTime());
    }

    public MarketCandle orient(MarketCandle candle) {
        return this == STORED
                ? candle
                : new MarketCandle(
                        candle.source(),
                        candle.openTime(),
                        candle.closeTime(),
                        candle.prices().map(this::orient),
                        /* baseVolume= */ candle.counterVolume(),
                        /* counterVolume= */ candle.baseVolume(),
                        candle.tradeCount(),
                        candle.dustExcluded(),
                        candle.revision());
    }

    public CandlePrices orient(CandlePrices prices) {
        return this == STORED
                ? prices
                : new CandlePrices(
                        prices.open().inverse(),
                        /* high= */ prices.low().inverse(),
                        /* low= */ prices.high().inverse(),
                        prices.close().inverse());
    }

    public Trade orient(Trade trade) {
        return this == STORED ? trade : trade.turned();
    }

    /**
     * Turns an order book. A bid pays counter for base; in the other direction it sells what is base there, so it is an ask.
     * A bid's amount is in counter and an ask's in base, so amounts stay as they are.
     */
    public OrderBook orient(OrderBook book) {
        return this == STORED
                ? book
                : new OrderBook(
                        orient(book.pair()),
                        /* bids= */ turned(book.asks()),
                        /* asks= */ turned(book.bids()),
                        book.asOf());
    }

    public BestOffers orient(BestOffers best) {
        return this == STORED
                ? best
                : new BestOffers(
                        /* bid= */ best.ask().map(Price::inverse),
                        /* ask= */ best.bid().map(Price::inverse),
                        best.asOf());
    }

    private static List<Level> turned(List<Level> levels) {
        return levels.stream()
                .map(level -> new Level(level.price().inverse(), level.amount()))
                .toList();
    }
}
