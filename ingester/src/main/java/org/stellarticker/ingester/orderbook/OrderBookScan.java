package org.stellarticker.ingester.orderbook;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.orderbook.OrderBookStore;

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

    private final BookReader reader;
    private final Database database;
    private final OrderBookStore books = new OrderBookStore();
    private final int most;
    private final Duration patience;
    private final Progress progress;
    private final Clock clock;
    private final Stop stop;
    private final Set<TradePair> unanswered = new HashSet<>();
    private final FailedBooks failed = new FailedBooks();

    /**
     * @param most how many books to read each time
     * @param patience how long to wait for the first market
     */
    public OrderBookScan(
            BookReader reader,
            Database database,
            int most,
            Duration patience,
            Progress progress,
            Clock clock,
            Stop stop) {
        this.reader = reader;
        this.database = database;
        this.most = most;
        this.patience = patience;
        this.progress = progress;
        this.clock = clock;
        this.stop = stop;
    }

    @Override
    public void run() throws InterruptedException {
        List<TradePair> due = awaitMarkets();
        int read = 0;
        int failures = 0;
        for (TradePair pair : due) {
            switch (reader.read(pair)) {
                case BookReader.Outcome.Read() -> {
                    read++;
                    failures = 0;
                    unanswered.remove(pair);
                    failed.read(pair);
                }
                case BookReader.Outcome.Skipped(String reason) -> {
                    unanswered.remove(pair);
                    failed.failed(pair, reason);
                }
                case BookReader.Outcome.Unanswered(String reason) -> {
                    failures++;
                    unanswered.add(pair);
                    failed.failed(pair, reason);
                }
            }
            progress.running(String.format(Locale.ROOT, "%,d", read));
            if (failures == MOST_FAILURES) {
                progress.hindered("Horizon gives no order books");
                break;
            }
        }
        failed.news().ifPresent(OrderBookScan::tell);
        log.atInfo()
                .addKeyValue("markets", due.size())
                .addKeyValue("read", read)
                .log("order books read");
    }

    private static void tell(FailedBooks.News news) {
        log.atWarn()
                .addKeyValue("books", news.books())
                .addKeyValue("first", news.first())
                .addKeyValue("because", news.reason())
                .log("order books cannot be read, and stay as they were; they are asked for again at the next scan");
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

    /** Those that were not answered last time come last, lest a few that never are keep all others waiting. */
    private List<TradePair> due() {
        return database.snapshot(tx -> books.listDue(tx, clock.instant(), most)).stream()
                .sorted(Comparator.comparing(unanswered::contains))
                .toList();
    }
}
