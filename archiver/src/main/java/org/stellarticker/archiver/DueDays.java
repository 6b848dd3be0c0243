package org.stellarticker.archiver;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.AuditedDay;
import org.stellarticker.db.archive.DaySource;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.coverage.FetchedTime;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;

/** Says which stored days are to be archived, and why others cannot be yet. */
final class DueDays {

    private final Database database;
    private final PartitionStore partitions;
    private final ArchivedDayStore archived = new ArchivedDayStore();
    private final EventLog events = new EventLog();
    private final Clock clock;

    DueDays(Database database, Clock clock) {
        this.database = database;
        this.partitions = new PartitionStore(database);
        this.clock = clock;
    }

    /**
     * A finished day whose current version is not archived.
     *
     * @param waitsFor what it lacks; empty when it can be archived now
     */
    record Day(LocalDate day, Optional<String> waitsFor) {}

    /** Lists the finished days that are stored and not archived as they are, oldest first. */
    List<Day> list() {
        return list(_ -> {});
    }

    /**
     * Lists the same days.
     *
     * @param proven receives the days that were found current by the revisions of their candles, since the event log no longer
     *     has all events: noted so, the log suffices again for as long as it keeps events
     */
    List<Day> list(Consumer<ArchivedDay> proven) {
        List<LocalDate> finished = database.snapshot(partitions::list).stream()
                .filter(partition -> partition.state() == DayPartition.State.ATTACHED)
                .filter(partition -> !partition.end().isAfter(clock.instant()))
                .map(DayPartition::day)
                .toList();
        var due = new ArrayList<Day>();
        for (LocalDate day : finished) {
            Look look = database.snapshot(tx -> look(tx, day));
            look.due().ifPresent(due::add);
            look.proven().ifPresent(proven);
        }
        return due;
    }

    /** What a look at a day found. */
    private record Look(Optional<Day> due, Optional<ArchivedDay> proven) {}

    private Look look(Transaction tx, LocalDate day) {
        Optional<ArchivedDay> there = archived.find(tx, day);
        if (there.isPresent() && archived.isCurrent(tx, there.get())) {
            return new Look(
                    Optional.empty(),
                    there.filter(found -> !archived.isCovered(tx, found))
                            .map(found -> found.currentAt(events.position(tx))));
        }
        return new Look(find(tx, day), Optional.empty());
    }

    /** Returns what a day lacks in the transaction's snapshot; empty for a day that never becomes complete. */
    static Optional<Day> find(Transaction tx, LocalDate day) {
        Instant begin = ArchivedDayStore.begin(day);
        Instant end = ArchivedDayStore.end(day);
        FetchedTime fetched = new CoverageStore().fetched(tx, begin, end);
        if (fetched.completeFrom().filter(from -> begin.isBefore(from)).isPresent()) {
            // Its begin was never stored, so it never becomes complete by itself.
            return Optional.empty();
        }
        return Optional.of(new Day(day, waitsFor(fetched, new DaySource(tx, day), begin, end)));
    }

    private static Optional<String> waitsFor(FetchedTime fetched, DaySource source, Instant begin, Instant end) {
        if (!fetched.isComplete(begin, end)) {
            return Optional.of(fetched.gaps().isEmpty() ? "its last trades" : "the trades of a gap");
        }
        AuditedDay audit = source.audit();
        if (audit.firstOpen().isPresent()) {
            return Optional.of("the audit of the hour " + audit.firstOpen().get());
        }
        return source.hasMarks() ? Optional.of("its candles") : Optional.empty();
    }
}
