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

/** Reads windows that end now: as stored when they are, else computed by the same statement. */
public final class MarketWindows {

    /** Stored windows older than this no longer end now; the aggregator computes them anew every second. */
    private static final Duration CURRENT = Duration.ofSeconds(5);

    private final MarketStore markets = new MarketStore();

    /**
     * Reads what all markets traded in the last hours.
     *
     * @param hours above 0
     * @param now whole microseconds
     */
    public TradedMarkets last(Transaction tx, int hours, Instant now) {
        return last(
                tx,
                hours,
                now,
                window -> markets.listWindows(tx, window),
                () -> markets.calculateWindows(tx, hours, now));
    }

    /** As {@link #last(Transaction, int, Instant)}, of one market: its window, or none when it did not trade. */
    public TradedMarkets last(Transaction tx, KnownMarket market, int hours, Instant now) {
        return last(
                tx,
                hours,
                now,
                window -> markets.findWindow(tx, market, window).stream().toList(),
                () -> markets.computeWindow(tx, market, hours, now).stream().toList());
    }

    private TradedMarkets last(
            Transaction tx,
            int hours,
            Instant now,
            Function<StoredWindow, List<MarketWindow>> stored,
            Supplier<List<MarketWindow>> computed) {
        if (hours <= 0) {
            throw new IllegalArgumentException("window: expected 1 hour or more, found " + hours);
        }
        return Arrays.stream(StoredWindow.values())
                .filter(window -> window.hours() == hours)
                .findFirst()
                .flatMap(window -> storedAsOf(tx, now)
                        .map(asOf -> new TradedMarkets(asOf.minus(window.length()), asOf, stored.apply(window))))
                .orElseGet(() -> new TradedMarkets(now.minus(Duration.ofHours(hours)), now, computed.get()));
    }

    /** The instant of all stored windows, as long as it is now. */
    private Optional<Instant> storedAsOf(Transaction tx, Instant now) {
        return markets.findSnapshot(tx)
                .map(MarketSnapshot::asOf)
                .filter(asOf -> Duration.between(asOf, now).abs().compareTo(CURRENT) <= 0);
    }
}
