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

/** Reads the order books of markets that became known, each once and at once; {@link OrderBookScan} keeps them fresh. */
public final class NewBooks implements Task {

    /** When a book that could not be read is asked for again. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    /** How long a Horizon that gives no books is left alone. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** At a time, so that those that become known meanwhile have their turn by how much they trade. */
    private static final int SOME = 20;

    private final BookReader reader;
    private final Database database;
    private final Progress progress;
    private final Clock clock;
    private final OrderBookStore books = new OrderBookStore();
    private final FailedBooks failed = new FailedBooks();
    private final Map<TradePair, Instant> again = new HashMap<>();
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
        while (!due.isEmpty() && failures < OrderBookScan.MOST_FAILURES) {
            for (TradePair pair : due) {
                failures = failures < OrderBookScan.MOST_FAILURES ? read(pair, failures) : failures;
            }
            due = due();
        }
        if (failures == OrderBookScan.MOST_FAILURES) {
            pausedUntil = clock.instant().plus(PAUSE);
            progress.retrying("Horizon gives no order books");
        } else {
            progress.running(String.format(Locale.ROOT, "%,d read", read));
        }
        failed.report();
    }

    /** @return how many in a row were not answered */
    private int read(TradePair pair, int failures) throws InterruptedException {
        int unanswered = switch (reader.read(pair)) {
            case BookReader.Outcome.Read() -> {
                read++;
                failed.read(pair);
                yield 0;
            }
            case BookReader.Outcome.Skipped(String reason) -> {
                askAgainLater(pair, reason);
                yield failures;
            }
            case BookReader.Outcome.Unanswered(String reason) -> {
                askAgainLater(pair, reason);
                yield failures + 1;
            }
        };
        progress.running(String.format(Locale.ROOT, "%,d read", read));
        return unanswered;
    }

    private void askAgainLater(TradePair pair, String reason) {
        failed.failed(pair, reason);
        again.put(pair, clock.instant().plus(AGAIN));
    }

    private List<TradePair> due() {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            return List.of();
        }
        again.values().removeIf(time -> !time.isAfter(now));
        return database.snapshot(tx -> books.listNeverRead(tx, SOME + again.size())).stream()
                .filter(pair -> !again.containsKey(pair))
                .limit(SOME)
                .toList();
    }
}
