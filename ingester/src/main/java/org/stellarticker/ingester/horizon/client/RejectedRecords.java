package org.stellarticker.ingester.horizon.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.ingester.horizon.json.RejectedRecord;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Counts records of lists that could not be read, and logs each of them once. */
public final class RejectedRecords {

    private static final Logger log = LoggerFactory.getLogger(RejectedRecords.class);

    /** The most records that are remembered as logged. */
    private static final int REMEMBERED = 1_000;

    public static final String ASSETS = "assets";
    public static final String LIQUIDITY_POOLS = "liquidity_pools";
    public static final String ORDER_BOOK = "order_book";

    private final IngesterMetrics metrics;
    private final Set<String> logged =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    RejectedRecords(IngesterMetrics metrics) {
        this.metrics = metrics;
    }

    static void register(IngesterMetrics metrics) {
        List.of(ASSETS, LIQUIDITY_POOLS, ORDER_BOOK).forEach(metrics::registerRejectedRecords);
    }

    /** @param resource the name in Horizon's path */
    public void add(String resource, List<RejectedRecord> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        metrics.recordsRejected(resource, rejected.size());
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
