package org.stellarticker.graphqlserver;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.trade.RandomTrades;

/** Computes answers from raw trades, in the simplest way there is. */
final class ExpectedAnswers {

    private ExpectedAnswers() {}

    /** The trades of a market in a time, turned to the pair; {@code to} is exclusive. */
    static List<Trade> within(List<Trade> all, TradePair pair, Instant from, Instant to) {
        return all.stream()
                .filter(trade -> !trade.ledgerCloseTime().isBefore(from)
                        && trade.ledgerCloseTime().isBefore(to))
                .filter(trade ->
                        trade.pair().equals(pair) || trade.pair().turned().equals(pair))
                .map(trade -> trade.pair().equals(pair) ? trade : trade.turned())
                .toList();
    }

    /** Counter volume over base volume. */
    static String vwap(List<Trade> trades) {
        BigDecimal base = sum(trades, Trade::base);
        return base.signum() == 0
                ? "null"
                : PlainDecimal.of(sum(trades, Trade::counter).divide(base, PlainDecimal.PRECISION));
    }

    /** Base volume and counter volume. */
    static String volumes(List<Trade> trades) {
        return PlainDecimal.of(sum(trades, Trade::base)) + " " + PlainDecimal.of(sum(trades, Trade::counter));
    }

    private static BigDecimal sum(List<Trade> trades, Function<Trade, TradeSide> side) {
        return trades.stream()
                .map(trade -> side.apply(trade).amount().units())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of each interval with a trade: its start in seconds, open, high, low, close, volumes, count, VWAP. */
    static List<String> candles(List<Trade> all, TradePair pair, CandleInterval interval, Instant from, Instant to) {
        var rows = new ArrayList<String>();
        Instant last = all.getLast().ledgerCloseTime();
        for (Instant open = interval.startNotBefore(from);
                open.isBefore(to) && !open.isAfter(last);
                open = interval.end(open)) {
            List<Trade> candle = within(all, pair, open, interval.end(open));
            if (!candle.isEmpty()) {
                rows.add(open.getEpochSecond() + " " + prices(candle) + " " + volumes(candle) + " " + candle.size()
                        + " " + vwap(candle));
            }
        }
        return rows;
    }

    private static String prices(List<Trade> candle) {
        List<Trade> large = candle.stream()
                .filter(trade -> isLarge(trade.base()) && isLarge(trade.counter()))
                .sorted(Comparator.comparing(Trade::id))
                .toList();
        if (large.isEmpty()) {
            return "null null null null";
        }
        Trade high = large.stream().max(Comparator.comparing(Trade::price)).orElseThrow();
        Trade low = large.stream().min(Comparator.comparing(Trade::price)).orElseThrow();
        return price(large.getFirst()) + " " + price(high) + " " + price(low) + " " + price(large.getLast());
    }

    private static boolean isLarge(TradeSide side) {
        return side.amount().stroops() >= RandomTrades.DUST_FLOOR;
    }

    private static String price(Trade trade) {
        return PlainDecimal.of(trade.price());
    }
}
