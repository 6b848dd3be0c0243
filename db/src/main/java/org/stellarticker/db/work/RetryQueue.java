package org.stellarticker.db.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * What is owed. Work that fails is tried again after a minute, then after twice as long each time, up to six hours, each
 * time a little more or less, so that what failed together does not come back together.
 */
public final class RetryQueue {

    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY = Duration.ofHours(6);

    /** Of the delay, at most, to either side. */
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    public RetryQueue(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Owes something from an instant on. What is owed already stays owed once, with its attempts, at the earlier of both
     * instants and with the newer payload.
     */
    @WrittenBy(Program.INGESTER)
    public void enqueue(Transaction tx, String kind, String key, String payload, Instant at) {
        tx.update("""
                insert into retry_task as owed (kind, key, payload, next_at)
                values (?, ?, ?, ?)
                on conflict (kind, key) do update
                set payload = excluded.payload, next_at = least(owed.next_at, excluded.next_at)
                """, kind, key, payload, at);
    }

    /** What is to be done of a kind by now, the longest overdue first. */
    public List<RetryTask> listDue(Transaction tx, String kind, Instant now, int most) {
        return tx.list("""
                select *
                from retry_task
                where kind = ? and next_at <= ?
                order by next_at, key
                limit ?
                """, RetryQueue::read, kind, now, most);
    }

    /** How much is owed of each kind. */
    public Map<String, Long> countByKind(Transaction tx) {
        var counts = new TreeMap<String, Long>();
        tx.list("select kind, count(*) from retry_task group by kind", columns -> {
            return counts.put(Columns.text(columns, "kind"), columns.getLong("count"));
        });
        return counts;
    }

    /** It is owed no more. */
    @WrittenBy(Program.INGESTER)
    public void complete(Transaction tx, RetryTask work) {
        tx.update("delete from retry_task where kind = ? and key = ?", work.kind(), work.key());
    }

    /**
     * It failed, and is owed later; unless an operator has ended it meanwhile.
     *
     * @return when
     */
    @WrittenBy(Program.INGESTER)
    public Instant reschedule(Transaction tx, RetryTask work, String fault, Instant now) {
        Instant next = now.plus(delay(work.attempts()));
        tx.update("""
                update retry_task
                set attempts = attempts + 1, last_fault = ?, next_at = ?
                where kind = ? and key = ?
                """, fault, next, work.kind(), work.key());
        return next;
    }

    private Duration delay(int attempts) {
        long doubled = FIRST_DELAY.toMillis() << Math.min(attempts, 20);
        double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(Math.min(doubled, LONGEST_DELAY.toMillis()) * spread));
    }

    private static RetryTask read(ResultSet columns) throws SQLException {
        return new RetryTask(
                Columns.text(columns, "kind"),
                Columns.text(columns, "key"),
                Columns.text(columns, "payload"),
                columns.getInt("attempts"),
                Columns.instant(columns, "next_at"),
                Columns.text(columns, "last_fault"),
                Columns.instant(columns, "created_at"));
    }
}
