package org.stellarticker.marketdata;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;

/** Reads windows that end now: stored ones where they exist, others computed by the same statement. */
public final class MarketWindows {

    /** Stored windows that are older no longer end now; the aggregator computes them anew every second. */
    private static final Duration CURRENT = Duration.ofSeconds(5);

    private final MarketStore markets = new MarketStore();

    /**
     * Reads what all markets traded in the last hours.
     *
     * @param hours above 0
     * @param now whole microseconds
     */
    public TradedMarkets last(Transaction tx, int hours, Instant now) {
        return last(tx, length(hours), now);
    }

    /**
     * Reads what all markets traded in a window that ends now.
     *
     * @param length above 0
     * @param now whole microseconds
     */
    public TradedMarkets last(Transaction tx, Duration length, Instant now) {
        return last(
                tx,
                length,
                now,
                window -> markets.listWindows(tx, window),
                () -> markets.calculateWindows(tx, length, now));
    }

    /** Reads the window of one market, or none when it did not trade; otherwise as the method for all markets. */
    public TradedMarkets last(Transaction tx, KnownMarket market, int hours, Instant now) {
        return last(
                tx,
                length(hours),
                now,
                window -> markets.findWindow(tx, market, window).stream().toList(),
                () -> markets.computeWindow(tx, market, hours, now).stream().toList());
    }

    private static Duration length(int hours) {
        if (hours <= 0) {
            throw new IllegalArgumentException("window: expected 1 hour or more, found " + hours);
        }
        return Duration.ofHours(hours);
    }

    private TradedMarkets last(
            Transaction tx,
            Duration length,
            Instant now,
            Function<StoredWindow, List<MarketWindow>> stored,
            Supplier<List<MarketWindow>> computed) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("window: expected a length above 0, found " + length);
        }
        return Arrays.stream(StoredWindow.values())
                .filter(window -> window.length().equals(length))
                .findFirst()
                .flatMap(window -> storedAsOf(tx, now)
                        .map(asOf -> new TradedMarkets(asOf.minus(length), asOf, stored.apply(window))))
                .orElseGet(() -> new TradedMarkets(now.minus(length), now, computed.get()));
    }

    /** Returns the instant of all stored windows; empty when it is too long ago. */
    private Optional<Instant> storedAsOf(Transaction tx, Instant now) {
        return markets.findSnapshot(tx)
                .map(MarketSnapshot::asOf)
                .filter(asOf -> Duration.between(asOf, now).abs().compareTo(CURRENT) <= 0);
    }
}
