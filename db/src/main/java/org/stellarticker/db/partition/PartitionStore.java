package org.stellarticker.db.partition;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.db.Database;
import org.stellarticker.db.Program;
import org.stellarticker.db.WrittenBy;

/** The partitions of {@code trade}: one for each day (UTC) of close time. */
public final class PartitionStore {

    /** More days than a process meets; what is forgotten is merely asked for again. */
    private static final int REMEMBERED = 4_000;

    private final Database database;
    private final Set<LocalDate> there = ConcurrentHashMap.newKeySet();

    public PartitionStore(Database database) {
        this.database = database;
    }

    /** The day (UTC) whose partition takes a trade of this close time. */
    public static LocalDate dayOf(Instant closeTime) {
        return LocalDate.ofInstant(closeTime, ZoneOffset.UTC);
    }

    /**
     * Makes sure that trades of these days can be stored. What is missing is made in a short transaction of its own, so
     * that the lock it takes on {@code trade} is not held while trades are stored; readers and writers go on meanwhile,
     * and several may ask for one day at once.
     */
    @WrittenBy(Program.INGESTER)
    public void ensure(Collection<LocalDate> days) {
        for (LocalDate day : days) {
            if (!there.contains(day)) {
                database.commit(tx -> tx.get("select ensure_trade_partition(?)", _ -> day, day));
                if (there.size() >= REMEMBERED) {
                    there.clear();
                }
                there.add(day);
            }
        }
    }

    /** Makes sure of all days that a stretch of time touches, both ends inclusive. */
    @WrittenBy(Program.INGESTER)
    public void ensure(Instant from, Instant to) {
        ensure(dayOf(from).datesUntil(dayOf(to.plus(Duration.ofDays(1)))).toList());
    }
}
