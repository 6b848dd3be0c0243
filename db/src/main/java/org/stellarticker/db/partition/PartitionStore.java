package org.stellarticker.db.partition;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.db.AdvisoryLock;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Database;
import org.stellarticker.db.LockTimeout;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.partition.DayPartition.State;

/** The partitions of {@code trade}: one for each day (UTC) of close time. */
public final class PartitionStore {

    /** More days than a process meets; a forgotten day costs one more statement. */
    private static final int REMEMBERED = 4_000;

    /** Held by the session that drops a day. */
    static final AdvisoryLock DROP_LOCK = AdvisoryLock.of("drop trades");

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'trade_'uuuu_MM_dd");
    private static final String LIST = Sql.of(PartitionStore.class, "list");

    private final Database database;
    private final Set<LocalDate> there = ConcurrentHashMap.newKeySet();

    public PartitionStore(Database database) {
        this.database = database;
    }

    /** Returns the day (UTC) whose partition holds a trade of this close time. */
    public static LocalDate dayOf(Instant closeTime) {
        return LocalDate.ofInstant(closeTime, ZoneOffset.UTC);
    }

    /**
     * Creates the missing partitions of these days, each in a short transaction of its own, so that its lock on
     * {@code trade} is not held while trades are stored. Readers and writers continue, and several callers may want one day
     * at once.
     */
    @WrittenBy({Program.INGESTER, Program.DB_CLEANER})
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

    /** Creates the missing partitions of a time range, both ends inclusive. */
    @WrittenBy({Program.INGESTER, Program.DB_CLEANER})
    public void ensure(Instant from, Instant to) {
        ensure(dayOf(from).datesUntil(dayOf(to.plus(Duration.ofDays(1)))).toList());
    }

    /** Lists the tables of days, oldest first, also those that are being dropped. */
    public List<DayPartition> list(Transaction tx) {
        return tx.list(
                LIST,
                columns -> new DayPartition(
                        columns.getObject("day", LocalDate.class), State.valueOf(Columns.text(columns, "state"))));
    }

    /**
     * Drops a day's trades, or continues where a killed call ended. Readers and writers of {@code trade} wait for at most
     * {@code lockTimeout}.
     *
     * @param day before the retention watermark, so that nobody stores into it any more
     * @return whether they are dropped; false while another session drops a day
     * @throws LockTimeout if transactions that may still read them last longer than {@code lockTimeout}; the next call
     *     continues
     */
    @WrittenBy(Program.DB_CLEANER)
    public boolean drop(LocalDate day, Duration lockTimeout) {
        return database.autoCommit(lockTimeout, session -> {
            boolean locked = DROP_LOCK.tryLock(session);
            if (locked) {
                list(session).stream()
                        .filter(partition -> partition.day().equals(day))
                        .forEach(partition -> dropPartition(session, partition));
                DROP_LOCK.unlock(session);
            }
            return locked;
        });
    }

    /** Drops a table; its name cannot be a parameter, and made of a date it needs no quotes. */
    private static void dropPartition(Transaction session, DayPartition partition) {
        String name = NAME.format(partition.day());
        switch (partition.state()) {
            case ATTACHED -> session.update("alter table trade detach partition " + name + " concurrently");
            case DETACHING -> session.update("alter table trade detach partition " + name + " finalize");
            case DETACHED -> {
                // Only the drop is left.
            }
        }
        session.update("drop table " + name);
    }
}
