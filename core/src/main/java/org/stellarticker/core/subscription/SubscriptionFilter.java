package org.stellarticker.core.subscription;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;

/** Which events of a type a subscription wants. A market is in the direction that was asked for, which messages have, too. */
public sealed interface SubscriptionFilter {

    SubscriptionType type();

    /** Returns the market; empty for all. */
    default Optional<TradePair> market() {
        return Optional.empty();
    }

    /** @param minimum smallest base amount, in units; empty for all trades */
    record Trades(TradePair pair, Optional<BigDecimal> minimum) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.TRADE;
        }

        @Override
        public Optional<TradePair> market() {
            return Optional.of(pair);
        }
    }

    record ClosedCandles(TradePair pair, CandleInterval interval) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.CANDLE;
        }

        @Override
        public Optional<TradePair> market() {
            return Optional.of(pair);
        }
    }

    /**
     * A price that crosses a level. After a crossing, the next one counts only when the price has come back by the hysteresis in
     * between, so that a price that swings around the level is reported once.
     *
     * @param level counter per base, above 0
     * @param hysteresis in percent of the level, from 0 to 50
     */
    record PriceCrossing(TradePair pair, Direction direction, BigDecimal level, BigDecimal hysteresis)
            implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.PRICE;
        }

        @Override
        public Optional<TradePair> market() {
            return Optional.of(pair);
        }

        /** Returns whether a price, counter per base, is on the other side of the level, or on it. */
        public boolean isBeyond(Price price) {
            int side = compare(price, level);
            return direction == Direction.ABOVE ? side >= 0 : side <= 0;
        }

        /** Returns whether a price has come back far enough for the next crossing to count. */
        public boolean isBack(Price price) {
            BigDecimal distance = level.multiply(hysteresis).movePointLeft(2);
            return direction == Direction.ABOVE
                    ? compare(price, level.subtract(distance)) < 0
                    : compare(price, level.add(distance)) > 0;
        }

        /** Compares exactly: n/d with the level as n with the level times d. */
        private static int compare(Price price, BigDecimal other) {
            return BigDecimal.valueOf(price.n()).compareTo(other.multiply(BigDecimal.valueOf(price.d())));
        }
    }

    /** The side of a level that a price comes from. */
    enum Direction {
        /** Rises to the level or above it. */
        ABOVE,
        /** Falls to the level or below it. */
        BELOW
    }

    /**
     * A volume that exceeds a bound. After that, it counts again only when it was at the bound or below in between.
     *
     * @param window how far back it is summed
     * @param above base volume, in units
     */
    record Volume(TradePair pair, Duration window, BigDecimal above) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.VOLUME;
        }

        @Override
        public Optional<TradePair> market() {
            return Optional.of(pair);
        }
    }

    /**
     * A spread that exceeds a bound in every order book over a window. After that, it counts again only when it was at the bound
     * or below in between.
     *
     * @param window how long it must have been above
     * @param above in percent of the price between bid and ask
     */
    record Spread(TradePair pair, Duration window, BigDecimal above) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.SPREAD;
        }

        @Override
        public Optional<TradePair> market() {
            return Optional.of(pair);
        }
    }

    /**
     * @param code empty for any
     * @param domain of the asset's stellar.toml; empty for any
     */
    record NewAssets(Optional<String> code, Optional<String> domain) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.NEW_ASSET;
        }
    }

    record AssetChanges(Asset asset) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.ASSET;
        }
    }

    /** @param after the age of the newest ledger at which the feed is stale */
    record StaleFeed(Duration after) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.FEED;
        }
    }

    /** @param asset one of the market's assets; empty for any */
    record NewMarkets(Optional<Asset> asset) implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.NEW_MARKET;
        }
    }

    record Gaps() implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.GAP;
        }
    }

    record Disagreements() implements SubscriptionFilter {

        @Override
        public SubscriptionType type() {
            return SubscriptionType.AUDIT;
        }
    }
}
