package org.stellarticker.marketdata.stream;

import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.WindowCoverage;

/** Something that a stream reports, in the stored direction of its market unless it is turned. */
public sealed interface StreamChange {

    /** Returns the position of a client that was reported this and all before it. */
    StreamPosition position();

    TradePair pair();

    Topic topic();

    /** Returns whether a client at a position was not reported this yet. */
    boolean isAfter(StreamPosition seen);

    /** Returns the same in the other direction of the market. */
    StreamChange turned();

    /** A stored trade. */
    record StoredTrade(StreamPosition position, MarketTrade trade) implements StreamChange {

        @Override
        public TradePair pair() {
            return trade.trade().pair();
        }

        @Override
        public Topic topic() {
            return Topic.TRADES;
        }

        @Override
        public boolean isAfter(StreamPosition seen) {
            return position.log().compareTo(seen.log()) > 0;
        }

        @Override
        public StoredTrade turned() {
            return new StoredTrade(
                    position, new MarketTrade(trade.trade().turned(), trade.ingestedFrom(), trade.storedAt()));
        }
    }

    /** A change of a market's past. */
    record Corrected(StreamPosition position, Correction correction) implements StreamChange {

        @Override
        public TradePair pair() {
            return correction.pair();
        }

        @Override
        public Topic topic() {
            return Topic.CORRECTIONS;
        }

        @Override
        public boolean isAfter(StreamPosition seen) {
            return position.log().compareTo(seen.log()) > 0;
        }

        @Override
        public Corrected turned() {
            return new Corrected(
                    position,
                    new Correction(
                            correction.pair().turned(), correction.from(), correction.to(), correction.reason()));
        }
    }

    /** The state of a market over the last 24 hours. */
    record MarketState(StreamPosition position, MarketSummary market, long generation) implements StreamChange {

        @Override
        public TradePair pair() {
            return market.pair();
        }

        @Override
        public Topic topic() {
            return Topic.MARKETS;
        }

        @Override
        public boolean isAfter(StreamPosition seen) {
            return generation != seen.generation() || market.asOf().isAfter(seen.snapshot());
        }

        @Override
        public MarketState turned() {
            return new MarketState(position, market.orient(Orientation.TURNED), generation);
        }
    }

    /**
     * The state of a candle.
     *
     * @param asOf the position of a client that was reported all that the state was read after
     * @param coverage of the candle's time
     */
    record CandleState(
            StreamPosition position,
            StreamPosition asOf,
            TradePair pair,
            CandleInterval interval,
            MarketCandle candle,
            WindowCoverage coverage)
            implements StreamChange {

        @Override
        public Topic topic() {
            return Topic.CANDLES;
        }

        @Override
        public boolean isAfter(StreamPosition seen) {
            return asOf.candles() > seen.candles() || asOf.completeTo().isAfter(seen.completeTo());
        }

        @Override
        public CandleState turned() {
            return new CandleState(
                    position, asOf, pair.turned(), interval, Orientation.TURNED.orient(candle), coverage);
        }
    }
}
