package org.stellarticker.marketdata.overview;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.MarketSummaries;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.MarketWindows;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.marketdata.reference.UsdRates;

/** Reads all markets by a fixed number of statements, however many markets there are. */
public final class MarketOverviewReader {

    private final MarketSummaries summaries = new MarketSummaries();
    private final MarketWindows windows = new MarketWindows();
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final CoverageStore coverage = new CoverageStore();
    private final ReferenceAssets references;
    private final UsdBridge bridge;

    /** @param references decides the direction of each market, and what a dollar is */
    public MarketOverviewReader(ReferenceAssets references) {
        this.references = references;
        this.bridge = new UsdBridge(references.dollars());
    }

    /**
     * Reads all markets that traded in the last hours.
     *
     * @param hours above 0
     * @param now whole microseconds
     */
    public MarketOverviews read(Transaction tx, int hours, Instant now) {
        List<MarketSummary> traded = summaries.list(tx, hours, now);
        Map<TradePair, Map<ActivityWindow, MarketStats>> activity = activity(tx, now);
        Map<TradePair, LiquidityPool> poolByPair = new HashMap<>();
        pools.list(tx).forEach(pool -> poolByPair.putIfAbsent(pool.pair(), pool));
        UsdRates rates = bridge.read(tx, now);
        Instant from = traded.stream().findFirst().map(MarketSummary::from).orElse(now);
        Instant asOf = traded.stream().findFirst().map(MarketSummary::asOf).orElse(now);
        return new MarketOverviews(
                from,
                asOf,
                new WindowCoverage(from, asOf, coverage.fetched(tx, from, asOf), Set.of()),
                traded.stream()
                        .map(summary -> overview(
                                summary,
                                activity.getOrDefault(summary.pair(), Map.of()),
                                Optional.ofNullable(poolByPair.get(summary.pair())),
                                rates))
                        .toList());
    }

    private Map<TradePair, Map<ActivityWindow, MarketStats>> activity(Transaction tx, Instant now) {
        var activity = new HashMap<TradePair, Map<ActivityWindow, MarketStats>>();
        for (ActivityWindow window : ActivityWindow.values()) {
            for (MarketWindow traded : windows.last(tx, window.length(), now).windows()) {
                activity.computeIfAbsent(traded.pair(), _ -> new EnumMap<>(ActivityWindow.class))
                        .put(window, traded.stats());
            }
        }
        return activity;
    }

    /** Turns all of a stored market to its quote. */
    private MarketOverview overview(
            MarketSummary stored,
            Map<ActivityWindow, MarketStats> activity,
            Optional<LiquidityPool> pool,
            UsdRates rates) {
        MarketSummary summary = stored.quotedBy(references.quotes());
        Orientation direction = Orientation.of(summary.pair());
        return new MarketOverview(
                summary,
                activity.entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, entry -> direction.orient(entry.getValue()))),
                pool.map(found -> MarketPools.oriented(found, direction)),
                usd(summary, rates));
    }

    private static Optional<BigDecimal> usd(MarketSummary summary, UsdRates rates) {
        return rates.find(summary.pair().base()).map(rate -> rate.value(summary.baseVolume(), PlainDecimal.PRECISION));
    }
}
