package org.stellarticker.marketdata.overview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;

/**
 * The orders of a list of markets. Each is by a value, the largest first and those without a value last, then by the pair's
 * assets.
 */
public enum MarketSort {
    BASE_VOLUME_USD("base_volume_usd"),
    TRADE_COUNT("trade_count"),
    LAST_TRADE_TIME("last_trade_time"),
    /** The change as a part of the first price. */
    CHANGE("change"),
    PAIR("pair");

    private static final Comparator<TradePair> BY_ASSETS =
            Comparator.comparing(TradePair::base).thenComparing(TradePair::counter);

    private final String word;

    MarketSort(String word) {
        this.word = word;
    }

    /** Returns the name of the order, such as {@code trade_count}. */
    public String word() {
        return word;
    }

    /**
     * A place in an order, which stays where it is while markets change.
     *
     * @param value that the list is ordered by; empty when the market has none
     */
    public record Position(Optional<BigDecimal> value, TradePair pair) implements Comparable<Position> {

        @Override
        public int compareTo(Position other) {
            int byValue = compare(value, other.value);
            return byValue != 0 ? byValue : BY_ASSETS.compare(pair, other.pair);
        }

        private static int compare(Optional<BigDecimal> one, Optional<BigDecimal> other) {
            if (one.isEmpty() || other.isEmpty()) {
                return Boolean.compare(one.isEmpty(), other.isEmpty());
            }
            return other.get().compareTo(one.get());
        }
    }

    Position position(MarketOverview market) {
        return new Position(value(market), market.pair());
    }

    private Optional<BigDecimal> value(MarketOverview market) {
        return switch (this) {
            case BASE_VOLUME_USD -> market.baseVolumeUsd();
            case TRADE_COUNT -> Optional.of(BigDecimal.valueOf(market.summary().tradeCount()));
            case LAST_TRADE_TIME ->
                market.summary()
                        .traded()
                        .map(MarketStats::lastTradeTime)
                        .map(Instant::getEpochSecond)
                        .map(BigDecimal::valueOf);
            case CHANGE -> market.summary().relativeChange(PlainDecimal.PRECISION);
            case PAIR -> Optional.empty();
        };
    }
}
