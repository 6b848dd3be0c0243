package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.stellarticker.db.Database;
import org.stellarticker.db.Leadership;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketCut;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;

/**
 * Keeps the windows of all markets cut at one instant that moves on. A window changes only when its market traded or its
 * oldest trade leaves it, so that those are cut anew, and all others are right as they are.
 */
public final class WindowCutter {

    /**
     * A cut.
     *
     * @param cut how many windows were cut anew, or -1 for all
     * @param changed how many of them are others than before
     */
    public record Cut(Instant at, int cut, int changed) {}

    private final Database database;
    private final MarketStore markets;
    private final Leadership leadership;
    private final Clock clock;

    public WindowCutter(Database database, MarketStore markets, Leadership leadership, Clock clock) {
        this.database = database;
        this.markets = markets;
        this.leadership = leadership;
        this.clock = clock;
    }

    /**
     * Cuts the windows of all markets, for one who does not know what changed since the last cut. It reads everything, so
     * that it may also go back: a clock that was ahead once does not hold up the windows until its time has come.
     */
    public Cut cutAll() {
        return database.transaction(tx -> {
            leadership.exclusive(tx);
            Instant at = now();
            int changed = 0;
            for (StoredWindow window : StoredWindow.values()) {
                changed += markets.saveAllWindows(tx, window, at);
            }
            markets.saveCut(tx, at, changed);
            return new Cut(at, -1, changed);
        });
    }

    /** Moves the cut on to now. */
    public Cut cut(TouchedMarkets touched) {
        return database.transaction(tx -> {
            leadership.exclusive(tx);
            Instant at = notBeforeTheLast(tx, now());
            int cut = 0;
            int changed = 0;
            for (StoredWindow window : StoredWindow.values()) {
                int[] due = IntStream.concat(
                                IntStream.of(touched.since(at.minus(window.length()))),
                                IntStream.of(markets.listExpired(tx, window, at)))
                        .distinct()
                        .toArray();
                if (due.length > 0) {
                    cut += due.length;
                    changed += markets.saveWindows(tx, window, at, due);
                }
            }
            markets.saveCut(tx, at, changed);
            return new Cut(at, cut, changed);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A clock that was set back must not take this cut with it: what left the windows is not put back by it. */
    private Instant notBeforeTheLast(Transaction tx, Instant now) {
        return markets.findCut(tx)
                .map(MarketCut::cutAt)
                .filter(last -> last.isAfter(now))
                .orElse(now);
    }
}
