package org.stellarticker.marketdata.listing;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetNameStore;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.PricedWindow;
import org.stellarticker.db.market.PricedWindowStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/** Reads the markets that are listed: those of two valid assets that traded more than dust in the last 7 days. */
public final class ListedMarkets {

    private final MarketStore markets = new MarketStore();
    private final PricedWindowStore windows = new PricedWindowStore();
    private final OrderBookStore books = new OrderBookStore();
    private final AssetNameStore names = new AssetNameStore();
    private final ReferenceAssets references;
    private final Duration bookMaxAge;

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
        List<TradePair> traded = markets.listWindows(tx, StoredWindow.WEEK).stream()
                .filter(MarketWindow::bothValid)
                .map(MarketWindow::pair)
                .toList();
        Map<TradePair, PricedWindow> day = windows.list(tx, begin(asOf, StoredWindow.DAY), Optional.empty()).stream()
                .collect(toMap(PricedWindow::pair, Function.identity()));
        Map<TradePair, CandlePrices> prices = prices(tx, asOf, traded, day);
        Map<TradePair, BestOffers> offers = freshOffers(tx, asOf);
        List<ListedMarket> listed = traded.stream()
                .flatMap(pair -> Optional.ofNullable(prices.get(pair)).stream()
                        .map(range -> market(
                                pair,
                                Optional.ofNullable(day.get(pair)).map(PricedWindow::stats),
                                range,
                                Optional.ofNullable(offers.get(pair)))))
                .toList();
        return new Listing(asOf, listed, names.mapTraded(tx));
    }

    private static Instant begin(Instant asOf, StoredWindow window) {
        return asOf.minus(window.length()).plus(1, ChronoUnit.MICROS);
    }

    /** The prices of 24 hours; of markets that traded nothing but dust in them the last price of 7 days. */
    private Map<TradePair, CandlePrices> prices(
            Transaction tx, Instant asOf, List<TradePair> traded, Map<TradePair, PricedWindow> day) {
        var prices = new HashMap<TradePair, CandlePrices>();
        day.values().forEach(window -> window.prices().ifPresent(range -> prices.put(window.pair(), range)));
        List<TradePair> quiet =
                traded.stream().filter(pair -> !prices.containsKey(pair)).toList();
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

    private ListedMarket market(
            TradePair stored, Optional<MarketStats> day, CandlePrices prices, Optional<BestOffers> offers) {
        TradePair quoted = references.quotes().pair(stored);
        Orientation direction = Orientation.of(quoted);
        Optional<MarketStats> turned = day.map(direction::orient);
        return new ListedMarket(
                quoted,
                turned.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO),
                turned.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO),
                direction.orient(prices),
                offers.map(direction::orient));
    }
}
