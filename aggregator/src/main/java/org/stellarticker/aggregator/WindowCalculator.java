package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;

/**
 * Keeps the windows of all markets as of one snapshot that moves forward. A window changes only when its market trades or its
 * oldest trade leaves it; only such windows are calculated again.
 */
public final class WindowCalculator {

    /**
     * A snapshot.
     *
     * @param update number of windows that were calculated, or -1 for all
     * @param changed number of windows that changed
     */
    public record Update(Instant at, int update, int changed) {}

    private final Database database;
    private final MarketStore markets;
    private final LeaderElection leadership;
    private final Clock clock;

    public WindowCalculator(Database database, MarketStore markets, LeaderElection leadership, Clock clock) {
        this.database = database;
        this.markets = markets;
        this.leadership = leadership;
        this.clock = clock;
    }

    /**
     * Calculates the windows of all markets, when the changes since the last snapshot are unknown. The snapshot may also move
     * back, so a clock that was ahead once does not hold up the windows.
     */
    public Update calculateAll() {
        return database.transaction(tx -> {
            leadership.exclusive(tx);
            Instant at = now();
            int changed = 0;
            for (StoredWindow window : StoredWindow.values()) {
                changed += markets.saveAllWindows(tx, window, at);
            }
            markets.saveSnapshot(tx, at, changed);
            return new Update(at, -1, changed);
        });
    }

    /** Moves the snapshot forward to now. */
    public Update update(DirtyMarkets dirty) {
        return database.transaction(tx -> {
            leadership.exclusive(tx);
            Instant at = notBeforeTheLast(tx, now());
            int update = 0;
            int changed = 0;
            for (StoredWindow window : StoredWindow.values()) {
                int[] due = IntStream.concat(
                                IntStream.of(dirty.since(at.minus(window.length()))),
                                IntStream.of(markets.listExpired(tx, window, at)))
                        .distinct()
                        .toArray();
                if (due.length > 0) {
                    update += due.length;
                    changed += markets.saveWindows(tx, window, at, due);
                }
            }
            markets.saveSnapshot(tx, at, changed);
            return new Update(at, update, changed);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns an instant that is never before the last snapshot: a trade that left a window does not return to it. */
    private Instant notBeforeTheLast(Transaction tx, Instant now) {
        return markets.findSnapshot(tx)
                .map(MarketSnapshot::asOf)
                .filter(last -> last.isAfter(now))
                .orElse(now);
    }
}
