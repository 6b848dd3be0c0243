package org.stellarticker.e2e.oracle;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;

/** A candle computed from its trades; volumes in stroops, prices counter per base. */
public record OracleCandle(
        BigInteger baseVolume,
        BigInteger counterVolume,
        long tradeCount,
        Price open,
        Price high,
        Price low,
        Price close) {

    /** Market and open time. */
    public record Key(TradePair pair, Instant openTime) {}

    public static Map<Key, OracleCandle> of(List<Trade> trades, Duration interval) {
        return trades.stream()
                .map(Trade::normalised)
                .sorted(Comparator.comparing(Trade::id))
                .collect(groupingBy(
                        trade -> new Key(trade.pair(), openTime(trade, interval)),
                        () -> new TreeMap<>(Comparator.comparing(Key::toString)),
                        collectingAndThen(toList(), OracleCandle::of)));
    }

    private static OracleCandle of(List<Trade> trades) {
        var prices = trades.stream().map(Trade::price).toList();
        return new OracleCandle(
                sum(trades, trade -> trade.base().amount().stroops()),
                sum(trades, trade -> trade.counter().amount().stroops()),
                trades.size(),
                prices.getFirst(),
                prices.stream().max(Comparator.naturalOrder()).orElseThrow(),
                prices.stream().min(Comparator.naturalOrder()).orElseThrow(),
                prices.getLast());
    }

    private static Instant openTime(Trade trade, Duration interval) {
        long seconds = trade.ledgerCloseTime().getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, interval.toSeconds()));
    }

    private static BigInteger sum(List<Trade> trades, ToLongFunction<Trade> amount) {
        return trades.stream().mapToLong(amount).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
