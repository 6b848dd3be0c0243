package org.stellarticker.ingester.orderbook;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.orderbook.OrderBookStore;

/**
 * Reads the order books of the markets that traded lately again and again, the most active first. One that cannot be read keeps its last
 * summary, and holds up no other.
 */
public final class OrderBookScan implements Task {

    private static final Logger log = LoggerFactory.getLogger(OrderBookScan.class);

    /** After so many failures in a row it is not the books that fail. */
    static final int MOST_FAILURES = 3;

    private final BookReader reader;
    private final Database database;
    private final OrderBookStore books = new OrderBookStore();
    private final int most;
    private final Progress progress;
    private final Clock clock;
    private final Set<TradePair> unanswered = new HashSet<>();
    private final FailedBooks failed = new FailedBooks();

    /** @param most how many books to read each time */
    public OrderBookScan(BookReader reader, Database database, int most, Progress progress, Clock clock) {
        this.reader = reader;
        this.database = database;
        this.most = most;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        Instant begun = clock.instant();
        List<TradePair> due = due();
        int read = 0;
        int failures = 0;
        progress.running(due.isEmpty() ? "no market yet" : "0");
        for (TradePair pair : due) {
            if (reader.hasReadAfter(begun, pair)) {
                // A market that became known, or a book that was asked for: others had a hand in it.
                read++;
                continue;
            }
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
                progress.retrying("Horizon gives no order books");
                break;
            }
        }
        failed.report();
        log.atInfo()
                .addKeyValue("markets", due.size())
                .addKeyValue("read", read)
                .log("order books read");
    }

    /** Those that were not answered last time come last, lest a few that never are keep all others waiting. */
    private List<TradePair> due() {
        return database.snapshot(tx -> books.listDue(tx, clock.instant(), most)).stream()
                .sorted(Comparator.comparing(unanswered::contains))
                .toList();
    }
}
