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

/** Reads one order book into its row, with the time at which it was so. One that cannot be read stays as it was. */
public final class BookReader {

    /** What came of it. */
    sealed interface Outcome {
        record Read() implements Outcome {}

        /** Horizon answered, with something that is no book. */
        record Skipped(String reason) implements Outcome {}

        /** Horizon did not answer, though it was asked again, each time later. */
        record Unanswered(String reason) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(BookReader.class);

    private final Horizon horizon;
    private final Database database;
    private final OrderBookStore books = new OrderBookStore();
    private final EventLog events = new EventLog();
    private final Clock clock;
    private final MeterRegistry metrics;

    /** When each was read last, by whomever. */
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

    /** The same for other work, which asks with its own priority. */
    public BookReader at(Horizon other) {
        return new BookReader(other, database, clock, metrics, lastRead);
    }

    /** Whether a book was read after an instant. */
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
        log.atDebug().addKeyValue("market", pair).addKeyValue("because", reason).log("an order book cannot be read");
        return outcome;
    }

    private void count(String outcome) {
        Counter.builder("ticker.orderbooks")
                .description("order books asked for, by what came of it")
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }
}
