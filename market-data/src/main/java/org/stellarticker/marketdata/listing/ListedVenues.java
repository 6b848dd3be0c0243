package org.stellarticker.marketdata.listing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.market.PricedWindowStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.market.VenueWindow;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.reference.UsdBridge;

/**
 * Reads the venues of listed markets: the order book of each, and its pools. The sums of a market's venues are read again
 * only when the statistics or the candles of the market changed, because they come from raw trades.
 */
public final class ListedVenues {

    private final PricedWindowStore windows = new PricedWindowStore();
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final OrderBookStore books = new OrderBookStore();
    private final UsdBridge bridge;
    private Map<TradePair, Known> known = Map.of();

    /** The venues of a market as they were read with these sums. */
    private record Known(ListedSums sums, List<VenueWindow> venues) {}

    public ListedVenues(UsdBridge bridge) {
        this.bridge = bridge;
    }

    /**
     * Reads the venues of all listed markets, in their order, each market's book before its pools.
     *
     * @param tx the snapshot in which the listing was read
     */
    public List<ListedVenue> read(Transaction tx, Listing listing) {
        refresh(tx, listing);
        var liquidity = new Liquidity(bridge.read(tx, listing.asOf()));
        Map<TradePair, List<LiquidityPool>> poolsByPair =
                pools.list(tx).stream().collect(groupingBy(LiquidityPool::pair));
        Map<TradePair, OrderBookSummary> booksByPair =
                books.list(tx).stream().collect(toMap(OrderBookSummary::pair, Function.identity()));
        var venues = new ArrayList<ListedVenue>();
        for (ListedMarket market : listing.markets()) {
            TradePair stored = market.stored();
            Map<String, VenueWindow> traded = traded(stored);
            Price last = market.direction().orient(market.prices().close());
            Optional<BigDecimal> bookValue = market.offers()
                    .flatMap(_ -> Optional.ofNullable(booksByPair.get(stored)))
                    .flatMap(book -> liquidity.of(book, last));
            venues.add(venue(market, Optional.empty(), Optional.ofNullable(traded.remove("")), last, bookValue));
            Map<String, LiquidityPool> stillThere = poolsByPair.getOrDefault(stored, List.of()).stream()
                    .collect(toMap(LiquidityPool::id, Function.identity()));
            var ids = new TreeMap<String, Optional<VenueWindow>>();
            stillThere.keySet().forEach(id -> ids.put(id, Optional.empty()));
            traded.forEach((id, window) -> ids.put(id, Optional.of(window)));
            ids.forEach((id, window) -> {
                Optional<LiquidityPool> pool = Optional.ofNullable(stillThere.get(id));
                Price reserves = pool.flatMap(ListedVenues::price).orElse(last);
                venues.add(venue(market, Optional.of(id), window, reserves, pool.flatMap(liquidity::of)));
            });
        }
        return venues;
    }

    /** Reads the venues of the markets whose statistics, or candles, changed. */
    private void refresh(Transaction tx, Listing listing) {
        var current = new HashMap<TradePair, Known>();
        var changed = new ArrayList<TradePair>();
        for (ListedMarket market : listing.markets()) {
            Known before = known.get(market.stored());
            if (before != null && before.sums().equals(market.sums())) {
                current.put(market.stored(), before);
            } else if (market.baseVolume().signum() > 0
                    || market.counterVolume().signum() > 0) {
                changed.add(market.stored());
            }
        }
        Instant from = listing.asOf().minus(StoredWindow.DAY.length()).plus(1, ChronoUnit.MICROS);
        Map<TradePair, List<VenueWindow>> read = changed.isEmpty()
                ? Map.of()
                : windows.listVenues(tx, from, Optional.empty(), changed).stream()
                        .collect(groupingBy(VenueWindow::pair));
        listing.markets().stream()
                .filter(market -> read.containsKey(market.stored()))
                .forEach(market -> current.put(
                        market.stored(), new Known(market.sums(), Objects.requireNonNull(read.get(market.stored())))));
        known = Map.copyOf(current);
    }

    /** The venues of a market that traded, by pool; the order book has an empty id. */
    private Map<String, VenueWindow> traded(TradePair stored) {
        Known venues = known.get(stored);
        var byPool = new HashMap<String, VenueWindow>();
        if (venues != null) {
            venues.venues().forEach(venue -> byPool.put(venue.poolId().orElse(""), venue));
        }
        return byPool;
    }

    /** Counter per base before the fee; empty when the pool is empty. */
    private static Optional<Price> price(LiquidityPool pool) {
        return pool.baseReserve().stroops() == 0 || pool.counterReserve().stroops() == 0
                ? Optional.empty()
                : Optional.of(new Price(
                        pool.counterReserve().stroops(), pool.baseReserve().stroops()));
    }

    private static ListedVenue venue(
            ListedMarket market,
            Optional<String> poolId,
            Optional<VenueWindow> traded,
            Price otherwise,
            Optional<BigDecimal> liquidity) {
        Orientation direction = market.direction();
        Optional<MarketStats> stats =
                traded.map(venue -> direction.orient(venue.window().stats()));
        Optional<CandlePrices> prices =
                traded.flatMap(venue -> venue.window().prices()).map(direction::orient);
        return new ListedVenue(
                market,
                poolId,
                stats.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO),
                stats.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO),
                prices.map(CandlePrices::close).orElseGet(() -> direction.orient(otherwise)),
                prices,
                liquidity);
    }
}
