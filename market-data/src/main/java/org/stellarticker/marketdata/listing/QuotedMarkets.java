package org.stellarticker.marketdata.listing;

import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.snapshot.SnapshotReader;

/** Reads the listed markets with their best offers; all who ask within a second share one answer. */
public final class QuotedMarkets {

    private static final Duration SHARED = Duration.ofSeconds(1);

    private final ListedMarkets listed;
    private final OrderBookStore books = new OrderBookStore();
    private final Duration bookMaxAge;
    private final LoadingCache<Boolean, Quotes> recent;

    /**
     * All listed markets at one instant.
     *
     * @param asOf the end of the 24 hours; empty as long as no windows were ever computed
     */
    public record Quotes(Optional<Instant> asOf, List<QuotedMarket> markets) {

        public Quotes {
            markets = List.copyOf(markets);
        }
    }

    /**
     * Makes a reader.
     *
     * @param bookMaxAge the age above which the offers of an order book are left out
     */
    public QuotedMarkets(SnapshotReader database, Clock clock, ReferenceAssets references, Duration bookMaxAge) {
        this.listed = new ListedMarkets(references, bookMaxAge);
        this.bookMaxAge = bookMaxAge;
        this.recent = Caffeine.newBuilder()
                .expireAfterWrite(SHARED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build(_ -> database.read(this::read));
    }

    /** Returns the markets as of at most some seconds ago; throws what the reader throws. */
    public Quotes read() {
        return recent.get(true);
    }

    private Quotes read(Transaction tx) {
        return listed.read(tx)
                .map(listing -> quotes(tx, listing))
                .orElseGet(() -> new Quotes(Optional.empty(), List.of()));
    }

    private Quotes quotes(Transaction tx, Listing listing) {
        Instant oldest = listing.asOf().minus(bookMaxAge);
        Map<TradePair, OrderBook> best = books.listBest(tx).stream()
                .filter(book -> !book.asOf().isBefore(oldest))
                .collect(toMap(OrderBook::pair, Function.identity()));
        return new Quotes(
                Optional.of(listing.asOf()),
                listing.markets().stream()
                        .map(market -> new QuotedMarket(
                                market,
                                Optional.ofNullable(best.get(market.stored())).map(market.direction()::orient)))
                        .toList());
    }
}
