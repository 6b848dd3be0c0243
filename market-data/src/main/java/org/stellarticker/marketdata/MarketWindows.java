package org.stellarticker.marketdata;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketCut;
import org.stellarticker.db.market.MarketStore;
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
        return stored(tx, hours, now)
                .orElseGet(() ->
                        new TradedMarkets(now.minus(Duration.ofHours(hours)), now, markets.cutWindows(tx, hours, now)));
    }

    private Optional<TradedMarkets> stored(Transaction tx, int hours, Instant now) {
        return Arrays.stream(StoredWindow.values())
                .filter(window -> window.hours() == hours)
                .findFirst()
                .flatMap(window -> markets.findCut(tx)
                        .map(MarketCut::cutAt)
                        .filter(asOf -> isCurrent(asOf, now))
                        .map(asOf ->
                                new TradedMarkets(asOf.minus(window.length()), asOf, markets.listWindows(tx, window))));
    }

    private static boolean isCurrent(Instant asOf, Instant now) {
        return Duration.between(asOf, now).abs().compareTo(CURRENT) <= 0;
    }
}
