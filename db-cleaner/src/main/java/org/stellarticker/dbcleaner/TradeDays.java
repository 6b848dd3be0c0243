package org.stellarticker.dbcleaner;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stellarticker.db.Database;
import org.stellarticker.db.LockTimeout;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;

/**
 * Keeps the days of trades: creates some ahead, moves the retention watermark past old ones so that nothing is stored into them
 * any more, and drops them once all of their trades are in the candles.
 */
final class TradeDays {

    /** Days to create ahead; today exists even if no pass was made for so many days. */
    private static final int AHEAD = 3;

    /** Transactions that read or store trades mostly end earlier; a longer one must not wait for the cleaner. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private final Database database;
    private final PartitionStore partitions;
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final CandleStore candles = new CandleStore();
    private final DayArchive archive;
    private final Clock clock;

    TradeDays(Database database, Retention retention, Clock clock) {
        this.database = database;
        this.partitions = new PartitionStore(database);
        this.archive = new DayArchive(database, retention, clock);
        this.clock = clock;
    }

    void keepAhead() {
        LocalDate today = PartitionStore.dayOf(clock.instant());
        partitions.ensure(today.datesUntil(today.plusDays(AHEAD + 1)).toList());
    }

    /**
     * Moves the retention watermark to an instant's midnight, unless it is there already. Where days must be archived, it stops
     * before the first that is not: trades behind it are never stored again, and what the audit found of them is deleted.
     *
     * @return why it could not be moved, which the next pass tries again; empty when it is there
     */
    Optional<String> expire(Instant upTo) {
        Instant midnight = upTo.truncatedTo(ChronoUnit.DAYS);
        boolean thereAlready = database.snapshot(watermark::find)
                .filter(there -> !there.isBefore(midnight))
                .isPresent();
        if (thereAlready) {
            return Optional.empty();
        }
        try {
            return database.transaction(tx -> {
                // No trade is stored from here on to the commit, so an archived day stays as it is.
                watermark.lock(tx, LOCK_TIMEOUT);
                Optional<LocalDate> missing = archive.findMissing(tx, midnight);
                watermark.move(tx, missing.map(ArchivedDayStore::begin).orElse(midnight), LOCK_TIMEOUT);
                return missing.map(DayArchive::inWords);
            });
        } catch (LockTimeout busy) {
            return Optional.of(
                    "a transaction that lasts may still store trades of before " + PartitionStore.dayOf(midnight));
        }
    }

    /**
     * Returns the midnight before which no candle will be made anew: no trade is stored any more, and all stored trades are in
     * the candles. Empty before the watermark first moved.
     */
    Optional<Instant> settledBefore() {
        return database.snapshot(this::settledBefore);
    }

    private Optional<Instant> settledBefore(Transaction tx) {
        return watermark
                .find(tx)
                .map(expired -> candles.findOldestMark(tx)
                        .map(minute -> minute.truncatedTo(ChronoUnit.DAYS))
                        .filter(marked -> marked.isBefore(expired))
                        .orElse(expired));
    }

    /**
     * Returns the midnight before which nothing is needed any more: it is settled, and no day before it is held back, whose
     * candles, audit and ledgers the archive may still have to get. Empty before the watermark first moved.
     */
    Optional<Instant> unneededBefore() {
        return database.snapshot(tx -> settledBefore(tx)
                .map(settled -> archive.findBegin(tx, listExpired(tx))
                        .filter(held -> held.isBefore(settled))
                        .orElse(settled)));
    }

    /**
     * Drops the days before the watermark, oldest first, until one cannot be dropped.
     *
     * @param notExpired why the watermark could not move; empty when it did
     */
    Cleaned.Days dropExpired(Optional<String> notExpired) {
        var dropped = new ArrayList<LocalDate>();
        Optional<String> held = Optional.empty();
        Iterator<DayPartition> due = database.snapshot(this::listExpired).iterator();
        while (held.isEmpty() && due.hasNext()) {
            DayPartition partition = due.next();
            if (archive.isRestored(partition.day())) {
                continue;
            }
            held = drop(partition);
            if (held.isEmpty()) {
                dropped.add(partition.day());
            }
        }
        archive.forgetDropped();
        String reasons = Stream.of(held, notExpired).flatMap(Optional::stream).collect(joining("; "));
        return new Cleaned.Days(there(), dropped, reasons);
    }

    /** Returns the days that exist, oldest first, with those created ahead. */
    List<LocalDate> there() {
        return database.snapshot(partitions::list).stream()
                .map(DayPartition::day)
                .toList();
    }

    private List<DayPartition> listExpired(Transaction tx) {
        Instant expired = watermark.find(tx).orElse(Instant.MIN);
        return partitions.list(tx).stream()
                .filter(partition -> !partition.end().isAfter(expired))
                .toList();
    }

    /** Drops a day; returns why it could not, empty when it did. */
    private Optional<String> drop(DayPartition partition) {
        if (settledBefore().filter(settled -> !partition.end().isAfter(settled)).isEmpty()) {
            return Optional.of("trades of " + partition.day() + " wait for the aggregator");
        }
        if (partition.state() == DayPartition.State.ATTACHED) {
            Optional<LocalDate> missing = database.snapshot(tx -> archive.findMissing(tx, partition));
            if (missing.isPresent()) {
                return missing.map(DayArchive::inWords);
            }
        }
        try {
            if (!partitions.drop(partition.day(), LOCK_TIMEOUT)) {
                return Optional.of("another takes days away right now");
            }
            return Optional.empty();
        } catch (LockTimeout read) {
            return Optional.of("a transaction that lasts may still read the trades of " + partition.day());
        }
    }
}
