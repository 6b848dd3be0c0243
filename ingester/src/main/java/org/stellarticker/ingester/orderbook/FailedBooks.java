package org.stellarticker.ingester.orderbook;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.TradePair;

/** What a scan could not read, told as one; a book that goes on failing is told once, until it is read again. */
final class FailedBooks {

    /** @param books so many failed in the scan, this one as the first */
    record News(int books, TradePair first, String reason) {}

    private static final Logger log = LoggerFactory.getLogger(FailedBooks.class);

    private final Map<TradePair, String> inThisScan = new LinkedHashMap<>();
    private final Set<TradePair> reported = new HashSet<>();

    void read(TradePair pair) {
        reported.remove(pair);
    }

    void failed(TradePair pair, String reason) {
        inThisScan.put(pair, reason);
    }

    /** The scan is over: what failed in it for the first time goes to the log. */
    void report() {
        news().ifPresent(news -> log.atWarn()
                .addKeyValue("books", news.books())
                .addKeyValue("first", news.first())
                .addKeyValue("because", news.reason())
                .log("order books cannot be read, and stay as they were; they are asked for again later"));
    }

    /** The scan is over. */
    Optional<News> news() {
        Optional<News> news = inThisScan.entrySet().stream()
                .filter(failed -> !reported.contains(failed.getKey()))
                .findFirst()
                .map(first -> new News(inThisScan.size(), first.getKey(), first.getValue()));
        reported.addAll(inThisScan.keySet());
        inThisScan.clear();
        return news;
    }
}
