package org.stellarticker.ingester.horizon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.stellarticker.core.market.Trade;

/**
 * Compares a trade's close time with those of the trades before and after it. A single wrong time that lies years away would
 * create a partition of its own, and would be the newest or oldest of all.
 *
 * <p>A trade is misdated when its time does not agree with most of its neighbours. With too few neighbours, a trade may not
 * lie in the future. An object keeps the last times it received, for pages and streams that follow each other. Safe for use
 * by many threads.
 */
final class CloseTimes {

    /** Neighbours compared on each side. */
    private static final int COMPARED = 5;

    /** Fewer prove nothing. */
    private static final int FEWEST = 3;

    /** Networks pause, and clocks differ; a difference of this size creates only a few partitions. */
    private static final Duration NEAR = Duration.ofDays(2);

    /** Ledgers take a twelfth of it. */
    private static final Duration LONGEST_LEDGER = Duration.ofMinutes(1);

    private record Received(long ledger, Instant at) {

        static Received of(Trade trade) {
            return new Received(trade.id().ledger().value(), trade.ledgerCloseTime());
        }

        /** Returns whether at least one of the two is wrong. */
        boolean excludes(Received other) {
            Duration apart = Duration.between(at, other.at).abs();
            if (apart.compareTo(NEAR) <= 0) {
                return false;
            }
            boolean inOrder = ledger == other.ledger || (ledger < other.ledger) == at.isBefore(other.at);
            long ledgersApart = Math.abs(ledger - other.ledger);
            return !inOrder || apart.minus(NEAR).compareTo(LONGEST_LEDGER.multipliedBy(ledgersApart)) > 0;
        }
    }

    private final Clock clock;
    private final List<Received> before = new ArrayList<>();

    CloseTimes(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns which of the trades are misdated, by their index.
     *
     * @param trades the trades that follow those of the call before
     */
    synchronized BitSet misdated(List<Trade> trades) {
        var received = new ArrayList<>(before);
        trades.forEach(trade -> received.add(Received.of(trade)));
        var misdated = new BitSet();
        Instant now = clock.instant();
        if (!allNear(received, now)) {
            for (int i = 0; i < trades.size(); i++) {
                misdated.set(i, isMisdated(received, before.size() + i, now));
            }
        }
        before.clear();
        before.addAll(received.subList(Math.max(0, received.size() - COMPARED), received.size()));
        return misdated;
    }

    private static boolean allNear(List<Received> received, Instant now) {
        Instant earliest =
                received.stream().map(Received::at).min(Instant::compareTo).orElse(now);
        Instant latest =
                received.stream().map(Received::at).max(Instant::compareTo).orElse(now);
        return !latest.isAfter(now.plus(NEAR))
                && Duration.between(earliest, latest).compareTo(NEAR) <= 0;
    }

    private static boolean isMisdated(List<Received> received, int at, Instant now) {
        Received asked = received.get(at);
        if (Duration.between(asked.at, now).abs().compareTo(NEAR) <= 0) {
            return false;
        }
        int votes = 0;
        int against = 0;
        for (int i = Math.max(0, at - COMPARED); i < Math.min(received.size(), at + COMPARED + 1); i++) {
            if (i != at) {
                votes++;
                against += received.get(i).excludes(asked) ? 1 : 0;
            }
        }
        return votes < FEWEST ? asked.at.isAfter(now) : against * 2 > votes;
    }
}
