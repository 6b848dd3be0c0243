package org.stellarticker.marketdata.part;

import org.stellarticker.marketdata.MarketWindows;
import org.stellarticker.marketdata.TradedMarkets;
import org.stellarticker.marketdata.legacy.LegacyWindow;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The trade statistics of the last hours, with the legacy sums.
 *
 * @param hours above 0
 */
public record LegacyWindowPart(int hours) implements SnapshotPart<LegacyWindow> {

    private static final MarketWindows MARKET_WINDOWS = new MarketWindows();

    @Override
    public LegacyWindow read(SnapshotRead in) {
        TradedMarkets traded = MARKET_WINDOWS.last(in.tx(), hours, in.now());
        return new LegacyWindow(traded.from(), traded.windows(), in.get(new LegacyBooksPart()));
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
