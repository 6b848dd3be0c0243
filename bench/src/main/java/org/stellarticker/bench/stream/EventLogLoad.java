package org.stellarticker.bench.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Several writers that store trades at once, with or without their events: what the log's one position row costs. */
final class EventLogLoad {

    private static final int WRITERS = 4;
    private static final int BATCH = 100;

    private final Database database;
    private final TradeStore store;
    private final EventLog events = new EventLog();
    private final AtomicLong ledgers = new AtomicLong(1_000_000);

    EventLogLoad(Database database) {
        this.database = database;
        this.store = new TradeStore(database);
    }

    /**
     * What was measured.
     *
     * @param commits milliseconds of a transaction of 100 trades
     */
    record Load(double tradesPerSecond, Latencies commits) {}

    /**
     * Stores trades for some time.
     *
     * @param logged whether events are logged, too
     * @param tradesPerSecond of all writers together; 0 for as many as they can
     */
    Load run(boolean logged, int tradesPerSecond, Duration time) throws Exception {
        var results = new ArrayList<Future<Latencies>>();
        long begin = System.nanoTime();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                Callable<Latencies> work = () -> write(logged, tradesPerSecond, begin + time.toNanos());
                results.add(writers.submit(work));
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        var commits = new Latencies();
        for (Future<Latencies> result : results) {
            commits.addAll(result.get());
        }
        return new Load(commits.count() * BATCH / seconds, commits);
    }

    private Latencies write(boolean logged, int tradesPerSecond, long end) {
        var commits = new Latencies();
        long due = System.nanoTime();
        while (System.nanoTime() < end) {
            if (tradesPerSecond > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
                due += WRITERS * BATCH * 1_000_000_000L / tradesPerSecond;
            }
            long ledger = ledgers.incrementAndGet();
            List<Trade> batch = IntStream.range(0, BATCH)
                    .mapToObj(index -> GeneratedTrade.of(ledger, index))
                    .toList();
            long start = System.nanoTime();
            database.commit(tx -> {
                var stored = store.insert(tx, batch, TradeSource.STREAM);
                if (logged) {
                    stored.events(EventKind.TRADES_STORED).forEach(event -> events.append(tx, event));
                }
            });
            commits.add(System.nanoTime() - start);
        }
        return commits;
    }
}
