package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.ingester.horizon.Admission;
import org.stellarticker.ingester.horizon.Candidate;
import org.stellarticker.ingester.horizon.Network;

/**
 * Admits a Horizon only when its history is the one whose trades are stored, so that two networks, or a test network
 * before and after its reset, never mix. What it no longer keeps of what was not read yet becomes a gap: Horizon moves a
 * cursor that is older than its history to its oldest ledger, and does not tell.
 */
public final class SameHistory implements Admission {

    /** An hour: one that has no ledger in common with what is stored, and is further behind, began anew. */
    private static final long MOST_LEDGERS_BEHIND = 720;

    /** A minute: behind one address there may be several servers, which are never all even. */
    private static final long LEDGERS_APART = 12;

    /** A ledger takes 5 to 6 s; one whose newest is older than this, by our clock, may be behind others. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final String RESET = "; if the network was reset, its ledgers began anew";

    private static final String ANEW =
            "to start afresh: TICKER_HOME=NEW_FOLDER ./ticker up, or name an empty" + " database in DATABASE_URL";

    private final TradeIntake intake;
    private final Progress progress;
    private final Clock clock;

    public SameHistory(TradeIntake intake, Progress progress, Clock clock) {
        this.intake = intake;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public Verdict judge(Candidate server) throws InterruptedException {
        Network network = server.network();
        Optional<String> stored = intake.network();
        if (stored.isPresent() && !stored.get().equals(network.passphrase())) {
            return stranger("HORIZON_URL: expected a Horizon of the network \"" + stored.get()
                    + "\", whose trades are stored, found one of \"" + network.passphrase() + "\" at " + server.name());
        }
        Optional<LedgerSequence> read = intake.liveCursor().map(SameHistory::ledger);
        if (read.isEmpty()) {
            return freshness(server);
        }
        Optional<Ledger> common = intake.newestLedger(network.elder(), network.newest());
        if (common.isPresent()) {
            var other = otherHistory(common.get(), server);
            if (other.isPresent()) {
                return other.get();
            }
        }
        long behind = read.get().value() - network.newest().value();
        if (common.isEmpty() && behind > MOST_LEDGERS_BEHIND) {
            return stranger("HORIZON_URL: expected a Horizon that has ledger " + read.get()
                    + ", up to which trades are stored, found one whose newest is " + network.newest() + " at "
                    + server.name() + RESET);
        }
        if (behind > LEDGERS_APART) {
            return new Verdict(
                    Standing.BEHIND,
                    "Horizon's newest ledger is " + network.newest() + ", and ledger " + read.get() + " was read");
        }
        if (read.get().compareTo(network.elder()) < 0) {
            return new Verdict(Standing.FORGETS, "Horizon's oldest ledger is " + network.elder());
        }
        return freshness(server);
    }

    private static Optional<Verdict> otherHistory(Ledger stored, Candidate server) throws InterruptedException {
        return server.closeTime(stored.sequence())
                .filter(told -> !told.equals(stored.closedAt()))
                .map(told -> stranger("HORIZON_URL: expected a Horizon of the history whose trades are stored, in which"
                        + " ledger " + stored.sequence() + " closed at " + stored.closedAt()
                        + ", found one in which it closed at " + told + " at " + server.name() + RESET));
    }

    private Verdict freshness(Candidate server) throws InterruptedException {
        Optional<Duration> age = age(server);
        return age.isPresent() && age.get().compareTo(FRESH) > 0
                ? new Verdict(
                        Standing.LAGS, "Horizon's newest ledger is " + age.get().toSeconds() + " s old")
                : Verdict.FITS;
    }

    private Optional<Duration> age(Candidate server) throws InterruptedException {
        return server.network().newestClosedAt().map(closed -> Duration.between(closed, clock.instant()));
    }

    private static Verdict stranger(String reason) {
        return new Verdict(Standing.STRANGER, reason + "; " + ANEW);
    }

    private static LedgerSequence ledger(PagingToken token) {
        return TradeId.parse(token.value()).ledger();
    }

    @Override
    public void taken(Candidate server) throws InterruptedException {
        Network network = server.network();
        Optional<LedgerSequence> read = intake.liveCursor().map(SameHistory::ledger);
        if (read.isPresent() && read.get().compareTo(network.elder()) < 0) {
            // Without the elder ledger's own time, all up to now may be missing.
            Instant kept = server.closeTime(network.elder()).orElseGet(clock::instant);
            Instant readUpTo = intake.readUpTo().orElse(Instant.EPOCH);
            if (readUpTo.isBefore(kept)) {
                intake.missing(new Gap(
                        readUpTo,
                        kept,
                        "Horizon keeps trades from ledger " + network.elder()
                                + " on only, and they were read up to ledger " + read.get()));
            }
        }
        String old = age(server)
                .filter(age -> age.compareTo(FRESH) > 0)
                .map(age -> ", which closed " + age.toSeconds() + " s ago")
                .orElse("");
        progress.running(server.name() + " at ledger " + network.newest() + old);
    }
}
