package org.stellarticker.graphqlserver.fetch;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStanding;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.StandingStore;
import org.stellarticker.db.market.MarketCut;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.orderbook.OrderBookStore;

/**
 * Reads what queries ask for. Queries that ask for the same within a second share what was read: most poll for the same
 * few lists, and a ledger closes every five seconds.
 */
public final class Readings {

    private static final Duration SHARED = Duration.ofSeconds(1);

    /** Each holds some thousand rows. */
    private static final int MOST_SHARED = 8;

    /** Stored windows older than this are no longer of now; the aggregator cuts them anew every second. */
    private static final Duration OF_NOW = Duration.ofSeconds(5);

    private final LiveDatabase database;
    private final Clock clock;
    private final MarketStore markets = new MarketStore();
    private final OrderBookStore books = new OrderBookStore();
    private final AssetStore assets = new AssetStore();
    private final StandingStore standings = new StandingStore();
    private final LoadingCache<Set<Wanted>, Reading> recent;

    public Readings(LiveDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .expireAfterWrite(SHARED)
                .maximumSize(MOST_SHARED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build(this::readNow);
    }

    /**
     * All that is wanted, as of one instant, not longer than some seconds ago.
     *
     * @throws DatabaseAway when it cannot be read
     */
    public Reading read(Set<Wanted> wanted) {
        return recent.get(wanted);
    }

    private Reading readNow(Set<Wanted> wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.snapshot(tx -> read(tx, wanted, now));
    }

    private Reading read(Transaction tx, Set<Wanted> wanted, Instant now) {
        var windows = new HashMap<Integer, TradedWindow>();
        List<Integer> lengths = wanted.stream()
                .filter(Wanted.Window.class::isInstance)
                .map(window -> ((Wanted.Window) window).hours())
                .toList();
        if (!lengths.isEmpty()) {
            var allBooks = new Books(books.list(tx));
            lengths.forEach(hours -> windows.put(hours, window(tx, hours, now, allBooks)));
        }
        var found = new HashMap<Asset, Optional<AssetStanding>>();
        wanted.stream()
                .filter(Wanted.Standing.class::isInstance)
                .map(standing -> ((Wanted.Standing) standing).asset())
                .forEach(asset -> found.put(asset, standings.find(tx, asset)));
        return new Reading(
                windows,
                wanted.contains(Wanted.Directory.ASSETS) ? Optional.of(assets.listValid(tx)) : Optional.empty(),
                wanted.contains(Wanted.Directory.ISSUERS)
                        ? Optional.of(assets.listIssuersOfValid(tx))
                        : Optional.empty(),
                found);
    }

    /** As stored when it is, and as of now; else cut by the same statement. */
    private TradedWindow window(Transaction tx, int hours, Instant now, Books allBooks) {
        Optional<StoredWindow> stored = Arrays.stream(StoredWindow.values())
                .filter(window -> window.hours() == hours)
                .findFirst();
        Optional<MarketCut> cut = stored.flatMap(window -> markets.findCut(tx))
                .filter(last -> Duration.between(last.cutAt(), now).abs().compareTo(OF_NOW) <= 0);
        Instant at = cut.map(MarketCut::cutAt).orElse(now);
        List<MarketWindow> windows =
                cut.isPresent() ? markets.listWindows(tx, stored.orElseThrow()) : markets.cutWindows(tx, hours, now);
        return new TradedWindow(at.minus(Duration.ofHours(hours)), windows, allBooks);
    }
}
