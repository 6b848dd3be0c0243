package org.stellarticker.ingester.orderbook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
import org.stellarticker.ingester.horizon.OrderBookResult;

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
    private final MeterRegistry metrics;

    /** When each book was last stored by any of the readers. */
    private final Map<TradePair, Instant> lastRead;

    public BookReader(Horizon horizon, Database database, Clock clock, MeterRegistry metrics) {
        this(horizon, database, clock, metrics, new ConcurrentHashMap<>());
    }

    private BookReader(
            Horizon horizon, Database database, Clock clock, MeterRegistry metrics, Map<TradePair, Instant> lastRead) {
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
        OrderBookResult result = horizon.orderBook(pair);
        return switch (result) {
            case OrderBookResult.Book book -> save(pair, book);
            case OrderBookResult.Unreadable(String reason) -> skip(pair, reason, new Outcome.Skipped(reason));
            case OrderBookResult.Unanswered(String reason) -> skip(pair, reason, new Outcome.Unanswered(reason));
        };
    }

    private Outcome save(TradePair pair, OrderBookResult.Book book) {
        var read = new OrderBook(pair, book.bids(), book.asks(), clock.instant());
        database.commit(tx -> books.save(tx, read)
                .ifPresent(changed -> events.append(
                        tx,
                        new Event(EventKind.BOOKS_CHANGED, new TreeSet<>(List.of(changed)), Optional.empty(), ""))));
        lastRead.put(pair, read.asOf());
        count("read");
        return new Outcome.Read();
    }

    private Outcome skip(TradePair pair, String reason, Outcome outcome) {
        count("skipped");
        log.atDebug().addKeyValue("market", pair).addKeyValue("reason", reason).log("order book skipped");
        return outcome;
    }

    private void count(String outcome) {
        Counter.builder("ticker.orderbooks")
                .description("Order books requested, by outcome")
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }
}
