package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.trade.TradeStore;

/** Compares what a running ticker has stored with what its sandbox has played so far, while both continue. */
final class StoredTrades {

    private static final Duration BETWEEN_STARTS = Duration.ofMinutes(5);

    private final RunningTicker ticker;

    StoredTrades(RunningTicker ticker) {
        this.ticker = ticker;
    }

    /** Waits until everything played until now is stored, each trade once and unchanged. */
    void awaitAllPlayedSoFar(Duration atMost) throws Exception {
        try (var database = ticker.database()) {
            awaitAllPlayedSoFar(database, atMost);
        }
    }

    /** Does the same with the database of another ticker that reads the sandbox. */
    void awaitAllPlayedSoFar(Database database, Duration atMost) throws Exception {
        List<Trade> all =
                new PlayedTrades(ticker).all().stream().map(Trade::normalised).toList();
        // The history began some seconds before the ingester looked back as far.
        Instant from = all.getFirst().ledgerCloseTime().plus(BETWEEN_STARTS);
        List<Trade> played = all.stream()
                .filter(trade -> trade.ledgerCloseTime().isAfter(from))
                .toList();
        TradeId newest = played.getLast().id();
        await("all trades are stored")
                .atMost(atMost)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    List<Trade> stored = database.snapshot(tx -> new TradeStore(database)
                            .list(tx, Instant.EPOCH, Instant.now().plusSeconds(3_600)));
                    List<Trade> compared = stored.stream()
                            .filter(trade -> trade.ledgerCloseTime().isAfter(from)
                                    && trade.id().compareTo(newest) <= 0)
                            .toList();
                    assertThat(TradeDifferences.between(compared, played)).isEmpty();
                });
    }
}
