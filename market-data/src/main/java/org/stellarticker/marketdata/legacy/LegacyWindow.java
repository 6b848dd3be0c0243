package org.stellarticker.marketdata.legacy;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.stellarticker.db.market.MarketWindow;

/** The trade statistics since an instant of each market of two valid assets. */
public final class LegacyWindow {

    /** A window of no length, without a trade. */
    public static final LegacyWindow EMPTY = new LegacyWindow(Instant.EPOCH, List.of(), LegacyBooks.of(List.of()));

    private final Instant start;
    private final List<MarketWindow> windows;
    private final LegacyBooks books;

    /** @param windows of one length; those of assets that are not valid are left out */
    public LegacyWindow(Instant start, List<MarketWindow> windows, LegacyBooks books) {
        this.start = start;
        this.windows = windows.stream().filter(MarketWindow::bothValid).toList();
        this.books = books;
    }

    /** Lists the markets that a filter takes, each exact pair for itself, by name. */
    public List<LegacyMarket> markets(MarketFilter filter) {
        return taken(filter)
                .map(window -> LegacyMarket.of(window.pair(), start, window.stats(), books.of(window.pair())))
                .sorted(comparing(LegacyMarket::name))
                .toList();
    }

    /** Lists the sums of the markets that a filter takes, by name. */
    public List<AggregatedMarket> aggregated(MarketFilter filter) {
        return NamedMarkets.sum(taken(filter)).entrySet().stream()
                .map(sum -> new AggregatedMarket(sum.getKey(), start, sum.getValue(), books.named(sum.getKey())))
                .toList();
    }

    private Stream<MarketWindow> taken(MarketFilter filter) {
        return windows.stream().filter(window -> filter.takes(window.pair()));
    }
}
