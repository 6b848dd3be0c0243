package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.CatalogChanges;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;

/**
 * Keeps the windows of all markets, and the sums of their order books, as of one snapshot that moves forward. A window changes
 * only when its market trades or its oldest trade leaves it; only such windows are calculated again. Each snapshot is of
 * another second than the one before, so that a second names a version of the files made of it.
 */
public final class WindowCalculator {

    /** A snapshot that is this far ahead of the clock shows that the clock was wrong once. */
    private static final Duration FAR_AHEAD = Duration.ofMinutes(1);

    /**
     * A snapshot.
     *
     * @param update number of windows that were calculated, or -1 for all
     * @param changed number of windows and books that changed
     */
    public record Update(Instant at, int update, int changed) {}

    private final Database database;
    private final MarketStore markets;
    private final LeaderElection leadership;
    private final Clock clock;
    private final EventLog events = new EventLog();

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
            Instant now = now();
            Instant next = next(markets.findSnapshot(tx), now);
            Instant at = Duration.between(now, next).compareTo(FAR_AHEAD) > 0 ? now : next;
            // Before the assets and books are read, so that an event after it is read again.
            long position = events.position(tx);
            var saved = new SavedWindows(
                    markets.saveLabels(tx, at) + markets.saveAllBooks(tx, at),
                    /* lost= */ at.equals(now) && now.isBefore(next));
            for (StoredWindow window : StoredWindow.values()) {
                saved = saved.plus(markets.saveAllWindows(tx, window, at));
            }
            markets.saveSnapshot(tx, at, saved, position);
            return new Update(at, -1, saved.changed());
        });
    }

    /** Moves the snapshot forward to now. */
    public Update update(DirtyMarkets dirty) {
        return database.transaction(tx -> {
            leadership.exclusive(tx);
            tx.preferIndexes();
            Optional<MarketSnapshot> last = markets.findSnapshot(tx);
            Instant at = next(last, now());
            CatalogChanges catalog = events.catalogChanges(
                    tx, last.map(MarketSnapshot::eventPosition).orElse(-1L));
            int update = 0;
            var saved = new SavedWindows(saveCatalog(tx, at, catalog), /* lost= */ false);
            for (StoredWindow window : StoredWindow.values()) {
                int[] due = IntStream.concat(
                                IntStream.of(dirty.since(at.minus(window.length()))),
                                IntStream.of(markets.listExpired(tx, window, at)))
                        .distinct()
                        .toArray();
                if (due.length > 0) {
                    update += due.length;
                    saved = saved.plus(markets.saveWindows(tx, window, at, due));
                }
            }
            markets.saveSnapshot(tx, at, saved, catalog.position());
            return new Update(at, update, saved.changed());
        });
    }

    /** Saves what changed of assets and order books, and returns how many rows that changed. */
    private int saveCatalog(Transaction tx, Instant at, CatalogChanges catalog) {
        if (!catalog.complete()) {
            return markets.saveLabels(tx, at) + markets.saveAllBooks(tx, at);
        }
        int changed = catalog.assets() ? markets.saveLabels(tx, at) : 0;
        int[] books = catalog.books().stream().mapToInt(Integer::intValue).toArray();
        return books.length == 0 ? changed : changed + markets.saveBooks(tx, at, books);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns now, or a later instant when the last snapshot is of this second, or even later. */
    private static Instant next(Optional<MarketSnapshot> last, Instant now) {
        return last.map(snapshot ->
                        snapshot.asOf().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(earliest -> earliest.isAfter(now))
                .orElse(now);
    }
}
