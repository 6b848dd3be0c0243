package org.stellarticker.db.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * The queue of work that is tried again until it succeeds. After a failure the delay is one minute, and doubles with each further
 * failure up to six hours. A jitter keeps work that failed together from being retried together.
 */
public final class RetryQueue {

    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY = Duration.ofHours(6);

    /** The largest deviation from a delay, as a share of it. */
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    public RetryQueue(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Adds a task. A task that is in the queue already keeps its attempts, and gets the earlier of both times and the newer
     * payload.
     */
    @WrittenBy(Program.INGESTER)
    public <K> void enqueue(Transaction tx, RetryKind<K> kind, K key, String payload, Instant at) {
        tx.update("""
                insert into retry_task as queued (kind, key, payload, next_at)
                values (?, ?, ?, ?)
                on conflict (kind, key) do update
                set payload = excluded.payload, next_at = least(queued.next_at, excluded.next_at)
                """, kind.word(), kind.format(key), payload, at);
    }

    /** Returns the tasks of a kind that are due, the longest overdue first. */
    public <K> List<RetryTask<K>> listDue(Transaction tx, RetryKind<K> kind, Instant now, int most) {
        return tx.list("""
                select *
                from retry_task
                where kind = ? and next_at <= ?
                order by next_at, key
                limit ?
                """, columns -> read(columns, kind), kind.word(), now, most);
    }

    /** Returns the task of a key; empty when the queue holds none. */
    public <K> Optional<RetryTask<K>> find(Transaction tx, RetryKind<K> kind, K key) {
        return tx.find(
                "select * from retry_task where kind = ? and key = ?",
                columns -> read(columns, kind),
                kind.word(),
                kind.format(key));
    }

    /** Returns the number of tasks of each kind. */
    public Map<String, Long> countByKind(Transaction tx) {
        var counts = new TreeMap<String, Long>();
        tx.list("select kind, count(*) from retry_task group by kind", columns -> {
            return counts.put(Columns.text(columns, "kind"), columns.getLong("count"));
        });
        return counts;
    }

    /** Removes a task that has succeeded. */
    @WrittenBy(Program.INGESTER)
    public <K> void complete(Transaction tx, RetryKind<K> kind, K key) {
        tx.update("delete from retry_task where kind = ? and key = ?", kind.word(), kind.format(key));
    }

    /**
     * Delays a task that has failed. A task that an operator has removed meanwhile stays removed.
     *
     * @return the time of the next attempt
     */
    @WrittenBy(Program.INGESTER)
    public <K> Instant reschedule(Transaction tx, RetryTask<K> task, String error, Instant now) {
        Instant next = now.plus(delay(task.attempts()));
        tx.update("""
                update retry_task
                set attempts = attempts + 1, last_error = ?, next_at = ?
                where kind = ? and key = ?
                """, error, next, task.kind().word(), task.kind().format(task.key()));
        return next;
    }

    /**
     * Delays a task whose time has not come, which is no failure. A task that an operator has removed meanwhile stays
     * removed.
     */
    @WrittenBy(Program.INGESTER)
    public <K> void postpone(Transaction tx, RetryTask<K> task, Instant next) {
        tx.update(
                "update retry_task set next_at = ? where kind = ? and key = ?",
                next,
                task.kind().word(),
                task.kind().format(task.key()));
    }

    private Duration delay(int attempts) {
        long doubled = FIRST_DELAY.toMillis() << Math.min(attempts, 20);
        double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(Math.min(doubled, LONGEST_DELAY.toMillis()) * spread));
    }

    private static <K> RetryTask<K> read(ResultSet columns, RetryKind<K> kind) throws SQLException {
        return new RetryTask<>(
                kind,
                kind.parse(Columns.text(columns, "key")),
                Columns.text(columns, "payload"),
                columns.getInt("attempts"),
                Columns.instant(columns, "next_at"),
                Columns.text(columns, "last_error"),
                Columns.instant(columns, "created_at"));
    }
}
