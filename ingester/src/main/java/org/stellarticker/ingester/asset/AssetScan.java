package org.stellarticker.ingester.asset;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.ingester.horizon.AssetPage;
import org.stellarticker.ingester.horizon.AssetPage.Listing;
import org.stellarticker.ingester.horizon.Horizon;

/** Reads the whole of {@code /assets}, page by page, into rows: those that the {@link ListingRule} lists. */
final class AssetScan {

    private static final Logger log = LoggerFactory.getLogger(AssetScan.class);

    private final Database database;
    private final AssetStore assets;
    private final Progress progress;
    private final Clock clock;
    private final AssetEvents events = new AssetEvents();

    /** What the scan before met; empty as long as there was none. */
    private Optional<SeenAssets> seenBefore = Optional.empty();

    /** What is listed by the scan that is under way, or was the last. */
    private volatile SeenAssets seen = new SeenAssets();

    /** Whatever was told of, listed or not. */
    private final SeenAssets reportedUnlisted = new SeenAssets();

    AssetScan(Database database, AssetStore assets, Progress progress, Clock clock) {
        this.database = database;
        this.assets = assets;
        this.progress = progress;
        this.clock = clock;
    }

    /** @return how many assets are listed */
    int read(Horizon horizon, ListingRule rule) throws InterruptedException {
        seen = new SeenAssets();
        int listed = 0;
        int rejected = 0;
        Optional<String> asked;
        Optional<String> next = Optional.empty();
        do {
            asked = next;
            AssetPage page = horizon.assets(asked);
            listed += save(page, rule);
            page.rejected().forEach(record -> named(record.token()).ifPresent(this::meet));
            rejected += page.rejected().size();
            next = page.next();
            progress.running(String.format(Locale.ROOT, "%,d listed", listed));
            // A server that gives the same page whatever the cursor would be asked for ever.
        } while (next.isPresent() && !next.equals(asked));
        int gone = unlistGone();
        log.atInfo()
                .addKeyValue("listed", listed)
                .addKeyValue("gone", gone)
                .addKeyValue("rejected", rejected)
                .log("assets read");
        return listed;
    }

    private int save(AssetPage page, ListingRule rule) {
        // Pages overlap when assets come into being meanwhile; and a statement may write a row once only.
        var listed = new LinkedHashMap<Asset, ListedAsset>();
        for (Listing listing : page.listings()) {
            if (rule.lists(listing)) {
                listed.put(listing.asset(), row(listing));
            }
        }
        List<Asset> unlisted = page.listings().stream()
                .map(Listing::asset)
                .filter(asset -> !listed.containsKey(asset))
                .toList();
        List<ListedAsset> rows = List.copyOf(listed.values());
        database.commit(tx -> {
            int changed = assets.unlist(tx, unlisted)
                    + (rule == ListingRule.WITHOUT_TOML
                            ? assets.saveListed(tx, rows, clock.instant())
                            : assets.saveUnjudged(tx, rows, clock.instant()));
            events.append(tx, changed);
        });
        unlisted.forEach(reportedUnlisted::add);
        return (int) listed.keySet().stream().filter(this::meet).count();
    }

    private boolean meet(Asset asset) {
        reportedUnlisted.add(asset);
        return seen.add(asset);
    }

    /** Whether Horizon told of it since the start, or was asked to. */
    boolean hasSeen(Asset asset) {
        return reportedUnlisted.contains(asset);
    }

    /** Asks for an asset that the list did not have when it was read. */
    void look(Horizon horizon, Asset asset, ListingRule rule) throws InterruptedException {
        AssetPage page = horizon.asset(asset);
        reportedUnlisted.add(asset);
        save(page, rule);
    }

    /** What a paging token is about, {@code CODE_ISSUER_type}; empty when that is no asset either. */
    private static Optional<Asset> named(String pagingToken) {
        List<String> parts = Pattern.compile("_").splitAsStream(pagingToken).toList();
        try {
            return parts.size() < 2 ? Optional.empty() : Optional.of(Asset.issued(parts.get(0), parts.get(1)));
        } catch (IllegalArgumentException noAsset) {
            return Optional.empty();
        }
    }

    /** Only what is missing twice in a row is gone: an answer that ends too early must not empty the list. */
    private int unlistGone() {
        int gone = 0;
        if (seenBefore.isPresent()) {
            SeenAssets before = seenBefore.get();
            var missing = new ArrayList<Asset>();
            database.snapshot(tx -> {
                assets.forEachListed(tx, asset -> {
                    if (!seen.contains(asset) && !before.contains(asset)) {
                        missing.add(asset);
                    }
                });
                return missing.size();
            });
            gone = missing.isEmpty() ? 0 : database.transaction(tx -> unlist(tx, missing));
        }
        seenBefore = Optional.of(seen);
        return gone;
    }

    private int unlist(Transaction tx, List<Asset> missing) {
        int gone = assets.unlist(tx, missing);
        events.append(tx, gone);
        return gone;
    }

    private static ListedAsset row(Listing listing) {
        return new ListedAsset(
                listing.asset(),
                listing.holdings(),
                listing.flags(),
                listing.contractId(),
                listing.tomlUrl(),
                /* valid= */ true);
    }
}
