package org.stellarticker.graphqlserver.listing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.OrderBooks;
import org.stellarticker.marketdata.listing.Symbols;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/** Reads the pair that a request names, and what there is of it. */
final class ListedPair {

    static final int HTTP_NOT_FOUND = 404;

    private final ReferenceAssets references;
    private final Duration bookMaxAge;
    private final MarketStore markets = new MarketStore();
    private final OrderBooks books = new OrderBooks();

    ListedPair(ReferenceAssets references, Duration bookMaxAge) {
        this.references = references;
        this.bookMaxAge = bookMaxAge;
    }

    /** Reads a pair in any of the forms that the files show, in the direction of its name. */
    TradePair read(RequestParameters in, String name) {
        String text = in.text(name).required();
        try {
            return Symbols.parse(text, references.verified());
        } catch (IllegalArgumentException noPair) {
            in.fault(name, "a pair as the list of pairs shows it, such as XLM_USDC");
            throw noPair;
        }
    }

    /**
     * Reads something of a market in a snapshot.
     *
     * @throws RequestException when nothing was ever known of the market
     */
    <T> T known(LiveDatabase database, TradePair pair, Database.Work<T> work) throws RequestException {
        TradePair stored = pair.isNormalised() ? pair : pair.turned();
        Optional<T> found = database.snapshot(
                tx -> markets.find(tx, stored).isPresent() ? Optional.of(work.run(tx)) : Optional.empty());
        return found.orElseThrow(() -> new RequestException(
                HTTP_NOT_FOUND, "expected a pair that has traded, found " + Symbols.explicit(pair)));
    }

    /** Returns the order book; an empty one when it was never read, or too long ago. */
    OrderBook book(Transaction tx, TradePair pair, Instant now) {
        Optional<OrderBook> found = books.find(tx, pair);
        Instant oldest = now.minus(bookMaxAge);
        return found.filter(book -> !book.asOf().isBefore(oldest))
                .orElseGet(() -> new OrderBook(
                        pair, List.of(), List.of(), found.map(OrderBook::asOf).orElse(now)));
    }
}
