package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.aggregator.WindowCalculator.Update;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.candle.DirtyMinutes;

/** Reports the progress of the aggregation to the status, the metrics, the log and the traces. */
final class AggregationStatus {

    private static final Logger log = LoggerFactory.getLogger(Aggregation.class);

    /** The time between two counts: counting millions of marks takes as long as a batch of them. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Progress progress;
    private final Clock clock;
    private final AggregatorMetrics metrics;
    private final AggregatedLedgers ledgers;

    private Instant asOf = Instant.EPOCH;
    private long waiting;

    private long lastCount = System.nanoTime() - BETWEEN_COUNTS.toNanos();
    private String trouble = "";

    // Since marks began to wait.
    private long pacedSince = System.nanoTime();
    private long pacedMarks;

    // Since the last log line.
    private long lastLine = System.nanoTime();
    private long marks;
    private long candles;
    private long changed;

    AggregationStatus(Progress progress, AggregatorMetrics metrics, AggregatedLedgers ledgers, Clock clock) {
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
        this.ledgers = ledgers;
    }

    /** Reports a batch of candles. */
    void made(DirtyMinutes batch, Instant begun) {
        if (batch.size() > 0) {
            ledgers.begin(begun);
        }
        marks += batch.marks();
        pacedMarks += batch.marks();
        candles += batch.size();
        setWaiting(Math.max(0, waiting - batch.marks()));
        metrics.marksTaken(batch.marks());
    }

    private void setWaiting(long marks) {
        waiting = marks;
        metrics.marksWaiting(marks);
    }

    /** Reports an update of the windows. */
    void update(Update update) {
        asOf = update.at();
        changed += update.changed();
        metrics.windowsChanged(update.changed());
        ledgers.snapshot(update);
    }

    /** Reports that all stored trades are in the candles. */
    void upToDate() {
        setWaiting(0);
        pacedSince = System.nanoTime();
        pacedMarks = 0;
        logExcerpt(false);
        progress.running("as of " + shown(asOf), Duration.between(asOf, clock.instant()));
        trouble = "";
    }

    /** Reports that more marks wait than a batch takes. */
    void behind(LongSupplier count) {
        if (System.nanoTime() - lastCount >= BETWEEN_COUNTS.toNanos()) {
            setWaiting(count.getAsLong());
            lastCount = System.nanoTime();
        }
        double rate = pacedMarks / seconds(pacedSince);
        String detail = String.format(
                Locale.ROOT,
                "%,d change marks wait, %,.0f/s, about %,.0f s left; as of %s",
                waiting,
                rate,
                waiting / Math.max(rate, 1),
                shown(asOf));
        progress.catchingUp(detail, waiting);
        logExcerpt(true);
        trouble = "";
    }

    void standby() {
        progress.standby();
    }

    /** Reports that the database is unavailable; logs it once until it is back. */
    void retrying(DatabaseUnavailable reason) {
        String message = String.valueOf(reason.getMessage());
        progress.retrying(message);
        if (!message.equals(trouble)) {
            log.warn(message);
            trouble = message;
        }
    }

    private void logExcerpt(boolean behind) {
        if (System.nanoTime() - lastLine < BETWEEN_LINES.toNanos()) {
            return;
        }
        if (marks > 0 || changed > 0) {
            log.atInfo()
                    .addKeyValue("marks", marks)
                    .addKeyValue("candles", candles)
                    .addKeyValue("windows_changed", changed)
                    .addKeyValue("marks_waiting", waiting)
                    .addKeyValue("as_of", asOf)
                    .log(behind ? "catching up" : "aggregated");
        }
        lastLine = System.nanoTime();
        marks = 0;
        candles = 0;
        changed = 0;
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
