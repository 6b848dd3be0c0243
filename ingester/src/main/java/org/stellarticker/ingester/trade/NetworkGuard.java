package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.ingester.horizon.Candidate;
import org.stellarticker.ingester.horizon.HealthCheck;
import org.stellarticker.ingester.horizon.Network;

/**
 * Admits a Horizon only when its history is the one whose trades are stored, so that two networks, or a test network
 * before and after its reset, never mix. What it no longer keeps of what was not read yet becomes a gap: Horizon moves a
 * cursor that is older than its history to its oldest ledger, and does not tell.
 */
public final class NetworkGuard implements HealthCheck {

    /** An hour: one that has no ledger in common with what is stored, and is further behind, began anew. */
    private static final long MOST_LEDGERS_BEHIND = 720;

    /** A minute: behind one address there may be several servers, which are never all even. */
    private static final long LEDGERS_APART = 12;

    /** A ledger takes 5 to 6 s; one whose newest is older than this, by our clock, may be behind others. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** So many of the newest ledgers are compared where none is stored that is an hour older. */
    private static final int LEDGERS_COMPARED = 5;

    /** A minute, an hour, a day and a week: a server that lied for some minutes did not lie in all of them. */
    private static final List<Long> LEDGERS_BACK = List.of(12L, 720L, 17_280L, 120_960L);

    /** One may be a single wrong record. */
    private static final int LEDGERS_THAT_PROVE = 2;

    private static final String RESET = "; if the network was reset, its ledgers began anew";

    private static final String ANEW =
            "to start afresh: TICKER_HOME=NEW_FOLDER ./ticker up, or name an empty" + " database in DATABASE_URL";

    private final TradeIntake intake;
    private final Progress progress;
    private final Clock clock;
    private volatile boolean served;

    public NetworkGuard(TradeIntake intake, Progress progress, Clock clock) {
        this(intake, progress, clock, false);
    }

    /** @param served whether the product is being served, so that nothing that a Horizon says ends the program */
    public NetworkGuard(TradeIntake intake, Progress progress, Clock clock, boolean served) {
        this.intake = intake;
        this.progress = progress;
        this.clock = clock;
        this.served = served;
    }

    @Override
    public Assessment judge(Candidate server) throws InterruptedException {
        Network network = server.network();
        Optional<String> stored = intake.network();
        if (stored.isPresent() && !stored.get().equals(network.passphrase())) {
            return wrongNetwork("HORIZON_URL: expected a Horizon of the network \"" + stored.get()
                    + "\", whose trades are stored, found one of \"" + network.passphrase() + "\" at " + server.name());
        }
        Optional<LedgerSequence> read = intake.liveCursor().map(NetworkGuard::ledger);
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
            return wrongNetwork("HORIZON_URL: expected a Horizon that has ledger " + read.get()
                    + ", up to which trades are stored, found one whose newest is " + network.newest() + " at "
                    + server.name() + RESET);
        }
        if (behind > LEDGERS_APART) {
            return new Assessment(
                    ServerHealth.BEHIND,
                    "Horizon's newest ledger is " + network.newest() + ", and ledger " + read.get() + " was read");
        }
        if (read.get().compareTo(network.elder()) < 0) {
            return new Assessment(ServerHealth.HISTORY_TRIMMED, "Horizon's oldest ledger is " + network.elder());
        }
        return freshness(server);
    }

    /**
     * Another history is one in which several ledgers closed at another time, old ones, too, and none at the same time.
     * Otherwise each difference is a conflict: the trades of that ledger, or the ledger itself, had a wrong close time.
     */
    private Optional<Assessment> otherHistory(Ledger newest, Candidate server) throws InterruptedException {
        Optional<Instant> otherTime = server.closeTime(newest.sequence());
        if (otherTime.isEmpty() || otherTime.get().equals(newest.closedAt())) {
            return Optional.empty();
        }
        var different = new LinkedHashMap<Ledger, Instant>();
        different.put(newest, otherTime.get());
        boolean same = false;
        for (Ledger stored : compared(newest, server.network().elder())) {
            Optional<Instant> closedAt = server.closeTime(stored.sequence());
            same |= closedAt.filter(stored.closedAt()::equals).isPresent();
            closedAt.filter(time -> !time.equals(stored.closedAt())).ifPresent(time -> different.put(stored, time));
        }
        if (!same && different.size() >= LEDGERS_THAT_PROVE) {
            return Optional.of(wrongNetwork("HORIZON_URL: expected a Horizon of the history whose trades are stored, in"
                    + " which ledger " + newest.sequence() + " closed at " + newest.closedAt()
                    + ", found one in which it closed at " + otherTime.get() + ", and " + different.size() + " of "
                    + different.size() + " ledgers at another time, at " + server.name() + RESET));
        }
        different.forEach(intake::contradicted);
        return Optional.empty();
    }

    /** Returns ledgers that are stored, spread over what is stored. */
    private Set<Ledger> compared(Ledger newest, LedgerSequence elder) {
        var spread = new LinkedHashSet<Ledger>();
        for (long back : LEDGERS_BACK) {
            long sequence = newest.sequence().value() - back;
            if (sequence >= elder.value()) {
                intake.newestLedger(elder, new LedgerSequence(sequence)).ifPresent(spread::add);
            }
        }
        boolean old = spread.stream()
                .anyMatch(
                        ledger -> newest.sequence().value() - ledger.sequence().value() >= MOST_LEDGERS_BEHIND);
        if (!old) {
            spread.addAll(intake.newestLedgers(elder, newest.sequence(), LEDGERS_COMPARED));
        }
        spread.remove(newest);
        return spread;
    }

    private Assessment freshness(Candidate server) throws InterruptedException {
        Optional<Duration> age = age(server);
        return age.isPresent() && age.get().compareTo(FRESH) > 0
                ? new Assessment(
                        ServerHealth.LAGGING,
                        "Horizon's newest ledger is " + age.get().toSeconds() + " s old")
                : Assessment.HEALTHY;
    }

    private Optional<Duration> age(Candidate server) throws InterruptedException {
        return server.network().newestClosedAt().map(closed -> Duration.between(closed, clock.instant()));
    }

    private static Assessment wrongNetwork(String reason) {
        return new Assessment(ServerHealth.WRONG_NETWORK, reason + "; " + ANEW);
    }

    private static LedgerSequence ledger(PagingToken token) {
        return TradeId.parse(token.value()).ledger();
    }

    @Override
    public void refused(String reason) {
        if (!served) {
            throw new SettingsException(reason);
        }
        progress.degraded(reason);
    }

    @Override
    public void taken(Candidate server) throws InterruptedException {
        Network network = server.network();
        Optional<LedgerSequence> read = intake.liveCursor().map(NetworkGuard::ledger);
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
        served = true;
        progress.running(server.name() + " at ledger " + network.newest() + old);
    }
}
