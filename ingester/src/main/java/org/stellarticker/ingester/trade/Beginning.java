package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Network;

/** What is settled before the first trade is read: where to begin, or whether one can go on where one was. */
public final class Beginning {

    private static final Logger log = LoggerFactory.getLogger(Beginning.class);

    private final Horizon horizon;
    private final TradeIntake intake;
    private final Duration past;
    private final Clock clock;

    /** @param past how far back the first start reads */
    public Beginning(Horizon horizon, TradeIntake intake, Duration past, Clock clock) {
        this.horizon = horizon;
        this.intake = intake;
        this.past = past;
        this.clock = clock;
    }

    /** Waits for Horizon, and fixes the seam between live and past at the first start. */
    public void settle() throws InterruptedException {
        Network network = horizon.network();
        log.atInfo()
                .addKeyValue("network", network.passphrase())
                .addKeyValue("newest_ledger", network.newest())
                .addKeyValue("oldest_ledger", network.elder())
                .log("Horizon answers");
        intake.liveCursor()
                .ifPresentOrElse(
                        cursor -> check(cursor, network),
                        () -> intake.begin(
                                PagingToken.before(network.newest().next()),
                                clock.instant().minus(past)));
    }

    /** Horizon moves a cursor that is older than its history to the oldest ledger, and does not tell. */
    private static void check(PagingToken cursor, Network network) {
        LedgerSequence ledger = TradeId.parse(cursor.value()).ledger();
        if (ledger.compareTo(network.elder()) < 0) {
            log.atWarn()
                    .addKeyValue("read_up_to_ledger", ledger)
                    .addKeyValue("oldest_ledger", network.elder())
                    .log("gap: Horizon no longer keeps the trades of the ledgers between");
        }
        if (ledger.compareTo(network.newest().next()) > 0) {
            log.atWarn()
                    .addKeyValue("read_up_to_ledger", ledger)
                    .addKeyValue("newest_ledger", network.newest())
                    .log("Horizon is behind what was already read from it; is it another network, or was it reset?");
        }
    }
}
