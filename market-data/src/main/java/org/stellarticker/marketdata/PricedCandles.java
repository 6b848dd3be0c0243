package org.stellarticker.marketdata;

import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleRange;

/** Gives the candles that have prices: charts cannot draw one in which nothing but dust was traded. */
public final class PricedCandles {

    private static final int PAGE = 1000;

    private final Candles candles = new Candles();

    /**
     * Lists the oldest candles with prices of a range, oldest first.
     *
     * @param asked in either direction, which the answer has
     * @param most above 0
     */
    public List<MarketCandle> list(Transaction tx, TradePair asked, CandleRange range, int most) {
        var found = new ArrayList<MarketCandle>();
        CandleRange left = range;
        while (true) {
            List<MarketCandle> page = candles.list(tx, asked, left, PAGE);
            page.stream().filter(candle -> candle.prices().isPresent()).forEach(found::add);
            if (found.size() >= most || page.size() < PAGE) {
                return List.copyOf(found.subList(0, Math.min(found.size(), most)));
            }
            left = new CandleRange(range.interval(), page.getLast().closeTime(), range.to());
        }
    }

    /** Lists the newest candles with prices of a range, oldest first; otherwise as {@link #list}. */
    public List<MarketCandle> newest(Transaction tx, TradePair asked, CandleRange range, int most) {
        var newestFirst = new ArrayList<MarketCandle>();
        CandleRange left = range;
        while (true) {
            List<MarketCandle> page = candles.newest(tx, asked, left, PAGE);
            page.reversed().stream()
                    .filter(candle -> candle.prices().isPresent())
                    .forEach(newestFirst::add);
            if (newestFirst.size() >= most || page.size() < PAGE) {
                return List.copyOf(newestFirst
                        .subList(0, Math.min(newestFirst.size(), most))
                        .reversed());
            }
            left = new CandleRange(
                    range.interval(), range.from(), page.getFirst().openTime());
        }
    }
}
