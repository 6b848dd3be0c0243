package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.MarketCoverage;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.MarketSummaries;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * One market over the last hours; empty for a market that never traded.
 *
 * @param pair in the direction of the answer
 * @param hours above 0
 */
public record MarketPart(TradePair pair, int hours) implements SnapshotPart<Optional<MarketDetails>> {

    private static final MarketSummaries MARKET_SUMMARIES = new MarketSummaries();
    private static final MarketCoverage MARKET_COVERAGE = new MarketCoverage();
    private static final MarketPools MARKET_POOLS = new MarketPools();

    /** The window of a question that names none. */
    public static final int HOURS = 24;

    @Override
    public Optional<MarketDetails> read(SnapshotRead in) {
        return MARKET_SUMMARIES
                .find(in.tx(), pair, hours, in.now())
                .map(summary -> new MarketDetails(
                        summary,
                        MARKET_COVERAGE.over(in.tx(), pair, summary.from(), summary.asOf()),
                        MARKET_POOLS.list(in.tx(), pair)));
    }
}
