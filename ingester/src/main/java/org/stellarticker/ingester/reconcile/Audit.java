package org.stellarticker.ingester.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.Database;
import org.stellarticker.db.audit.AuditState;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.trade.AcknowledgementStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.trade.TradeWriter;

/**
 * Proves that the stored trades are the trades that Horizon reports: reads them a second time, adds the missing ones, and decides
 * for each hour whether both agree.
 */
public final class Audit implements Follower {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final Database database;
    private final AuditReader reader;
    private final AuditRetry retry;
    private final Duration pause;
    private final Progress progress;
    private final Clock clock;
    private final AuditWindowStore windows = new AuditWindowStore();
    private final AcknowledgementStore acknowledgements = new AcknowledgementStore();
    private final IngesterMetrics metrics;
    private long acknowledgedHours;
    private final Map<AuditState, Long> counts = new ConcurrentHashMap<>();

    /** @param delay how far the second pass stays behind the newest ledger */
    public Audit(
            Horizon horizon,
            Database database,
            TradeWriter writer,
            Duration delay,
            WorkContext work,
            IngesterMetrics metrics) {
        this.database = database;
        this.progress = work.progress();
        this.clock = work.clock();
        // A pause of half the delay lets pages fill up, which saves requests.
        Duration half = delay.dividedBy(2);
        this.pause = half.compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : half.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : half;
        var repository = new AuditRepository(database, writer, work.clock(), metrics);
        this.reader = new AuditReader(horizon, repository, delay, work.clock());
        this.retry = new AuditRetry(horizon, repository, delay, reader::reached);
        this.metrics = metrics;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        long reportedAt = Long.MIN_VALUE;
        while (!stop.requested()) {
            boolean more = reader.step();
            more |= retry.step();
            long now = System.nanoTime();
            if (!more || now - reportedAt > SHORTEST_PAUSE.toNanos()) {
                report(more);
                reportedAt = now;
            }
            if (!more) {
                stop.await(pause);
            }
        }
    }

    private void report(boolean more) {
        counts.putAll(database.snapshot(windows::countStates));
        metrics.auditWindows(counts);
        acknowledgedHours = database.snapshot(acknowledgements::countHours);
        metrics.rejectedTradesAcknowledged(
                database.snapshot(acknowledgements::count).acknowledged());
        String detail = summary();
        if (counts.getOrDefault(AuditState.DISAGREED, 0L) > acknowledgedHours) {
            progress.degraded(detail
                    + database.snapshot(windows::findDisagreed)
                            .map(window -> "; hour " + window.hour() + ": " + window.reason())
                            .orElse(""));
        } else if (more) {
            Instant reached = reader.reached().orElse(Instant.EPOCH);
            progress.catchingUp(
                    detail, Duration.between(reached, clock.instant()).toMillis());
        } else {
            progress.running(detail);
        }
    }

    /** Returns text such as {@code hours: 167 agreed, 1 repaired, 1 pending; read up to 2026-11-21T12:03:10Z}. */
    private String summary() {
        List<String> parts = new ArrayList<>();
        for (AuditState state :
                List.of(AuditState.AGREED, AuditState.REPAIRED, AuditState.DISAGREED, AuditState.PENDING)) {
            long count = counts.getOrDefault(state, 0L);
            if (count > 0) {
                parts.add(String.format(Locale.ROOT, "%,d %s", count, state.word()));
            }
        }
        if (acknowledgedHours > 0) {
            parts.add("of them " + acknowledgedHours + " by acknowledged records only");
        }
        String hours = parts.isEmpty() ? "no hour read yet" : "hours: " + String.join(", ", parts);
        return hours + reader.reached().map(time -> "; read up to " + time).orElse("");
    }
}
