package org.stellarticker.ingester.orderbook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each scan of the order books at DEBUG, and a summary of the scans of an hour at INFO, the first scan at once. */
final class ScanSummary {

    private static final Logger log = LoggerFactory.getLogger(ScanSummary.class);

    private static final Duration BETWEEN_LINES = Duration.ofHours(1);

    private final Clock clock;
    private Instant loggedAt = Instant.MIN;
    private int scans;
    private int markets;
    private int read;

    ScanSummary(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds a scan.
     *
     * @param scanned the markets whose books were requested
     * @param books the books that were read
     */
    void add(int scanned, int books) {
        log.atDebug().addKeyValue("markets", scanned).addKeyValue("read", books).log("order books scanned");
        scans++;
        markets += scanned;
        read += books;
        Instant now = clock.instant();
        if (loggedAt.isBefore(now.minus(BETWEEN_LINES))) {
            log.atInfo()
                    .addKeyValue("scans", scans)
                    .addKeyValue("markets", markets)
                    .addKeyValue("read", read)
                    .log("order books fetched");
            loggedAt = now;
            scans = 0;
            markets = 0;
            read = 0;
        }
    }
}
