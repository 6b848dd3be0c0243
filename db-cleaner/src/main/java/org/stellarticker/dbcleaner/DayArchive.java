package org.stellarticker.dbcleaner;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.RestoredDayStore;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;

/** Says which days the archive must have before they are dropped, and which it gave back. */
final class DayArchive {

    private final Database database;
    private final Retention retention;
    private final Clock clock;
    private final PartitionStore partitions;
    private final ArchivedDayStore archived = new ArchivedDayStore();
    private final RestoredDayStore restored = new RestoredDayStore();
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final CoverageStore coverage = new CoverageStore();

    DayArchive(Database database, Retention retention, Clock clock) {
        this.database = database;
        this.retention = retention;
        this.clock = clock;
        this.partitions = new PartitionStore(database);
    }

    /**
     * Finds the oldest day between the retention watermark and an instant that must be archived still; empty where none must.
     * Days behind the watermark hold nothing else back: nobody stores into them.
     */
    Optional<LocalDate> findMissing(Transaction tx, Instant before) {
        if (!retention.archiveRequired()) {
            return Optional.empty();
        }
        Instant expired = watermark.find(tx).orElse(Instant.MIN);
        return partitions.list(tx).stream()
                .filter(partition -> partition.state() == DayPartition.State.ATTACHED)
                .filter(partition -> partition.end().isAfter(expired))
                .filter(partition -> !partition.end().isAfter(before))
                .flatMap(partition -> findMissing(tx, partition).stream())
                .findFirst();
    }

    /** Returns the day of a partition if it must be archived still; what the archive gave back, it has. */
    Optional<LocalDate> findMissing(Transaction tx, DayPartition partition) {
        boolean there = !retention.archiveRequired()
                || restored.find(tx, partition.day()).isPresent()
                || neverComplete(tx, partition.day())
                || archived.find(tx, partition.day())
                        // Both: what is dropped cannot be looked at again.
                        .filter(day -> archived.isCurrent(tx, day)
                                && archived.revisions(tx, day.day()).equals(day.state()))
                        .isPresent();
        return there ? Optional.empty() : Optional.of(partition.day());
    }

    /** The first day of the history lacks its begin, which nobody will store: it would stay for ever. */
    private boolean neverComplete(Transaction tx, LocalDate day) {
        return coverage.completeFrom(tx)
                .filter(from -> ArchivedDayStore.begin(day).isBefore(from))
                .isPresent();
    }

    static String inWords(LocalDate missing) {
        return "the trades of " + missing + " are not archived";
    }

    /** Returns whether a day was put back from the archive, not longer ago than days of trades are kept. */
    boolean isRestored(LocalDate day) {
        return database.snapshot(tx -> restored.find(tx, day))
                .filter(at -> at.plus(retention.trades()).isAfter(clock.instant()))
                .isPresent();
    }

    /** Returns the begin of the oldest of some days that was not put back from the archive and is still read. */
    Optional<Instant> findBegin(Transaction tx, List<DayPartition> days) {
        List<LocalDate> back = restored.listDays(tx);
        return days.stream()
                .filter(partition -> partition.state() == DayPartition.State.ATTACHED)
                .map(DayPartition::day)
                .filter(day -> !back.contains(day))
                .findFirst()
                .map(ArchivedDayStore::begin);
    }

    /** Forgets the restored days that were dropped again, also by a pass that was killed then. */
    void forgetDropped() {
        database.commit(tx -> {
            List<LocalDate> back = restored.listDays(tx);
            List<LocalDate> there =
                    partitions.list(tx).stream().map(DayPartition::day).toList();
            back.stream().filter(day -> !there.contains(day)).forEach(day -> restored.delete(tx, day));
        });
    }
}
