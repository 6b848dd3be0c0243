package org.stellarticker.ingester.horizon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.stellarticker.core.market.Trade;

/**
 * Holds a trade's close time against those that are told before and behind it. A single one that lies years away would
 * get a day's partition of its own, and move the end of time for whoever orders by it.
 *
 * <p>Trades that most of their neighbours contradict are misdated. Where there are too few neighbours to ask, a trade may
 * not lie in the future. Remembers what it was told last, so that one object reads pages and streams, one after the other. Safe
 * for use by many threads.
 */
final class CloseTimes {

    /** Neighbours asked on each side. */
    private static final int ASKED = 5;

    /** Fewer prove nothing. */
    private static final int FEWEST = 3;

    /** Networks pause, and clocks are off; this much makes no more than some partitions. */
    private static final Duration NEAR = Duration.ofDays(2);

    /** Ledgers take a twelfth of it. */
    private static final Duration LONGEST_LEDGER = Duration.ofMinutes(1);

    private record Received(long ledger, Instant at) {

        static Received of(Trade trade) {
            return new Received(trade.id().ledger().value(), trade.ledgerCloseTime());
        }

        /** Whether both cannot be right. */
        boolean contradicts(Received other) {
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
     * Which of the trades, in the order in which they were told, are misdated.
     *
     * @param trades those that follow what was asked about before
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
        before.addAll(received.subList(Math.max(0, received.size() - ASKED), received.size()));
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
        for (int i = Math.max(0, at - ASKED); i < Math.min(received.size(), at + ASKED + 1); i++) {
            if (i != at) {
                votes++;
                against += received.get(i).contradicts(asked) ? 1 : 0;
            }
        }
        return votes < FEWEST ? asked.at.isAfter(now) : against * 2 > votes;
    }
}
