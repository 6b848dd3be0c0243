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
import java.util.function.ToLongFunction;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetNameStore;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandlePrices;
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
 * computed again only for markets whose statistics or candles changed. Safe for use by many threads.
 */
public final class ListedMarkets {

    /** After more changes of candles, reading all markets is less work. */
    private static final long MOST_CHANGES = 1_000;

    private final MarketStore markets = new MarketStore();
    private final PricedWindowStore windows = new PricedWindowStore();
    private final OrderBookStore books = new OrderBookStore();
    private final CandleChangeStore changes = new CandleChangeStore();
    private final AssetNameStore names = new AssetNameStore();
    private final ReferenceAssets references;
    private final Duration bookMaxAge;
    private volatile KnownMarkets known = new KnownMarkets(0, Map.of());

    /** The prices of a market as they were computed with these sums. */
    private record Known(ListedSums sums, Optional<CandlePrices> prices) {}

    /** All markets as they were read up to a position among the changes of candles. */
    private record KnownMarkets(long position, Map<TradePair, Known> byPair) {

        /** The position of the last change of a candle of a market. */
        long candlesChanged(TradePair pair) {
            return Optional.ofNullable(byPair.get(pair))
                    .map(market -> market.sums().candlesChanged())
                    .orElse(position);
        }
    }

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
        long position = changes.position(tx);
        KnownMarkets earlier = upTo(tx, position);
        Map<TradePair, Long> madeAnew = changes.mapMarketsAfter(tx, earlier.position(), begin(asOf, StoredWindow.WEEK));
        SequencedMap<TradePair, ListedSums> sums =
                sums(tx, pair -> madeAnew.getOrDefault(pair, earlier.candlesChanged(pair)));
        Map<TradePair, Known> current = refreshed(tx, asOf, sums, earlier);
        known = new KnownMarkets(position, current);
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

    /** Returns what is known, and nothing unless the changes of candles since then are few and all still there. */
    private KnownMarkets upTo(Transaction tx, long position) {
        KnownMarkets earlier = known;
        boolean few = earlier.position() <= position && position - earlier.position() <= MOST_CHANGES;
        return few && changes.oldest(tx).orElse(1L) <= earlier.position() + 1
                ? earlier
                : new KnownMarkets(position, Map.of());
    }

    /** The stored sums of the markets that traded in 7 days. */
    private SequencedMap<TradePair, ListedSums> sums(Transaction tx, ToLongFunction<TradePair> candlesChanged) {
        Map<TradePair, MarketStats> day = stats(tx, StoredWindow.DAY);
        var sums = new LinkedHashMap<TradePair, ListedSums>();
        stats(tx, StoredWindow.WEEK)
                .forEach((pair, week) -> sums.put(
                        pair,
                        new ListedSums(Optional.ofNullable(day.get(pair)), week, candlesChanged.applyAsLong(pair))));
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

    /** Computes the prices of the markets that changed. */
    private Map<TradePair, Known> refreshed(
            Transaction tx, Instant asOf, Map<TradePair, ListedSums> sums, KnownMarkets earlier) {
        var current = new HashMap<TradePair, Known>();
        var changed = new ArrayList<TradePair>();
        sums.forEach((pair, now) -> {
            Known before = earlier.byPair().get(pair);
            if (before != null && before.sums().equals(now)) {
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
