package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Network;

/** Saves what must be known before the first trade is read: the network, and the live/backfill boundary. */
public final class Bootstrap {

    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);

    /**
     * Behind one address there may be several servers, some of them a few ledgers behind. Trades that are not on the
     * backfill's first page yet come with the live trades.
     */
    private static final long LEDGERS_BELOW_NEWEST = 20;

    private static final long SECONDS_BETWEEN_TRIES = 2;

    private final Horizon horizon;
    private final TradePosition position;
    private final Duration backfill;
    private final Clock clock;

    /** @param backfill how far back the first start reads */
    public Bootstrap(Horizon horizon, TradePosition position, Duration backfill, Clock clock) {
        this.horizon = horizon;
        this.position = position;
        this.backfill = backfill;
        this.clock = clock;
    }

    /** Waits for a healthy Horizon, and saves the live/backfill boundary at the first start. */
    public void initialize() throws InterruptedException {
        Network network = horizon.ledgers().awaitNetwork();
        log.atInfo()
                .addKeyValue("network", network.passphrase())
                .addKeyValue("newest_ledger", network.newest())
                .addKeyValue("oldest_ledger", network.elder())
                .log("Horizon answers");
        position.bindNetwork(network.passphrase());
        if (position.live().isEmpty()) {
            position.initialize(
                    PagingToken.before(boundary(network.elder(), newestLedger())),
                    clock.instant().minus(backfill));
        }
    }

    /** The boundary depends on this ledger, so that two documents must agree on it. */
    private LedgerSequence newestLedger() throws InterruptedException {
        Optional<LedgerSequence> newest = horizon.ledgers().awaitClosedLedger();
        while (newest.isEmpty()) {
            log.atWarn().log("Horizon's root document and its newest ledger do not agree; retrying");
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_TRIES);
            newest = horizon.ledgers().awaitClosedLedger();
        }
        return newest.get();
    }

    private static LedgerSequence boundary(LedgerSequence elder, LedgerSequence newest) {
        return new LedgerSequence(Math.max(elder.value(), newest.value() - LEDGERS_BELOW_NEWEST));
    }
}
