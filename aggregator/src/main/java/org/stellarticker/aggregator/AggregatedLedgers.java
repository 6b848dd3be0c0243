package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.aggregator.WindowCalculator.Update;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.daemon.trace.ShownLedgers;
import org.stellarticker.daemon.trace.TraceQueue;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.LedgerStore;

/**
 * The step of ledgers' traces that ends with the first snapshot whose candles and windows include them. While the database is
 * unavailable, it is left out.
 */
final class AggregatedLedgers {

    private static final Logger LOG = LoggerFactory.getLogger(AggregatedLedgers.class);

    private final Database database;
    private final ShownLedgers ledgers;
    private final Clock clock;
    private final MarketStore markets = new MarketStore();
    private final TraceQueue queue = new TraceQueue();
    private Optional<Instant> begun = Optional.empty();

    AggregatedLedgers(Database database, Traces traces, Clock clock) {
        this.database = database;
        this.clock = clock;
        var store = new LedgerStore();
        this.ledgers = new ShownLedgers(
                new LedgerTraces(traces, () -> database.snapshot(new NetworkStore()::find)),
                "aggregate",
                (from, to) -> database.snapshot(tx -> store.listCloseTimes(tx, from, to)));
    }

    /** Notes when the first candles of the next snapshot were to be made. */
    void begin(Instant now) {
        begun = begun.or(() -> Optional.of(now));
    }

    void snapshot(Update update) {
        Instant from = begun.orElse(update.at());
        begun = Optional.empty();
        if (ledgers.areTraced() && update.changed() > 0) {
            Instant to = clock.instant();
            queue.add(() -> shown(update.at(), from, to));
        }
    }

    private void shown(Instant at, Instant from, Instant to) {
        try {
            database.snapshot(tx -> markets.findNewestTrade(tx, at))
                    .ifPresent(newest -> ledgers.shown(newest, from, to));
        } catch (DatabaseUnavailable away) {
            LOG.atDebug().addKeyValue("reason", away.getMessage()).log("a snapshot is in no trace");
        }
    }
}
