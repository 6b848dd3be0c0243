package org.stellarticker.ingester.horizon.client;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.ingester.horizon.client.Result.Cause;

/** The newest ledger of the current server, confirmed by the server itself before trades of newer ledgers are accepted. */
public final class NewestLedger {

    private static final Logger log = LoggerFactory.getLogger(NewestLedger.class);

    private final Requests requests;
    private final Servers servers;
    private final UnconfirmedLedgers unconfirmed = new UnconfirmedLedgers();

    NewestLedger(Requests requests, Servers servers) {
        this.requests = requests;
        this.servers = servers;
    }

    /**
     * Returns the newest ledger whose trades are accepted. When a position lies beyond the known one, Horizon is asked for
     * its root document, and for the ledger of the position: behind one address a replica may be behind.
     *
     * @param furthest the furthest position of an answer
     * @throws HorizonException when the ledger may have closed, and Horizon does not confirm it yet
     */
    public LedgerSequence forTrade(TradeId furthest, Purpose purpose) throws InterruptedException {
        if (isBeyondNewest(furthest)) {
            Optional<LedgerSequence> newest = newest(purpose);
            if (newest.isEmpty()) {
                // The records around a token decide.
                return new LedgerSequence(Integer.MAX_VALUE);
            }
            if (servers.mayHaveClosed(newest.get()) || hasLedger(newest.get()).orElse(true)) {
                servers.updateNewest(newest.get());
            }
        }
        if (isBeyondNewest(furthest) && (servers.isNewestUnknown() || servers.mayHaveClosed(furthest.ledger()))) {
            if (!servers.isNewestUnknown() && hasLedger(furthest.ledger()).orElse(false)) {
                servers.updateNewest(furthest.ledger());
            } else if (unconfirmed.mayBeConfirmed(furthest)) {
                throw new HorizonException("expected trades up to ledger " + servers.newestReported()
                        + ", found one in ledger " + furthest.ledger()
                        + ", which Horizon does not confirm yet; it is asked again");
            }
        }
        return servers.isNewestUnknown() ? new LedgerSequence(Integer.MAX_VALUE) : servers.newestReported();
    }

    private boolean isBeyondNewest(TradeId position) {
        return position.ledger().compareTo(servers.newestReported()) > 0;
    }

    /** Trades are read also where the root document is not answered. */
    private Optional<LedgerSequence> newest(Purpose purpose) throws InterruptedException {
        return switch (requests.tryFew(server -> server, SdkModels::network, purpose)) {
            case Result.Success<Network>(Network network) -> Optional.of(network.newest());
            case Result.Failure<Network>(Cause _, String reason) -> {
                log.atDebug().addKeyValue("because", reason).log("newest ledger unknown");
                yield Optional.empty();
            }
        };
    }

    /** Returns whether a ledger closed; empty when Horizon does not answer. */
    private Optional<Boolean> hasLedger(LedgerSequence ledger) throws InterruptedException {
        try {
            return Optional.of(requests.check(servers.select()
                            .newBuilder()
                            .addPathSegment("ledgers")
                            .addPathSegment(Long.toString(ledger.value()))
                            .build())
                    .isPresent());
        } catch (HorizonException unanswered) {
            return Optional.empty();
        }
    }
}
