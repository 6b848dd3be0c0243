package org.stellarticker.ingester.orderbook;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.TradePair;

/** Collects the books that a scan could not fetch into one log line. A book that keeps failing is logged once until it succeeds. */
final class FailedBooks {

    /** @param books how many books failed in the scan; {@code first} is the first of them that was not logged before */
    record NewFailures(int books, TradePair first, String reason) {}

    private static final Logger log = LoggerFactory.getLogger(FailedBooks.class);

    private final Map<TradePair, String> inThisScan = new LinkedHashMap<>();
    private final Set<TradePair> reported = new HashSet<>();

    void recordSuccess(TradePair pair) {
        reported.remove(pair);
    }

    void recordFailure(TradePair pair, String reason) {
        inThisScan.put(pair, reason);
    }

    /** Ends the scan and logs the books that failed in it for the first time. */
    void logNewFailures() {
        newFailures()
                .ifPresent(newFailures -> log.atWarn()
                        .addKeyValue("books", newFailures.books())
                        .addKeyValue("first", newFailures.first())
                        .addKeyValue("reason", newFailures.reason())
                        .log("order books skipped; they keep their last values until the next attempt"));
    }

    /** Ends the scan and returns its new failures; empty when each failure was returned before. */
    Optional<NewFailures> newFailures() {
        Optional<NewFailures> newFailures = inThisScan.entrySet().stream()
                .filter(failure -> !reported.contains(failure.getKey()))
                .findFirst()
                .map(first -> new NewFailures(inThisScan.size(), first.getKey(), first.getValue()));
        reported.addAll(inThisScan.keySet());
        inThisScan.clear();
        return newFailures;
    }
}
