package org.stellarticker.ingester.orderbook;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Database;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.read.OrderBookLevels;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Fetches an order book and stores it with the time of the fetch. A book that cannot be fetched keeps its last values. */
public final class BookReader {

    /** The result of fetching a book. */
    sealed interface Outcome {
        record Read() implements Outcome {}

        /** Horizon answered, but not with a readable book. */
        record Skipped(String reason) implements Outcome {}

        /** Horizon did not answer, not even after retries. */
        record Unanswered(String reason) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(BookReader.class);

    private final Horizon horizon;
    private final Database database;
    private final OrderBookStore books = new OrderBookStore();
    private final EventLog events = new EventLog();
    private final Clock clock;
    private final IngesterMetrics metrics;

    /** When each book was last stored by any of the readers. */
    private final Map<TradePair, Instant> lastRead;

    public BookReader(Horizon horizon, Database database, Clock clock, IngesterMetrics metrics) {
        this(horizon, database, clock, metrics, new ConcurrentHashMap<>());
    }

    private BookReader(
            Horizon horizon,
            Database database,
            Clock clock,
            IngesterMetrics metrics,
            Map<TradePair, Instant> lastRead) {
        this.horizon = horizon;
        this.database = database;
        this.clock = clock;
        this.metrics = metrics;
        this.lastRead = lastRead;
    }

    /** Returns a reader for other work, with its own request priority and the same record of fetches. */
    public BookReader at(Horizon other) {
        return new BookReader(other, database, clock, metrics, lastRead);
    }

    /** Returns whether a book was stored after an instant. */
    boolean hasReadAfter(Instant instant, TradePair pair) {
        return lastRead.getOrDefault(pair, Instant.MIN).isAfter(instant);
    }

    Outcome read(TradePair pair) throws InterruptedException {
        return switch (horizon.orderBooks().tryRead(pair)) {
            case Result.Success(var levels) -> save(pair, levels);
            case Result.Failure(var cause, var reason) ->
                skip(
                        pair,
                        reason,
                        switch (cause) {
                            case REFUSED -> new Outcome.Skipped(reason);
                            case UNANSWERED -> new Outcome.Unanswered(reason);
                        });
        };
    }

    private Outcome save(TradePair pair, OrderBookLevels book) {
        var read = new OrderBook(pair, book.bids(), book.asks(), clock.instant());
        database.commit(tx -> books.save(tx, read)
                .ifPresent(changed -> events.append(
                        tx,
                        new Event(EventKind.BOOKS_CHANGED, new TreeSet<>(List.of(changed)), Optional.empty(), ""))));
        lastRead.put(pair, read.asOf());
        metrics.orderBookRead();
        return new Outcome.Read();
    }

    private Outcome skip(TradePair pair, String reason, Outcome outcome) {
        metrics.orderBookSkipped();
        log.atDebug().addKeyValue("market", pair).addKeyValue("reason", reason).log("order book skipped");
        return outcome;
    }
}
