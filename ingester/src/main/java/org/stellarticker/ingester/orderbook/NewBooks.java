package org.stellarticker.ingester.orderbook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.orderbook.OrderBookStore;

/** Fetches the order book of each new market once and without delay; {@link OrderBookScan} keeps all books fresh. */
public final class NewBooks implements Task {

    /** The pause before a book that could not be fetched is tried again. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    /** The pause after several books in a row got no answer. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Bounds a batch, so that markets that become known meanwhile get their turn by activity. */
    private static final int BATCH_SIZE = 20;

    private final BookReader reader;
    private final Database database;
    private final Progress progress;
    private final Clock clock;
    private final OrderBookStore books = new OrderBookStore();
    private final FailedBooks failed = new FailedBooks();
    private final Map<TradePair, Instant> retryAt = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;
    private int read;

    public NewBooks(BookReader reader, Database database, Progress progress, Clock clock) {
        this.reader = reader;
        this.database = database;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        int failures = 0;
        List<TradePair> due = due();
        while (!due.isEmpty() && failures < OrderBookScan.MAX_FAILURES) {
            for (TradePair pair : due) {
                failures = failures < OrderBookScan.MAX_FAILURES ? read(pair, failures) : failures;
            }
            due = due();
        }
        if (failures == OrderBookScan.MAX_FAILURES) {
            pausedUntil = clock.instant().plus(PAUSE);
            progress.retrying("Horizon returns no order books");
        } else {
            progress.running(String.format(Locale.ROOT, "%,d read", read));
        }
        failed.logNewFailures();
    }

    /** Fetches a book and returns how many in a row were not answered. */
    private int read(TradePair pair, int failures) throws InterruptedException {
        int unanswered = switch (reader.read(pair)) {
            case BookReader.Outcome.Read() -> {
                read++;
                failed.recordSuccess(pair);
                yield 0;
            }
            case BookReader.Outcome.Skipped(String reason) -> {
                retryLater(pair, reason);
                yield failures;
            }
            case BookReader.Outcome.Unanswered(String reason) -> {
                retryLater(pair, reason);
                yield failures + 1;
            }
        };
        progress.running(String.format(Locale.ROOT, "%,d read", read));
        return unanswered;
    }

    private void retryLater(TradePair pair, String reason) {
        failed.recordFailure(pair, reason);
        retryAt.put(pair, clock.instant().plus(RETRY_AFTER));
    }

    private List<TradePair> due() {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            return List.of();
        }
        retryAt.values().removeIf(time -> !time.isAfter(now));
        return database.snapshot(tx -> books.listNeverRead(tx, BATCH_SIZE + retryAt.size())).stream()
                .filter(pair -> !retryAt.containsKey(pair))
                .limit(BATCH_SIZE)
                .toList();
    }
}
