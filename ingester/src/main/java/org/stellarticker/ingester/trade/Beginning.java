package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.SettingsFault;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Network;

/** What is settled before the first trade is read: where to begin, or whether one can go on where one was. */
public final class Beginning {

    private static final Logger log = LoggerFactory.getLogger(Beginning.class);

    /**
     * Behind one address there may be several servers, some a few ledgers behind the one that told the newest: what the
     * past's first page does not have yet, the live reading finds.
     */
    private static final long LEDGERS_READ_FROM_BOTH_SIDES = 20;

    /** An hour: a Horizon whose node was restarted catches up with that; one that is further behind has another history. */
    private static final long MOST_LEDGERS_BEHIND = 720;

    private static final String ANEW = "start with an empty TICKER_HOME or another DATABASE_URL";

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

    /**
     * Waits for Horizon, and fixes the seam between live and past at the first start.
     *
     * @throws SettingsFault when its history is another than the one whose trades are stored
     */
    public void settle() throws InterruptedException {
        Network network = horizon.network();
        log.atInfo()
                .addKeyValue("network", network.passphrase())
                .addKeyValue("newest_ledger", network.newest())
                .addKeyValue("oldest_ledger", network.elder())
                .log("Horizon answers");
        checkNetwork(network);
        var cursor = intake.liveCursor();
        if (cursor.isPresent()) {
            check(TradeId.parse(cursor.get().value()).ledger(), network);
        } else {
            intake.begin(PagingToken.before(seam(network)), clock.instant().minus(past));
        }
    }

    private static LedgerSequence seam(Network network) {
        return new LedgerSequence(
                Math.max(network.elder().value(), network.newest().value() - LEDGERS_READ_FROM_BOTH_SIDES));
    }

    /** Remembers the network, or finds the one that is remembered. */
    private void checkNetwork(Network network) {
        String stored = intake.network(network.passphrase());
        if (!stored.equals(network.passphrase())) {
            throw new SettingsFault("HORIZON_URL: expected a Horizon of the network \"" + stored
                    + "\", whose trades are stored, found one of \"" + network.passphrase() + "\"; " + ANEW);
        }
    }

    private void check(LedgerSequence readUpTo, Network network) throws InterruptedException {
        // Horizon moves a cursor that is older than its history to the oldest ledger, and does not tell.
        if (readUpTo.compareTo(network.elder()) < 0) {
            // Without the elder ledger's own time, all up to now may be missing.
            Instant kept = horizon.closeTime(network.elder()).orElseGet(clock::instant);
            Instant read = intake.readUpTo().orElse(Instant.EPOCH);
            if (read.isBefore(kept)) {
                intake.missing(new Gap(
                        read,
                        kept,
                        "Horizon keeps trades from ledger " + network.elder()
                                + " on only, and they were read up to ledger " + readUpTo));
            }
        }
        if (readUpTo.value() - network.newest().value() > MOST_LEDGERS_BEHIND) {
            throw new SettingsFault("HORIZON_URL: expected a Horizon that has ledger " + readUpTo
                    + ", up to which trades are stored, found one whose newest is " + network.newest()
                    + "; if the network was reset, " + ANEW + ", else name a Horizon that is up to date");
        }
    }
}
