package org.stellarticker.ingester.asset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.discovery.AssetArrivals;
import org.stellarticker.db.discovery.KnownAsset;
import org.stellarticker.ingester.horizon.Horizon;

/**
 * Fetches assets that became known by a trade and that no scan has found yet, so that they are listed without delay;
 * {@link AssetRound} lists all assets at an interval.
 */
public final class NewAssets implements Task {

    /** The number of assets in a row without an answer after which the others wait. */
    private static final int MAX_FAILURES = 3;

    /** The pause after several assets in a row got no answer. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** The pause before an asset without an answer is tried again. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    private final Horizon horizon;
    private final AssetRound round;
    private final Progress progress;
    private final Clock clock;
    /** The scan at the start covers all assets that were known before. */
    private final AssetArrivals arrivals;

    private final Map<Integer, Instant> retryAt = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;
    private boolean awaitsFirstList;
    private @Nullable ListingRule rule;
    private int fetched;

    public NewAssets(Horizon horizon, Database database, AssetRound round, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.round = round;
        this.progress = progress;
        this.clock = clock;
        this.arrivals = new AssetArrivals(database);
        this.awaitsFirstList = database.snapshot(new AssetStore()::countValid) == 0;
    }

    @Override
    public void run() throws InterruptedException {
        // At a first start every traded asset is new, and the list answers for all of them at once.
        awaitsFirstList = awaitsFirstList && !round.hasListed();
        if (awaitsFirstList) {
            progress.running("waiting for the first list");
            return;
        }
        if (clock.instant().isBefore(pausedUntil)) {
            return;
        }
        int failures = 0;
        for (KnownAsset one : arrivals.list()) {
            if (failures < MAX_FAILURES && isDue(one)) {
                failures = answered(one) ? 0 : failures + 1;
                report();
            }
        }
        if (failures == MAX_FAILURES) {
            pausedUntil = clock.instant().plus(PAUSE);
            progress.retrying("Horizon returns no assets");
        } else {
            report();
        }
    }

    private boolean isDue(KnownAsset one) {
        Instant retry = retryAt.get(one.id());
        return retry == null || !clock.instant().isBefore(retry);
    }

    /** Fetches an asset unless the list had it, and returns whether Horizon answered. */
    private boolean answered(KnownAsset one) throws InterruptedException {
        if (!round.hasSeen(one.asset())) {
            if (!round.fetch(horizon, one.asset(), rule())) {
                retryAt.put(one.id(), clock.instant().plus(RETRY_AFTER));
                return false;
            }
            fetched++;
        }
        retryAt.remove(one.id());
        arrivals.complete(one);
        return true;
    }

    private ListingRule rule() throws InterruptedException {
        ListingRule known = rule;
        if (known == null) {
            known = ListingRule.of(horizon.ledgers().awaitNetwork().passphrase());
            rule = known;
        }
        return known;
    }

    private void report() {
        progress.running(String.format(Locale.ROOT, "%,d fetched", fetched));
    }
}
