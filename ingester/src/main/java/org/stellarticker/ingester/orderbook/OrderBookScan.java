package org.stellarticker.ingester.orderbook;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.orderbook.OrderBookStore;

/**
 * Fetches the order books of the markets that traded lately at an interval, the most active first. A book that cannot be fetched
 * keeps its last summary and does not delay the others.
 */
public final class OrderBookScan implements Task {

    /** So many failures in a row are a fault of Horizon and not of the books. */
    static final int MAX_FAILURES = 3;

    private final BookReader reader;
    private final Database database;
    private final OrderBookStore books = new OrderBookStore();
    private final int most;
    private final Progress progress;
    private final Clock clock;
    private final Set<TradePair> unanswered = new HashSet<>();
    private final FailedBooks failed = new FailedBooks();
    private final ScanSummary summary;

    /** @param most the number of books to fetch in each run */
    public OrderBookScan(BookReader reader, Database database, int most, Progress progress, Clock clock) {
        this.reader = reader;
        this.database = database;
        this.most = most;
        this.progress = progress;
        this.clock = clock;
        this.summary = new ScanSummary(clock);
    }

    @Override
    public void run() throws InterruptedException {
        Instant startedAt = clock.instant();
        List<TradePair> due = due();
        int read = 0;
        int failures = 0;
        progress.running(due.isEmpty() ? "no market yet" : "0");
        for (TradePair pair : due) {
            if (reader.hasReadAfter(startedAt, pair)) {
                // NewBooks or BookRequests has fetched it since this scan began.
                read++;
                continue;
            }
            switch (reader.read(pair)) {
                case BookReader.Outcome.Read() -> {
                    read++;
                    failures = 0;
                    unanswered.remove(pair);
                    failed.recordSuccess(pair);
                }
                case BookReader.Outcome.Skipped(String reason) -> {
                    unanswered.remove(pair);
                    failed.recordFailure(pair, reason);
                }
                case BookReader.Outcome.Unanswered(String reason) -> {
                    failures++;
                    unanswered.add(pair);
                    failed.recordFailure(pair, reason);
                }
            }
            progress.running(String.format(Locale.ROOT, "%,d", read));
            if (failures == MAX_FAILURES) {
                progress.retrying("Horizon returns no order books");
                break;
            }
        }
        failed.logNewFailures();
        summary.add(due.size(), read);
    }

    /** Returns the books to fetch. Those that got no answer last time come last, so that they never delay all others. */
    private List<TradePair> due() {
        return database.snapshot(tx -> books.listDue(tx, clock.instant(), most)).stream()
                .sorted(Comparator.comparing(unanswered::contains))
                .toList();
    }
}
