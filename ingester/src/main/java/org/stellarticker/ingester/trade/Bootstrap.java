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
import org.stellarticker.ingester.horizon.Network;

/** What is settled before the first trade is read: of which network it is, and where to begin. */
public final class Bootstrap {

    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);

    /**
     * Behind one address there may be several servers, some a few ledgers behind the one that told the newest: what the
     * past's first page does not have yet, the live reading finds.
     */
    private static final long LEDGERS_READ_FROM_BOTH_SIDES = 20;

    private static final long BETWEEN_QUESTIONS = 2;

    private final Horizon horizon;
    private final TradeIntake intake;
    private final Duration backfill;
    private final Clock clock;

    /** @param backfill how far back the first start reads */
    public Bootstrap(Horizon horizon, TradeIntake intake, Duration backfill, Clock clock) {
        this.horizon = horizon;
        this.intake = intake;
        this.backfill = backfill;
        this.clock = clock;
    }

    /** Waits for a Horizon that may be asked, and fixes the seam between live and past at the first start. */
    public void settle() throws InterruptedException {
        Network network = horizon.network();
        log.atInfo()
                .addKeyValue("network", network.passphrase())
                .addKeyValue("newest_ledger", network.newest())
                .addKeyValue("oldest_ledger", network.elder())
                .log("Horizon answers");
        intake.isOf(network.passphrase());
        if (intake.liveCursor().isEmpty()) {
            intake.begin(
                    PagingToken.before(boundary(network.elder(), newestLedger())),
                    clock.instant().minus(backfill));
        }
    }

    /** Everything begins there, so that it is not believed on one document's word. */
    private LedgerSequence newestLedger() throws InterruptedException {
        Optional<LedgerSequence> newest = horizon.closedLedger();
        while (newest.isEmpty()) {
            log.atWarn().log("Horizon's root document and its newest ledger do not agree; they are asked again");
            TimeUnit.SECONDS.sleep(BETWEEN_QUESTIONS);
            newest = horizon.closedLedger();
        }
        return newest.get();
    }

    private static LedgerSequence boundary(LedgerSequence elder, LedgerSequence newest) {
        return new LedgerSequence(Math.max(elder.value(), newest.value() - LEDGERS_READ_FROM_BOTH_SIDES));
    }
}
