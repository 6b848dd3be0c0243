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
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.read.AssetPage;
import org.stellarticker.ingester.horizon.read.AssetPage.Listing;
import org.stellarticker.ingester.horizon.read.ScanCursors;

/** Fetches all pages of {@code /assets} and stores the assets that the {@link ListingRule} lists. */
final class AssetScan {

    private static final Logger log = LoggerFactory.getLogger(AssetScan.class);

    private final Database database;
    private final AssetStore assets;
    private final Progress progress;
    private final Clock clock;
    private final AssetEvents events = new AssetEvents();

    /** The assets that the previous scan listed; empty before the first scan has ended. */
    private Optional<SeenAssets> previouslySeen = Optional.empty();

    /** The assets that the current or last scan listed. */
    private volatile SeenAssets seen = new SeenAssets();

    /** All assets that Horizon has returned or was asked for since the start, listed or not. */
    private final SeenAssets known = new SeenAssets();

    AssetScan(Database database, AssetStore assets, Progress progress, Clock clock) {
        this.database = database;
        this.assets = assets;
        this.progress = progress;
        this.clock = clock;
    }

    /** Fetches all assets and returns how many are listed. */
    int read(Horizon horizon, ListingRule rule) throws InterruptedException {
        seen = new SeenAssets();
        int listed = 0;
        int rejected = 0;
        var cursors = new ScanCursors();
        Optional<String> next = Optional.empty();
        do {
            AssetPage page = horizon.assets().awaitPage(next);
            listed += save(page, rule);
            page.rejected().forEach(record -> assetOf(record.token()).ifPresent(this::markSeen));
            rejected += page.rejected().size();
            next = page.next();
            progress.running(String.format(Locale.ROOT, "%,d listed", listed));
        } while (cursors.follow(next));
        int unlisted = unlistMissing();
        log.atInfo()
                .addKeyValue("listed", listed)
                .addKeyValue("unlisted", unlisted)
                .addKeyValue("rejected", rejected)
                .log("assets fetched");
        return listed;
    }

    private int save(AssetPage page, ListingRule rule) {
        // Pages overlap when assets are created meanwhile, and one statement may write a row only once.
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
        unlisted.forEach(known::add);
        return (int) listed.keySet().stream().filter(this::markSeen).count();
    }

    private boolean markSeen(Asset asset) {
        known.add(asset);
        return seen.add(asset);
    }

    /** Returns whether Horizon has returned an asset since the start, or was asked for it. */
    boolean hasSeen(Asset asset) {
        return known.contains(asset);
    }

    /** Fetches an asset that the last scan did not find, and returns whether Horizon answered. */
    boolean fetch(Horizon horizon, Asset asset, ListingRule rule) throws InterruptedException {
        Result<AssetPage> result = horizon.assets().tryFind(asset);
        if (result.isAnswered()) {
            known.add(asset);
        }
        result.find().ifPresent(page -> save(page, rule));
        return result.isAnswered();
    }

    /** Returns the asset of a paging token, {@code CODE_ISSUER_type}; empty when the token names none. */
    private static Optional<Asset> assetOf(String pagingToken) {
        List<String> parts = Pattern.compile("_").splitAsStream(pagingToken).toList();
        try {
            return parts.size() < 2 ? Optional.empty() : Optional.of(Asset.issued(parts.get(0), parts.get(1)));
        } catch (IllegalArgumentException noAsset) {
            return Optional.empty();
        }
    }

    /** Unlists assets that two scans in a row did not find; one list that ends too early must not empty the table. */
    private int unlistMissing() {
        int gone = 0;
        if (previouslySeen.isPresent()) {
            SeenAssets before = previouslySeen.get();
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
        previouslySeen = Optional.of(seen);
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
