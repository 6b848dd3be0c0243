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
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;

/**
 * The days of trades: some are there ahead of their time; those past retention are sealed, so that nothing is stored into
 * them any more, and dropped once all that was stored is in the candles.
 */
final class TradeDays {

    /** Today is one of them when it begins, though no pass was made for so many days. */
    private static final int AHEAD = 3;

    /** Who reads or stores trades is done in less, as a rule; who is not, must not be kept waiting by us. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private final Database database;
    private final PartitionStore partitions;
    private final RetentionWatermark expire = new RetentionWatermark();
    private final CandleStore candles = new CandleStore();
    private final Clock clock;

    TradeDays(Database database, Clock clock) {
        this.database = database;
        this.partitions = new PartitionStore(database);
        this.clock = clock;
    }

    void keepAhead() {
        LocalDate today = PartitionStore.dayOf(clock.instant());
        partitions.ensure(today.datesUntil(today.plusDays(AHEAD + 1)).toList());
    }

    /**
     * Moves the seal on to an instant's midnight, unless it is there already.
     *
     * @return why it could not be moved, which the next pass tries again; empty when it is there
     */
    Optional<String> expire(Instant upTo) {
        Instant midnight = upTo.truncatedTo(ChronoUnit.DAYS);
        boolean thereAlready = database.snapshot(expire::find)
                .filter(there -> !there.isBefore(midnight))
                .isPresent();
        if (thereAlready) {
            return Optional.empty();
        }
        try {
            database.commit(tx -> expire.move(tx, midnight, LOCK_TIMEOUT));
            return Optional.empty();
        } catch (LockTimeout busy) {
            return Optional.of(
                    "a transaction that lasts may still store trades of before " + PartitionStore.dayOf(midnight));
        }
    }

    /**
     * The midnight before which no candle will be made anew: nothing is stored any more, and all that was is worked in.
     * Empty as long as there is none.
     */
    Optional<Instant> settledBefore() {
        return database.snapshot(tx -> expire.find(tx)
                .map(watermark -> candles.findOldestMark(tx)
                        .map(minute -> minute.truncatedTo(ChronoUnit.DAYS))
                        .filter(marked -> marked.isBefore(watermark))
                        .orElse(watermark)));
    }

    /**
     * Drops the sealed days, oldest first, until one cannot be.
     *
     * @param unsealed why a day that should be is not sealed; empty when none is
     */
    Cleaned.Days dropExpired(Optional<String> unsealed) {
        var dropped = new ArrayList<LocalDate>();
        Optional<String> held = Optional.empty();
        Iterator<DayPartition> due = listExpired().iterator();
        while (held.isEmpty() && due.hasNext()) {
            DayPartition partition = due.next();
            held = drop(partition);
            if (held.isEmpty()) {
                dropped.add(partition.day());
            }
        }
        String hindrances = Stream.of(held, unsealed).flatMap(Optional::stream).collect(joining("; "));
        return new Cleaned.Days(there(), dropped, hindrances);
    }

    /** Oldest first, with those ahead. */
    List<LocalDate> there() {
        return database.snapshot(partitions::list).stream()
                .map(DayPartition::day)
                .toList();
    }

    private List<DayPartition> listExpired() {
        return database.snapshot(tx -> {
            Instant watermark = expire.find(tx).orElse(Instant.MIN);
            return partitions.list(tx).stream()
                    .filter(partition -> !partition.end().isAfter(watermark))
                    .toList();
        });
    }

    /** @return why it could not be; empty when it is gone */
    private Optional<String> drop(DayPartition partition) {
        if (settledBefore().filter(settled -> !partition.end().isAfter(settled)).isEmpty()) {
            return Optional.of("trades of " + partition.day() + " wait for the aggregator");
        }
        try {
            return partitions.drop(partition.day(), LOCK_TIMEOUT)
                    ? Optional.empty()
                    : Optional.of("another takes days away right now");
        } catch (LockTimeout read) {
            return Optional.of("a transaction that lasts may still read the trades of " + partition.day());
        }
    }
}
