package org.stellarticker.db.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * Counts the requests with a key in each minute, for all servers together. A server takes a part of a key's quota ahead, so
 * that it need not write for each request, and adds afterwards what it has answered. The minute is that of the database, so
 * the servers' clocks do not matter.
 */
public final class KeyUsageStore {

    /** A server takes this part of what is left of the quota, so that the others find something, too. */
    private static final int PART = 20;

    private static final String TAKEN = Sql.of(KeyUsageStore.class, "taken");

    /**
     * A part of a key's quota.
     *
     * @param minute for which it may be used
     * @param requests that the server may answer; 0 when the quota is used up
     * @param left that no server has taken yet
     * @param ends the time until the minute ends
     */
    public record Grant(Instant minute, int requests, int left, Duration ends) {}

    /** What a server counted of a key in a minute. */
    public record Counted(long keyId, Instant minute, int used, int refused) {}

    /**
     * What was taken in this minute.
     *
     * @param granted of the key's quota
     * @param together of the quotas of all keys of its account, those that ended since too
     * @param quota the largest one of the account's keys that may be used
     */
    private record Taken(Instant minute, int granted, long together, int quota, Duration ends) {}

    /**
     * Takes a part of what is left in this minute: of the key's quota, and of the largest quota of its account's keys, which
     * they share. So a key that is created in place of another, or beside it, brings no fresh quota.
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public Grant take(Transaction tx, long keyId, int quota) {
        // One at a time for each account. What is read next must be as it is then, so it is a statement of its own.
        tx.get("""
                select 1
                from account
                where id = (select account_id from api_key where id = ?)
                for no key update
                """, _ -> true, keyId);
        Taken before = tx.get(
                TAKEN,
                columns -> new Taken(
                        Columns.instant(columns, "minute"),
                        columns.getInt("granted"),
                        columns.getLong("together"),
                        columns.getInt("quota"),
                        Duration.ofMillis(Math.max(0, columns.getLong("ends")))),
                keyId,
                keyId);
        long together = Math.max(quota, before.quota()) - before.together();
        int left = Math.toIntExact(Math.max(0, Math.min(quota - before.granted(), together)));
        int part = Math.min(left, Math.max(1, left / PART));
        tx.update("""
                insert into key_usage as kept (key_id, minute, granted, used, refused)
                values (?, ?, ?, 0, 0)
                on conflict (key_id, minute) do update set granted = kept.granted + excluded.granted
                """, keyId, before.minute(), part);
        return new Grant(before.minute(), part, left - part, before.ends());
    }

    /** Adds what a server counted, and notes when the keys were used last. Keys that were deleted are left out. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void add(Transaction tx, List<Counted> counts) {
        Long[] keys = counts.stream().map(Counted::keyId).toArray(Long[]::new);
        long[] seconds = counts.stream()
                .mapToLong(count -> count.minute().getEpochSecond())
                .toArray();
        int[] used = counts.stream().mapToInt(Counted::used).toArray();
        int[] refused = counts.stream().mapToInt(Counted::refused).toArray();
        tx.update("""
                insert into key_usage as kept (key_id, minute, granted, used, refused)
                select key_id, to_timestamp(second), 0, used, refused
                from unnest(?::bigint[], ?::bigint[], ?::integer[], ?::integer[])
                    as counted (key_id, second, used, refused)
                join api_key on api_key.id = key_id
                order by key_id, second
                on conflict (key_id, minute) do update
                set used = kept.used + excluded.used, refused = kept.refused + excluded.refused
                """, keys, seconds, used, refused);
        tx.update("""
                update api_key
                set last_used_at = newest
                from (
                    select key_id, to_timestamp(max(second)) as newest
                    from unnest(?::bigint[], ?::bigint[], ?::integer[]) as counted (key_id, second, used)
                    where used > 0
                    group by key_id
                ) as last_use
                where id = key_id and (last_used_at is null or last_used_at < newest)
                """, keys, seconds, used);
    }

    /** Lists the minutes of an account's keys from an instant on, the newest first. */
    public List<Counted> listOfAccount(Transaction tx, long accountId, Instant from) {
        return tx.list(
                """
                select key_usage.*
                from key_usage
                join api_key on api_key.id = key_id
                where account_id = ? and minute >= ?
                order by minute desc, key_id
                """,
                columns -> new Counted(
                        columns.getLong("key_id"),
                        Columns.instant(columns, "minute"),
                        columns.getInt("used"),
                        columns.getInt("refused")),
                accountId,
                from);
    }

    /**
     * Deletes minutes from before an instant.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before) {
        return tx.update("delete from key_usage where minute < ?", before);
    }
}
