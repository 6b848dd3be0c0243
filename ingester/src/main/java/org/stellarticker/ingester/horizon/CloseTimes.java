package org.stellarticker.ingester.horizon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;

/**
 * Holds a trade's close time against those that are told before and behind it. A single one that lies years away would
 * get a day's partition of its own, and move the end of time for whoever orders by it.
 *
 * <p>Trades that most of their neighbours contradict are misdated. Where there are too few neighbours to ask, a trade may
 * not lie in the future. Nothing may have closed later than the newest ledger of the source, and a batch lies in few days.
 * Remembers the last trades that were accepted, so that one object reads pages and streams, one after the other. Safe for
 * use by many threads.
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

    /** Days of a batch, besides those that its ledgers last. */
    private static final int FEW_DAYS = 4;

    private static final long SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private record Received(TradeId id, Instant at) {

        static Received of(Trade trade) {
            return new Received(trade.id(), trade.ledgerCloseTime());
        }

        long ledger() {
            return id.ledger().value();
        }

        /** Whether both cannot be right. */
        boolean contradicts(Received other) {
            Duration apart = Duration.between(at, other.at).abs();
            if (apart.compareTo(NEAR) <= 0) {
                return false;
            }
            boolean inOrder = ledger() == other.ledger() || (ledger() < other.ledger()) == at.isBefore(other.at);
            long ledgersApart = Math.abs(ledger() - other.ledger());
            return !inOrder || apart.minus(NEAR).compareTo(LONGEST_LEDGER.multipliedBy(ledgersApart)) > 0;
        }
    }

    private final Clock clock;
    private final Supplier<Optional<Instant>> newestClosedAt;
    private final List<Received> before = new ArrayList<>();

    CloseTimes(Clock clock) {
        this(clock, Optional::empty);
    }

    /** @param newestClosedAt when the newest ledger of the source closed, as far as it is known */
    CloseTimes(Clock clock, Supplier<Optional<Instant>> newestClosedAt) {
        this.clock = clock;
        this.newestClosedAt = newestClosedAt;
    }

    /**
     * Which of the trades, in the order in which they were told, are misdated.
     *
     * @param trades those that follow what was asked about before
     */
    synchronized BitSet misdated(List<Trade> trades) {
        // A record that comes again does not confirm itself.
        trades.forEach(trade -> before.removeIf(known -> known.id().equals(trade.id())));
        var received = new ArrayList<>(before);
        trades.forEach(trade -> received.add(Received.of(trade)));
        var misdated = new BitSet();
        Instant now = clock.instant();
        if (!allNear(received, now)) {
            Instant latest = latest(now);
            for (int i = 0; i < trades.size(); i++) {
                int at = before.size() + i;
                misdated.set(i, received.get(at).at().isAfter(latest) || isMisdated(received, at, now));
            }
            rejectBeyondDays(received.subList(before.size(), received.size()), misdated);
        }
        int known = before.size();
        for (int i = 0; i < trades.size(); i++) {
            if (!misdated.get(i)) {
                before.add(received.get(known + i));
            }
        }
        before.subList(0, Math.max(0, before.size() - ASKED)).clear();
        return misdated;
    }

    /** Nothing closed later than the newest ledger of the source; where that is out of date, our clock serves, too. */
    private Instant latest(Instant now) {
        return newestClosedAt
                .get()
                .map(newest -> newest.isAfter(now) ? newest : now)
                .map(newest -> newest.plus(NEAR))
                .orElse(Instant.MAX);
    }

    /** Rejects what lies in more days than the ledgers of a batch can last, so that each batch makes few partitions. */
    private static void rejectBeyondDays(List<Received> batch, BitSet misdated) {
        long[] ledgers = batch.stream().mapToLong(Received::ledger).sorted().toArray();
        // A few tokens that lie do not widen the span.
        int aside = ledgers.length / 20;
        long span = ledgers.length == 0 ? 0 : ledgers[ledgers.length - 1 - aside] - ledgers[aside];
        long most = FEW_DAYS + LONGEST_LEDGER.multipliedBy(span).toDays();
        var days = new HashSet<Long>();
        for (int i = 0; i < batch.size(); i++) {
            long day = Math.floorDiv(batch.get(i).at().getEpochSecond(), SECONDS_A_DAY);
            if (!misdated.get(i) && days.size() >= most && !days.contains(day)) {
                misdated.set(i);
            } else if (!misdated.get(i)) {
                days.add(day);
            }
        }
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
