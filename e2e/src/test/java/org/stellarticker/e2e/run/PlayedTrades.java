package org.stellarticker.e2e.run;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.market.Trade;
import org.stellarticker.e2e.oracle.SourceTrades;

/** The trades that a demo's sandbox truly played, read page by page without the ingester. */
final class PlayedTrades {

    /** So many ledgers without a trade, and the replay is over. */
    private static final int QUIET_LEDGERS = 8;

    private final ObjectMapper json = new ObjectMapper();
    private final RunningTicker ticker;

    PlayedTrades(RunningTicker ticker) {
        this.ticker = ticker;
    }

    /** Oldest first. */
    List<Trade> all() throws Exception {
        var trades = new ArrayList<Trade>();
        String cursor = "0-0";
        while (true) {
            JsonNode records = records("/trades?order=asc&limit=200&cursor=" + cursor);
            if (records.isEmpty()) {
                return trades;
            }
            for (JsonNode record : records) {
                trades.add(SourceTrades.read(record));
                cursor = record.get("paging_token").asText();
            }
        }
    }

    /**
     * Waits until the sandbox has nothing more to replay.
     *
     * @return the last trade's token
     */
    String awaitTheLast(Duration atMost) throws Exception {
        await("the replay ends")
                .atMost(atMost)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> newestLedger() > ledgerOf(newest()) + QUIET_LEDGERS);
        return newest().get("paging_token").asText();
    }

    private JsonNode newest() throws Exception {
        return records("/trades?order=desc&limit=1").get(0);
    }

    private long newestLedger() throws Exception {
        return json.readTree(ticker.horizon("/").body())
                .get("history_latest_ledger")
                .asLong();
    }

    private static long ledgerOf(JsonNode trade) {
        return Long.parseLong(trade.get("id").asText().split("-", -1)[0]) >>> 32;
    }

    private JsonNode records(String path) throws Exception {
        return json.readTree(ticker.horizon(path).body()).at("/_embedded/records");
    }
}
