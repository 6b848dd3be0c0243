package org.stellarticker.sandbox.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.JournalException;
import org.stellarticker.sandbox.journal.JournalHeader;
import org.stellarticker.sandbox.journal.JournalWriter;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.market.math.MarketTime;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.PlayedNetwork;

/** Plays a market that follows from a seed: it starts or continues a journal and makes the next ledgers. */
public final class SimulatedMarket implements PlayedNetwork {

    private static final String LEDGERS = "ledgers";

    private final MarketPlan plan;
    private final Journal journal;
    private final NetworkState state;
    private final Catalog catalog;
    private final Worths worths;
    private final Trading trading;
    private final Activity activity;
    /** The part of all trading that is made here. */
    private final double share;

    /**
     * Opens the market whose journal is in a folder, or starts one there whose history ends now.
     *
     * @throws JournalException when the journal cannot be used, or belongs to another market
     */
    public static SimulatedMarket open(MarketPlan plan, Path folder, Clock clock) throws IOException {
        return open(plan, Set.of(), folder, clock);
    }

    /**
     * Opens a market in which, after its history, no trade is made in some pairs: neither with offers, nor with pools, nor as a
     * part of a path.
     *
     * @param elsewhere normalised pairs, whose trades are made elsewhere
     * @throws JournalException when the journal cannot be used, or belongs to another market
     */
    public static SimulatedMarket open(MarketPlan plan, Set<TradePair> elsewhere, Path folder, Clock clock)
            throws IOException {
        Path ledgers = folder.resolve(LEDGERS);
        var catalog = new Catalog(plan.size());
        var worths = new Worths(catalog, plan.seed());
        if (!Files.exists(ledgers)) {
            begin(plan, catalog, worths, folder, clock);
        }
        Journal journal = Journal.open(ledgers);
        boolean opened = false;
        try {
            requireSame(plan, journal, folder);
            var market = new SimulatedMarket(plan, catalog, worths, journal, elsewhere);
            opened = true;
            return market;
        } finally {
            if (!opened) {
                journal.close();
            }
        }
    }

    private static void begin(MarketPlan plan, Catalog catalog, Worths worths, Path folder, Clock clock) {
        Path unfinished = folder.resolve("ledgers.new");
        try {
            Files.createDirectories(folder);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            var header = new JournalHeader(
                    plan.passphrase(), plan.fingerprint(), now, new LedgerSequence(MarketTime.LAST_OF_HISTORY));
            var trading = new Trading(new Choice(catalog.markets()), worths, plan.seed(), pools(catalog, worths));
            try (var writer = JournalWriter.begin(unfinished, header)) {
                new History(trading, plan.activity(), plan.historyTrades()).write(writer, now);
                writer.sync();
                // A journal with its final name has all of its history.
                Files.move(unfinished, folder.resolve(LEDGERS), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException unwritable) {
            throw new JournalException(
                    "journal " + folder + ": expected a folder with room to write, found " + unwritable);
        }
    }

    private static void requireSame(MarketPlan plan, Journal journal, Path folder) {
        String found = journal.header().source();
        if (MarketPlan.isOfOtherRules(found)) {
            throw new JournalException(
                    "journal " + folder + ": expected a market of this release (\"" + plan.fingerprint()
                            + "\"), found one of another (\"" + found
                            + "\"); remove the folder, and the database that was filled from it, to begin a new journal");
        }
        if (!found.equals(plan.fingerprint())) {
            throw new JournalException("SANDBOX_SEED " + plan.seed() + " ("
                    + plan.size().text() + "): expected the market with which the journal in "
                    + folder + " was begun (\"" + journal.header().networkPassphrase()
                    + "\"), found another; set what was set then, or remove the folder to begin a new journal");
        }
    }

    private static Map<PoolId, Reserves> pools(Catalog catalog, Worths worths) {
        Map<PoolId, Reserves> pools = new HashMap<>();
        for (Market market : catalog.pooled()) {
            pools.put(market.pool().orElseThrow(), Reserves.atTheBeginning(market, worths));
        }
        return pools;
    }

    private SimulatedMarket(
            MarketPlan plan, Catalog catalog, Worths worths, Journal journal, Set<TradePair> elsewhere) {
        this.plan = plan;
        this.catalog = catalog;
        this.worths = worths;
        this.journal = journal;
        this.activity = plan.activity();
        this.state = new SimulatedState(catalog, worths, plan.seed(), journal, pools(catalog, worths));
        Map<PoolId, Reserves> now = pools(catalog, worths);
        journal.pools()
                .list()
                .forEach(pool -> now.computeIfPresent(
                        pool.id(), (id, reserves) -> reserves.plus(pool.baseFlow(), pool.counterFlow())));
        var all = new Choice(catalog.markets());
        this.share = 1 - all.shareOf(elsewhere);
        this.trading = new Trading(all.without(elsewhere), worths, plan.seed(), now);
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public NetworkState state() {
        return state;
    }

    @Override
    public ClosedLedger next(LedgerSequence sequence, Instant closedAt) {
        return trading.ledger(sequence, closedAt, activity.live((int) sequence.value(), share * plan.ledgerSeconds()));
    }

    /**
     * Returns what is known of two assets' market for those who trade it elsewhere.
     *
     * @throws IllegalArgumentException when there is no such market
     */
    public FairPrice fairPrice(Asset base, Asset counter) {
        Market market = catalog.findMarket(base, counter)
                .orElseThrow(() -> new IllegalArgumentException("expected two assets of a market of the catalog, found "
                        + base.key() + " and " + counter.key()));
        double part = new Choice(catalog.markets()).shareOf(Set.of(market.pair()));
        return new FairPrice(market, !market.base().asset().equals(base), worths, new Spreads(plan.seed()), rate(part));
    }

    private IntToDoubleFunction rate(double part) {
        return ledger -> part * activity.tradesPerSecond(ledger);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
