package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;

/**
 * Measures the time from a ledger's emission until all of it is stored, by polling both ends every few milliseconds. A
 * ledger counts as emitted at the last poll that did not see it, so that no latency is too short.
 */
final class LedgerWatch {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

    private record Emitted(TradeId upTo, long since) {}

    /** A ledger with trades, and the milliseconds from its emission until they were stored. */
    record Latency(long ledger, double milliseconds) {}

    private final PlayedHorizon horizon;
    private final StorageWatch stored;
    private final Deque<Emitted> waiting = new ArrayDeque<>();
    private final List<Latency> latencies = new ArrayList<>();
    private String newest;

    LedgerWatch(PlayedHorizon horizon, StorageWatch stored) throws IOException, InterruptedException, SQLException {
        this.horizon = horizon;
        this.stored = stored;
        this.newest = horizon.newestTrade();
        stored.listen();
    }

    /** A task that runs at intervals meanwhile. */
    @FunctionalInterface
    interface Aside {
        void run() throws IOException;
    }

    /** Watches for a length of time, and until the last ledger is stored. */
    List<Latency> watch(Duration lasting, Aside eachSecond) throws IOException, InterruptedException, SQLException {
        long begin = System.nanoTime();
        long nextAside = begin;
        long lastLook = begin;
        while (System.nanoTime() - begin < lasting.toNanos()) {
            long look = System.nanoTime();
            lookForLedger(lastLook);
            lastLook = look;
            stored.awaitChange(BETWEEN_LOOKS);
            lookForStored();
            if (System.nanoTime() > nextAside) {
                eachSecond.run();
                nextAside += 1_000_000_000L;
            }
        }
        return List.copyOf(latencies);
    }

    private void lookForLedger(long notThereAt) throws IOException, InterruptedException {
        String now = horizon.newestTrade();
        if (!now.equals(newest)) {
            newest = now;
            waiting.add(new Emitted(TradeId.parse(now), notThereAt));
        }
    }

    private void lookForStored() throws SQLException {
        Optional<TradeId> upTo = waiting.isEmpty() ? Optional.empty() : stored.newest();
        long now = System.nanoTime();
        while (upTo.isPresent()
                && !waiting.isEmpty()
                && waiting.getFirst().upTo().compareTo(upTo.get()) <= 0) {
            Emitted ledger = waiting.removeFirst();
            latencies.add(new Latency(ledger.upTo().ledger().value(), (now - ledger.since()) / 1e6));
        }
    }

    /** Returns the milliseconds since the oldest ledger that is not stored was emitted; 0 when there is none. */
    double behind() {
        return waiting.isEmpty() ? 0 : (System.nanoTime() - waiting.getFirst().since()) / 1e6;
    }

    /** Returns the latencies of ledgers with at least this many trades, and fewer than twice as many. */
    static double[] ofSize(List<Latency> latencies, Map<Long, Integer> sizes, int size) {
        return latencies.stream()
                .filter(latency -> {
                    int trades = sizes.getOrDefault(latency.ledger(), 0);
                    return trades >= size && trades < 2 * size;
                })
                .mapToDouble(Latency::milliseconds)
                .sorted()
                .toArray();
    }
}
