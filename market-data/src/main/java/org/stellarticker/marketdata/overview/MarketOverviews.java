package org.stellarticker.marketdata.overview;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.overview.MarketSort.Position;

/** All markets that traded in a window. */
public final class MarketOverviews {

    private final Instant from;
    private final Instant asOf;
    private final WindowCoverage coverage;
    private final List<MarketOverview> markets;
    private final Map<MarketSort, List<Positioned>> sorted = new ConcurrentHashMap<>();

    private record Positioned(Position position, MarketOverview market) {}

    /** A page of the list; {@code next} is the last market's position, and empty when no market follows. */
    public record Page(List<MarketOverview> markets, Optional<Position> next) {}

    /**
     * Makes a list.
     *
     * @param from the window's begin; a trade at just that instant does not count
     * @param asOf the window's end
     * @param coverage which of the window's time is fetched; that of its audits is of no market
     */
    MarketOverviews(Instant from, Instant asOf, WindowCoverage coverage, List<MarketOverview> markets) {
        this.from = from;
        this.asOf = asOf;
        this.coverage = coverage;
        this.markets = List.copyOf(markets);
    }

    public Instant from() {
        return from;
    }

    public Instant asOf() {
        return asOf;
    }

    public WindowCoverage coverage() {
        return coverage;
    }

    /** Returns all markets, in no certain order. */
    public List<MarketOverview> all() {
        return markets;
    }

    /**
     * Returns a page of the list.
     *
     * @param after the position behind which the page begins; empty for the first
     * @param limit the largest number of markets, above 0
     */
    public Page page(MarketSort sort, Optional<Position> after, int limit) {
        List<Positioned> all = sorted.computeIfAbsent(sort, this::sort);
        int begin = after.map(position -> firstAfter(all, position)).orElse(0);
        int end = Math.min(all.size(), begin + limit);
        return new Page(
                all.subList(begin, end).stream().map(Positioned::market).toList(),
                end < all.size() ? Optional.of(all.get(end - 1).position()) : Optional.empty());
    }

    private List<Positioned> sort(MarketSort sort) {
        return markets.stream()
                .map(market -> new Positioned(sort.position(market), market))
                .sorted(Comparator.comparing(Positioned::position))
                .toList();
    }

    private static int firstAfter(List<Positioned> all, Position position) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).position().compareTo(position) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
