package org.stellarticker.ingester.pool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.PoolListing;
import org.stellarticker.ingester.horizon.PoolPage;

/** Reads the liquidity pools: those of the active markets each time, and all of them now and then. */
public final class PoolScan implements Task {

    private static final Logger log = LoggerFactory.getLogger(PoolScan.class);

    /** How long a market without a pool is not asked for one again. */
    private static final Duration IN_VAIN = Duration.ofHours(1);

    /** A pool that so many scans did not meet is no more: its last owner took out what he had put in. */
    private static final int SCANS_MISSED = 3;

    private final Horizon horizon;
    private final UnplacedPools unplaced;
    private final Database database;
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final int most;
    private final Duration all;
    private final Progress progress;
    private final Clock clock;
    private final Map<TradePair, Instant> inVain = new HashMap<>();
    private Optional<Instant> scanned = Optional.empty();

    /**
     * How much is read how often.
     *
     * @param most how many active markets to ask for each time
     * @param all how often to read all pools
     */
    public record BackfillPace(int most, Duration all) {}

    /** @param unplaced takes the pools whose assets are not known yet */
    public PoolScan(
            Horizon horizon,
            UnplacedPools unplaced,
            Database database,
            BackfillPace rate,
            Progress progress,
            Clock clock) {
        this.horizon = horizon;
        this.unplaced = unplaced;
        this.database = database;
        this.most = rate.most();
        this.all = rate.all();
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        int read = readActive();
        Instant at = clock.instant();
        if (scanned.isEmpty() || !scanned.get().plus(all).isAfter(at)) {
            read = readAll();
            scanned = Optional.of(at);
        }
        progress.running(String.format(Locale.ROOT, "%,d", read));
    }

    private int readActive() throws InterruptedException {
        Instant at = clock.instant();
        inVain.values().removeIf(asked -> asked.isBefore(at.minus(IN_VAIN)));
        int wanted = (int) Math.min(Integer.MAX_VALUE, (long) most + inVain.size());
        List<TradePair> due = database.snapshot(tx -> pools.listDue(tx, at, wanted)).stream()
                .filter(pair -> !inVain.containsKey(pair))
                .limit(most)
                .toList();
        int read = 0;
        for (TradePair pair : due) {
            PoolPage page = horizon.poolsOf(pair);
            Instant readAt = clock.instant();
            if (page.pools().isEmpty() && page.rejected().isEmpty()) {
                inVain.put(pair, readAt);
                database.commit(tx -> pools.remove(tx, pair));
            } else {
                read += save(page, readAt);
            }
            progress.running(String.format(Locale.ROOT, "%,d of active markets", read));
        }
        return read;
    }

    private int readAll() throws InterruptedException {
        int readAt = 0;
        int known = 0;
        Optional<String> asked;
        Optional<String> next = Optional.empty();
        unplaced.clear();
        do {
            asked = next;
            PoolPage page = horizon.pools(asked);
            readAt += page.pools().size() + page.rejected().size();
            known += save(page, clock.instant());
            next = page.next();
            progress.running(String.format(Locale.ROOT, "%,d", known));
            // A server that gives the same page whatever the cursor would be asked for ever.
        } while (next.isPresent() && !next.equals(asked));
        // An answer that ends too early must not empty the list.
        int gone = database.transaction(
                tx -> pools.removeOlderThan(tx, clock.instant().minus(all.multipliedBy(SCANS_MISSED))));
        log.atInfo()
                .addKeyValue("told", readAt)
                .addKeyValue("of_known_assets", known)
                .addKeyValue("gone", gone)
                .log("liquidity pools read");
        return known;
    }

    private int save(PoolPage page, Instant at) {
        List<LiquidityPool> read =
                page.pools().stream().map((PoolListing pool) -> pool.at(at)).toList();
        return read.isEmpty() ? 0 : unplaced.save(read);
    }
}
