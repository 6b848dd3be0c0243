package org.stellarticker.marketdata.snapshot;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.AssetStatusStore;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ValidAsset;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.marketdata.MarketSummaries;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.MarketWindows;
import org.stellarticker.marketdata.legacy.LegacyBooks;
import org.stellarticker.marketdata.legacy.LegacyWindow;

/**
 * Reads snapshots. Clients that ask for the same parts within a second share one: most poll for the same few lists, and a
 * ledger closes every five seconds.
 */
public final class SnapshotCache {

    private static final Duration SHARED = Duration.ofSeconds(1);

    /** Each snapshot holds some thousand rows. */
    private static final int MOST_SHARED = 8;

    private final SnapshotReader database;
    private final Clock clock;
    private final MarketWindows windows = new MarketWindows();
    private final MarketSummaries summaries = new MarketSummaries();
    private final OrderBookStore books = new OrderBookStore();
    private final AssetStore assets = new AssetStore();
    private final AssetStatusStore statuses = new AssetStatusStore();
    private final LoadingCache<Set<SnapshotPart>, Snapshot> recent;

    public SnapshotCache(SnapshotReader database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .expireAfterWrite(SHARED)
                .maximumSize(MOST_SHARED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build(this::readNow);
    }

    /** Gives all parts as of one instant, at most some seconds ago; throws what the reader throws. */
    public Snapshot read(Set<SnapshotPart> parts) {
        return recent.get(parts);
    }

    private Snapshot readNow(Set<SnapshotPart> parts) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.read(tx -> read(tx, parts, now));
    }

    private Snapshot read(Transaction tx, Set<SnapshotPart> parts, Instant now) {
        var legacy = new HashMap<Integer, LegacyWindow>();
        var markets = new HashMap<Integer, List<MarketSummary>>();
        var found = new HashMap<Asset, Optional<AssetStatus>>();
        Optional<List<ValidAsset>> allAssets = Optional.empty();
        Optional<List<Issuer>> allIssuers = Optional.empty();
        Optional<LegacyBooks> allBooks = Optional.empty();
        for (SnapshotPart part : parts) {
            switch (part) {
                case SnapshotPart.Window(int hours) -> {
                    allBooks = allBooks.or(() -> Optional.of(LegacyBooks.of(books.list(tx))));
                    legacy.put(hours, window(tx, hours, now, allBooks.orElseThrow()));
                }
                case SnapshotPart.Markets(int hours) -> markets.put(hours, summaries.list(tx, hours, now));
                case SnapshotPart.AssetStatus(Asset asset) -> found.put(asset, statuses.find(tx, asset));
                case SnapshotPart.Directory.ASSETS -> allAssets = Optional.of(assets.listValid(tx));
                case SnapshotPart.Directory.ISSUERS -> allIssuers = Optional.of(assets.listIssuersOfValid(tx));
            }
        }
        return new Snapshot(legacy, markets, allAssets, allIssuers, found);
    }

    private LegacyWindow window(Transaction tx, int hours, Instant now, LegacyBooks allBooks) {
        var traded = windows.last(tx, hours, now);
        return new LegacyWindow(traded.from(), traded.windows(), allBooks);
    }
}
