package org.stellarticker.ingester.orderbook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.ingester.horizon.BookReading;
import org.stellarticker.ingester.horizon.Horizon;

/**
 * Reads the order books of the markets that traded lately, the most active first. One that cannot be read keeps its last
 * summary, and holds up no other.
 */
public final class OrderBookScan implements Task {

    private static final Logger log = LoggerFactory.getLogger(OrderBookScan.class);

    /** How often to look whether there is a market, when there is none yet. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** After so many failures in a row it is not the books that fail. */
    private static final int MOST_FAILURES = 3;

    private final Horizon horizon;
    private final Database database;
    private final OrderBookStore books = new OrderBookStore();
    private final int most;
    private final Duration patience;
    private final Progress progress;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Stop stop;
    private final Set<TradePair> told = new HashSet<>();

    /**
     * @param most how many books to read each time
     * @param patience how long to wait for the first market
     */
    public OrderBookScan(
            Horizon horizon,
            Database database,
            int most,
            Duration patience,
            Progress progress,
            Clock clock,
            MeterRegistry metrics,
            Stop stop) {
        this.horizon = horizon;
        this.database = database;
        this.most = most;
        this.patience = patience;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
        this.stop = stop;
    }

    @Override
    public void run() throws InterruptedException {
        List<TradePair> due = awaitMarkets();
        int read = 0;
        int failures = 0;
        for (TradePair pair : due) {
            BookReading reading = horizon.orderBook(pair);
            switch (reading) {
                case BookReading.Book book -> {
                    save(pair, book);
                    read++;
                    failures = 0;
                }
                case BookReading.Unreadable unreadable -> skip(pair, unreadable.reason());
                case BookReading.Unanswered unanswered -> {
                    skip(pair, unanswered.reason());
                    failures++;
                }
            }
            progress.running(String.format(Locale.ROOT, "%,d", read));
            if (failures == MOST_FAILURES) {
                progress.hindered("Horizon gives no order books");
                break;
            }
        }
        log.atInfo()
                .addKeyValue("markets", due.size())
                .addKeyValue("read", read)
                .log("order books read");
    }

    /** At the first start there are no markets before the first trades are worked in. */
    private List<TradePair> awaitMarkets() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<TradePair> due = due();
        while (due.isEmpty() && System.nanoTime() < end && !stop.await(LOOK)) {
            progress.running("no market yet");
            due = due();
        }
        return due;
    }

    private List<TradePair> due() {
        return database.snapshot(tx -> books.listDue(tx, clock.instant(), most));
    }

    private void save(TradePair pair, BookReading.Book book) {
        var summary = OrderBookSummary.of(pair, book.bids(), book.asks(), clock.instant());
        database.commit(tx -> books.save(tx, summary));
        count("read");
        told.remove(pair);
    }

    private void skip(TradePair pair, String reason) {
        count("skipped");
        // One line for each market, until its book can be read again.
        if (told.add(pair)) {
            log.atWarn()
                    .addKeyValue("market", pair)
                    .addKeyValue("because", reason)
                    .log("an order book cannot be read");
        }
    }

    private void count(String outcome) {
        metrics.counter("ticker.orderbooks", "outcome", outcome).increment();
    }
}
