package org.stellarticker.marketdata.stream;

import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.Orientation;

/**
 * What a client of a stream wants.
 *
 * @param market in the direction of the answers; empty for all markets, each as it is stored
 * @param intervals of the candles; none unless candles are among the topics, which take a market
 */
public record Selection(Set<Topic> topics, Optional<TradePair> market, Set<CandleInterval> intervals) {

    public Selection {
        topics = Set.copyOf(topics);
        intervals = Set.copyOf(intervals);
        if (topics.contains(Topic.CANDLES) && (market.isEmpty() || intervals.isEmpty())) {
            throw new IllegalArgumentException("candles: expected a market and an interval");
        }
    }

    /** Returns the market as it is stored. */
    public Optional<TradePair> stored() {
        return market.map(asked -> direction().orient(asked));
    }

    /** Returns the direction of the answers. */
    public Orientation direction() {
        return market.map(Orientation::of).orElse(Orientation.STORED);
    }

    /** Returns whether a change in the stored direction is wanted. */
    public boolean wants(StreamChange change) {
        return topics.contains(change.topic())
                && stored().map(change.pair()::equals).orElse(true)
                && (!(change instanceof StreamChange.CandleState candle) || intervals.contains(candle.interval()));
    }
}
