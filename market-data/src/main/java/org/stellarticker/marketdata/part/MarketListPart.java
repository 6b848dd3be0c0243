package org.stellarticker.marketdata.part;

import java.util.List;
import org.stellarticker.marketdata.MarketSummaries;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The exact trade statistics of each market that traded in the last hours, as they are stored; {@link
 * MarketSummary#quotedBy} turns each.
 *
 * @param hours above 0
 */
public record MarketListPart(int hours) implements SnapshotPart<List<MarketSummary>> {

    private static final MarketSummaries MARKET_SUMMARIES = new MarketSummaries();

    @Override
    public List<MarketSummary> read(SnapshotRead in) {
        return MARKET_SUMMARIES.list(in.tx(), hours, in.now());
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
