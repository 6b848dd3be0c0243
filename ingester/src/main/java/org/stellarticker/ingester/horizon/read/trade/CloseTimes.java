package org.stellarticker.ingester.horizon.read.trade;

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
 * Compares a trade's close time with those of the trades before and after it. A single wrong time that lies years away would
 * create a partition of its own, and would be the newest or oldest of all.
 *
 * <p>A trade is misdated when its time does not agree with most of its neighbours. With too few neighbours, a trade may not
 * lie in the future. Nothing closes later than the newest ledger of the source, and a batch lies in few days. An object keeps
 * the last times that it accepted, for pages and streams that follow each other. Safe for use by many threads.
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

        /** Returns whether at least one of the two is wrong. */
        boolean excludes(Received other) {
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
     * Returns which of the trades are misdated, by their index.
     *
     * @param trades the trades that follow those of the call before
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
        before.subList(0, Math.max(0, before.size() - COMPARED)).clear();
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
        for (int i = Math.max(0, at - COMPARED); i < Math.min(received.size(), at + COMPARED + 1); i++) {
            if (i != at) {
                votes++;
                against += received.get(i).excludes(asked) ? 1 : 0;
            }
        }
        return votes < FEWEST ? asked.at.isAfter(now) : against * 2 > votes;
    }
}
