package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;

/** Statistics of trades in the plainest way, in the direction that the trades have. */
final class Recomputed {

    private Recomputed() {}

    /** @param trades in the order of their ids, at least one */
    static MarketStats stats(List<Trade> trades) {
        Trade first = trades.getFirst();
        Trade last = trades.getLast();
        return new MarketStats(
                sum(trades, trade -> trade.base().amount()),
                sum(trades, trade -> trade.counter().amount()),
                trades.size(),
                trades.stream().filter(Trade::baseIsSeller).count(),
                first.price(),
                trades.stream().map(Trade::price).max(Comparator.naturalOrder()).orElseThrow(),
                trades.stream().map(Trade::price).min(Comparator.naturalOrder()).orElseThrow(),
                last.price(),
                first.id(),
                last.id(),
                first.ledgerCloseTime(),
                last.ledgerCloseTime());
    }

    private static BigDecimal sum(List<Trade> trades, Function<Trade, Amount> amount) {
        return trades.stream().map(amount).map(Amount::units).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Compares prices by value, because one value may be written in several forms. */
    static boolean same(MarketStats one, MarketStats other) {
        return one.baseVolume().compareTo(other.baseVolume()) == 0
                && one.counterVolume().compareTo(other.counterVolume()) == 0
                && one.tradeCount() == other.tradeCount()
                && one.open().equals(other.open())
                && samePrice(one.high(), other.high())
                && samePrice(one.low(), other.low())
                && one.close().equals(other.close())
                && one.first().equals(other.first())
                && one.last().equals(other.last())
                && one.firstTradeTime().equals(other.firstTradeTime())
                && one.lastTradeTime().equals(other.lastTradeTime());
    }

    private static boolean samePrice(Price one, Price other) {
        return one.compareTo(other) == 0;
    }
}
