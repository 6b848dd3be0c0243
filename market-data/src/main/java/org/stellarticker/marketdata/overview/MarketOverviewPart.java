package org.stellarticker.marketdata.overview;

import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * All markets that traded in the last hours.
 *
 * @param hours above 0
 */
public record MarketOverviewPart(MarketOverviewReader reader, int hours) implements SnapshotPart<MarketOverviews> {

    @Override
    public MarketOverviews read(SnapshotRead in) {
        return reader.read(in.tx(), hours, in.now());
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
