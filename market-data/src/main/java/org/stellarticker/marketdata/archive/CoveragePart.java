package org.stellarticker.marketdata.archive;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.MarketCoverage;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** How completely a window of a market was fetched. */
record CoveragePart(TradePair pair, Instant from, Instant to) implements SnapshotPart<WindowCoverage> {

    private static final MarketCoverage COVERAGE = new MarketCoverage();

    @Override
    public WindowCoverage read(SnapshotRead in) {
        return COVERAGE.over(in.tx(), pair, from, to);
    }
}
