package org.stellarticker.ingester.horizon;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts records of lists that could not be read, and logs each once, however often a scan meets it. */
final class RejectedRecords {

    private static final Logger log = LoggerFactory.getLogger(RejectedRecords.class);

    /** More than are worth a line each. */
    private static final int REMEMBERED = 1_000;

    static final String ASSETS = "assets";
    static final String LIQUIDITY_POOLS = "liquidity_pools";
    static final String ORDER_BOOK = "order_book";

    private final Map<String, Counter> counters;
    private final Set<String> logged =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    RejectedRecords(MeterRegistry metrics) {
        this.counters = Stream.of(ASSETS, LIQUIDITY_POOLS, ORDER_BOOK)
                .collect(Collectors.toMap(Function.identity(), resource -> counter(resource, metrics)));
    }

    private static Counter counter(String resource, MeterRegistry metrics) {
        return Counter.builder("ticker.records.rejected")
                .description("records of Horizon's lists that could not be read and were left out")
                .tag("resource", resource)
                .register(metrics);
    }

    /** @param resource as Horizon's path names it */
    void add(String resource, List<RejectedRecord> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        Objects.requireNonNull(counters.get(resource), resource).increment(rejected.size());
        List<RejectedRecord> news = rejected.stream()
                .filter(record -> logged.add(resource + " " + record.token() + " " + record.reason()))
                .toList();
        if (!news.isEmpty()) {
            log.atWarn()
                    .addKeyValue("resource", resource)
                    .addKeyValue("records", news.size())
                    .addKeyValue("first", news.getFirst().token())
                    .addKeyValue("because", news.getFirst().reason())
                    .log("records rejected");
        }
    }
}
