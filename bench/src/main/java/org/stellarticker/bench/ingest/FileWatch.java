package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the time from a ledger's emission until {@code markets.json} shows it, by polling both ends every few milliseconds.
 * A ledger counts as emitted at the last poll that did not see it.
 */
final class FileWatch {

    private static final long BETWEEN_LOOKS_MS = 5;
    private static final Pattern CLOSE_TIME = Pattern.compile("\"ledger_close_time\": *\"([^\"]*)\"");

    private record Emitted(Instant closeTime, long since) {}

    private final PlayedHorizon horizon;
    private final ServedFiles files;
    private final Deque<Emitted> waiting = new ArrayDeque<>();
    private Optional<Instant> newest = Optional.empty();

    FileWatch(PlayedHorizon horizon, ServedFiles files) {
        this.horizon = horizon;
        this.files = files;
    }

    /** Watches for a length of time and returns the milliseconds of each ledger, sorted. */
    double[] watch(Duration lasting, LedgerWatch.Aside eachSecond) throws IOException, InterruptedException {
        List<Double> latencies = new ArrayList<>();
        long begin = System.nanoTime();
        long nextAside = begin;
        long lastLook = begin;
        waiting.clear();
        newest = newestLedger();
        while (System.nanoTime() - begin < lasting.toNanos()) {
            long look = System.nanoTime();
            Optional<Instant> now = newestLedger();
            if (now.isPresent() && !now.equals(newest)) {
                waiting.add(new Emitted(now.get(), lastLook));
                newest = now;
            }
            lastLook = look;
            Optional<Instant> shown = files.newestTrade();
            long seen = System.nanoTime();
            while (shown.isPresent()
                    && !waiting.isEmpty()
                    && !waiting.getFirst().closeTime().isAfter(shown.get())) {
                latencies.add((seen - waiting.removeFirst().since()) / 1e6);
            }
            if (seen > nextAside) {
                eachSecond.run();
                nextAside += TimeUnit.SECONDS.toNanos(1);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        }
        return latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private Optional<Instant> newestLedger() throws IOException, InterruptedException {
        var page = new String(horizon.page("order=desc&limit=1"), java.nio.charset.StandardCharsets.US_ASCII);
        Matcher time = CLOSE_TIME.matcher(page);
        return time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty();
    }
}
