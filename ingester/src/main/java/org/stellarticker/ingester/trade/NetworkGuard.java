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
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.ingester.horizon.client.Candidate;
import org.stellarticker.ingester.horizon.client.HealthCheck;
import org.stellarticker.ingester.horizon.client.Network;

/**
 * Checks that a Horizon has the history whose trades are stored, so that two networks, or a test network before and after
 * its reset, never mix. It also ranks servers: those that lag, are behind the live cursor, or keep too little history.
 */
public final class NetworkGuard implements HealthCheck {

    /** An hour: a server that shares no ledger with what is stored, and is further behind, has begun anew. */
    private static final long MOST_LEDGERS_BEHIND = 720;

    /** A minute: behind one address there may be several servers, which are never at the same ledger. */
    private static final long LEDGERS_APART = 12;

    /** A ledger takes 5 to 6 s; a server whose newest ledger is older than this may be behind others. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** So many of the newest ledgers are compared where none is stored that is an hour older. */
    private static final int LEDGERS_COMPARED = 5;

    /** A minute, an hour, a day and a week: a server that was wrong for some minutes was not wrong in all of them. */
    private static final List<Long> LEDGERS_BACK = List.of(12L, 720L, 17_280L, 120_960L);

    /** A single different ledger may be one wrong record. */
    private static final int LEDGERS_THAT_PROVE = 2;

    private static final String RESET = "; if the network was reset, its ledgers began anew";

    private static final String ANEW =
            "to start afresh: TICKER_HOME=NEW_FOLDER ./ticker up, or name an empty" + " database in DATABASE_URL";

    private final TradePosition position;
    private final CloseTimeConflicts conflicts;
    private final Clock clock;

    public NetworkGuard(TradePosition position, CloseTimeConflicts conflicts, Clock clock) {
        this.position = position;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    static boolean isOld(Duration age) {
        return age.compareTo(FRESH) > 0;
    }

    @Override
    public Assessment check(Candidate server) throws InterruptedException {
        Network network = server.network();
        Optional<String> stored = position.network();
        if (stored.isPresent() && !stored.get().equals(network.passphrase())) {
            return wrongNetwork("HORIZON_URL: expected a Horizon of the network \"" + stored.get()
                    + "\", whose trades are stored, found one of \"" + network.passphrase() + "\" at " + server.name());
        }
        Optional<LedgerSequence> read = position.liveLedger();
        if (read.isEmpty()) {
            return freshness(server);
        }
        Optional<Ledger> common = position.newestLedger(network.elder(), network.newest());
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
        if (!network.keeps(read.get())) {
            return new Assessment(ServerHealth.HISTORY_TRIMMED, "Horizon's oldest ledger is " + network.elder());
        }
        return freshness(server);
    }

    /**
     * Returns WRONG_NETWORK when several ledgers closed at other times than those stored, old ones, too, and none at the same
     * time. Otherwise each difference is a conflict: the trades of that ledger, or the ledger itself, had a wrong time.
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
        different.forEach(conflicts::record);
        return Optional.empty();
    }

    /** Returns ledgers that are stored, spread over what is stored. */
    private Set<Ledger> compared(Ledger newest, LedgerSequence elder) {
        var spread = new LinkedHashSet<Ledger>();
        for (long back : LEDGERS_BACK) {
            long sequence = newest.sequence().value() - back;
            if (sequence >= elder.value()) {
                position.newestLedger(elder, new LedgerSequence(sequence)).ifPresent(spread::add);
            }
        }
        boolean old = spread.stream()
                .anyMatch(
                        ledger -> newest.sequence().value() - ledger.sequence().value() >= MOST_LEDGERS_BEHIND);
        if (!old) {
            spread.addAll(position.newestLedgers(elder, newest.sequence(), LEDGERS_COMPARED));
        }
        spread.remove(newest);
        return spread;
    }

    private Assessment freshness(Candidate server) throws InterruptedException {
        Optional<Duration> age = age(server);
        return age.isPresent() && isOld(age.get())
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
}
