package org.stellarticker.marketdata.listing;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetNameStore;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.candle.StoredDustFloor;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.PricedWindowStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/**
 * Reads the markets that are listed: those of two valid assets that traded more than dust in the last 7 days. Prices are
 * computed again only for markets whose statistics or dust floor changed. Safe for use by many threads.
 */
public final class ListedMarkets {

    private final MarketStore markets = new MarketStore();
    private final PricedWindowStore windows = new PricedWindowStore();
    private final OrderBookStore books = new OrderBookStore();
    private final DustFloorStore floors = new DustFloorStore();
    private final AssetNameStore names = new AssetNameStore();
    private final ReferenceAssets references;
    private final Duration bookMaxAge;
    private volatile Map<TradePair, Known> known = Map.of();

    /** The prices of a market as they were computed with these sums. */
    private record Known(ListedSums sums, Optional<CandlePrices> prices) {}

    /**
     * Makes a reader.
     *
     * @param bookMaxAge the age above which the offers of an order book are left out
     */
    public ListedMarkets(ReferenceAssets references, Duration bookMaxAge) {
        this.references = references;
        this.bookMaxAge = bookMaxAge;
    }

    /**
     * Reads all listed markets as of the stored windows' instant, so that every copy of a program lists the same.
     *
     * @param tx a snapshot
     * @return empty as long as no windows were ever computed
     */
    public Optional<Listing> read(Transaction tx) {
        return markets.findSnapshot(tx).map(snapshot -> read(tx, snapshot.asOf()));
    }

    private Listing read(Transaction tx, Instant asOf) {
        SequencedMap<TradePair, ListedSums> sums = sums(tx);
        Map<TradePair, Known> current = refreshed(tx, asOf, sums);
        known = current;
        Map<TradePair, BestOffers> offers = freshOffers(tx, asOf);
        var listed = new ArrayList<ListedMarket>();
        for (TradePair pair : sums.keySet()) {
            Known market = Objects.requireNonNull(current.get(pair));
            market.prices()
                    .map(prices -> market(pair, market.sums(), prices, Optional.ofNullable(offers.get(pair))))
                    .ifPresent(listed::add);
        }
        return new Listing(asOf, listed, names.mapTraded(tx));
    }

    /** The stored sums of the markets that traded in 7 days. */
    private SequencedMap<TradePair, ListedSums> sums(Transaction tx) {
        Optional<StoredDustFloor> floor = floors.find(tx);
        Map<TradePair, MarketStats> day = stats(tx, StoredWindow.DAY);
        var sums = new LinkedHashMap<TradePair, ListedSums>();
        stats(tx, StoredWindow.WEEK)
                .forEach((pair, week) ->
                        sums.put(pair, new ListedSums(Optional.ofNullable(day.get(pair)), week, floor)));
        return sums;
    }

    /** The stored sums of the markets of two valid assets, in the order of their pairs' assets. */
    private SequencedMap<TradePair, MarketStats> stats(Transaction tx, StoredWindow window) {
        var stats = new LinkedHashMap<TradePair, MarketStats>();
        markets.listWindows(tx, window).stream()
                .filter(MarketWindow::bothValid)
                .forEach(market -> stats.put(market.pair(), market.stats()));
        return stats;
    }

    /** Computes the prices of the markets whose sums changed; other trades would have other sums. */
    private Map<TradePair, Known> refreshed(Transaction tx, Instant asOf, Map<TradePair, ListedSums> sums) {
        Map<TradePair, Known> earlier = known;
        var current = new HashMap<TradePair, Known>();
        var changed = new ArrayList<TradePair>();
        sums.forEach((pair, now) -> {
            Known before = earlier.get(pair);
            if (before != null && before.sums().stillHold(now)) {
                current.put(pair, before);
            } else {
                changed.add(pair);
            }
        });
        Map<TradePair, CandlePrices> prices = changed.isEmpty() ? Map.of() : prices(tx, asOf, changed);
        sums.forEach((pair, now) ->
                current.computeIfAbsent(pair, _ -> new Known(now, Optional.ofNullable(prices.get(pair)))));
        return Map.copyOf(current);
    }

    private static Instant begin(Instant asOf, StoredWindow window) {
        return asOf.minus(window.length()).plus(1, ChronoUnit.MICROS);
    }

    /** The prices of 24 hours; of markets that traded nothing but dust in them the last price of 7 days. */
    private Map<TradePair, CandlePrices> prices(Transaction tx, Instant asOf, List<TradePair> pairs) {
        var prices = new HashMap<TradePair, CandlePrices>();
        windows.list(tx, begin(asOf, StoredWindow.DAY), Optional.empty(), pairs)
                .forEach(window -> window.prices().ifPresent(range -> prices.put(window.pair(), range)));
        List<TradePair> quiet =
                pairs.stream().filter(pair -> !prices.containsKey(pair)).toList();
        windows.list(tx, begin(asOf, StoredWindow.WEEK), Optional.empty(), quiet)
                .forEach(window -> window.prices()
                        .map(CandlePrices::close)
                        .ifPresent(close -> prices.put(window.pair(), new CandlePrices(close, close, close, close))));
        return prices;
    }

    private Map<TradePair, BestOffers> freshOffers(Transaction tx, Instant asOf) {
        Instant oldest = asOf.minus(bookMaxAge);
        return books.list(tx).stream()
                .filter(book -> !book.asOf().isBefore(oldest))
                .collect(toMap(
                        OrderBookSummary::pair, book -> new BestOffers(book.bestBid(), book.bestAsk(), book.asOf())));
    }

    private ListedMarket market(TradePair stored, ListedSums sums, CandlePrices prices, Optional<BestOffers> offers) {
        TradePair quoted = references.quotes().pair(stored);
        Orientation direction = Orientation.of(quoted);
        Optional<MarketStats> turned = sums.day().map(direction::orient);
        return new ListedMarket(
                quoted,
                turned.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO),
                turned.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO),
                direction.orient(prices),
                offers.map(direction::orient),
                sums);
    }
}
