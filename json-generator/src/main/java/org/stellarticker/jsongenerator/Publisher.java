package org.stellarticker.jsongenerator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.LogInterval;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.jsongenerator.Publication.Version;

/**
 * Publishes a file soon after each change, and at least every half minute.
 *
 * <p>When publishing fails (a full disk, a database that is away), the failure is logged once and publishing is
 * retried; the previous version stays.
 */
final class Publisher implements Follower {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    /** With a poll and a slow disk on top, this stays below half a minute. */
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(25);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);
    private static final Duration STALE = Duration.ofMinutes(1);

    private final Publication publication;
    private final Signal signal;
    private final Progress progress;
    private final Clock clock;
    private final Instant started;

    /** Empty at the start and after a failure: a version is due. */
    private Optional<Version> last = Optional.empty();

    private Instant begun = Instant.EPOCH;
    private String trouble = "";

    private final LogInterval summaries;

    /** The number of versions since the last summary in the log. */
    private int versions;

    Publisher(Publication publication, Signal signal, Progress progress, Clock clock) {
        this.publication = publication;
        this.signal = signal;
        this.progress = progress.stalledAfter(LONGEST_INTERVAL.multipliedBy(3));
        this.clock = clock;
        this.started = clock.instant();
        this.summaries = new LogInterval(clock);
    }

    /** A notification from another program that something changed; it may be lost. */
    interface Signal {
        /**
         * Waits for a notification.
         *
         * @return whether one came since the last call
         */
        boolean await(Duration atMost);
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            stop.await(round());
        }
    }

    /** Waits until a version is due, publishes it, and returns how long to wait before the next one. */
    Duration round() {
        try {
            if (isDue()) {
                begun = clock.instant();
                last = publication.publish();
                report();
                return publication.leastInterval().minus(sinceBegun());
            }
            return Duration.ZERO;
        } catch (DatabaseUnavailable | UnwritableFile passing) {
            last = Optional.empty();
            retrying(String.valueOf(passing.getMessage()));
            return RETRY_PAUSE;
        }
    }

    private boolean isDue() {
        if (last.isEmpty()) {
            return true;
        }
        boolean signalled = signal.await(POLL);
        return signalled
                || publication.changedSince(last.get())
                // This also holds when the clock was set back.
                || sinceBegun().abs().compareTo(LONGEST_INTERVAL) >= 0;
    }

    private Duration sinceBegun() {
        return Duration.between(begun, clock.instant());
    }

    private void report() {
        if (last.isEmpty()) {
            // Trades and assets are being read for the first time; that is no failure.
            progress.catchingUp("waiting for the first snapshot");
            trouble = "";
            return;
        }
        Version version = last.get();
        Duration age = Duration.between(version.asOf(), clock.instant());
        boolean stale = age.compareTo(STALE) > 0;
        String detail = version.content() + (stale ? ", stale since " + GoJson.rfc3339(version.asOf()) : "");
        // At a start, windows are as old as the stop before it was long; the aggregator has to start, too.
        if (stale && Duration.between(started, clock.instant()).compareTo(STALE) > 0) {
            progress.degraded(detail, age);
        } else {
            progress.running(detail, age);
        }
        trouble = "";
        log(version);
    }

    /** Logs one line a minute at info, and each version at debug. */
    private void log(Version version) {
        versions++;
        boolean summary = summaries.elapsed();
        (summary ? log.atInfo() : log.atDebug())
                .addKeyValue("content", version.content())
                .addKeyValue("versions", versions)
                .addKeyValue("bytes", version.bytes())
                .addKeyValue("as_of", version.asOf())
                .addKeyValue("ms", sinceBegun().toMillis())
                .log("published");
        versions = summary ? 0 : versions;
    }

    private void retrying(String reason) {
        progress.retrying(reason);
        if (!reason.equals(trouble)) {
            log.warn(reason);
            trouble = reason;
        }
    }
}
