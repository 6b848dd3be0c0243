package org.stellarticker.db.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Entries of crawlers. */
public final class JournalStore {

    /**
     * Stores those entries whose ids the account has not used yet.
     *
     * @return how many
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public int add(Transaction tx, long accountId, List<NewEntry> entries, Instant now) {
        return tx.update(
                """
                insert into journal_entry
                    (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select ?, client_id, type, string_to_array(tags, ' '), body, at::timestamptz, ?, expires_at::timestamptz
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    with ordinality as entry (client_id, type, tags, body, at, expires_at, place)
                order by place
                on conflict (account_id, client_id) do nothing
                """,
                accountId,
                now,
                texts(entries, NewEntry::clientId),
                texts(entries, NewEntry::type),
                texts(entries, entry -> String.join(" ", entry.tags())),
                texts(entries, NewEntry::body),
                texts(entries, entry -> entry.at().toString()),
                texts(entries, entry -> entry.expiresAt().toString()));
    }

    private static String[] texts(List<NewEntry> entries, Function<NewEntry, String> text) {
        return entries.stream().map(text).toArray(String[]::new);
    }

    /**
     * Entries of a type by one account.
     *
     * @param bytes what they take, about
     */
    public record Stored(long accountId, String type, long entries, long bytes) {}

    /** Counts the entries of an account, by type; types without any are left out. */
    public List<Stored> count(Transaction tx, long accountId) {
        return tx.listReplanned("""
                select account_id, type, count(*) as entries,
                    sum(octet_length(body) + octet_length(tags::text) + ?)::bigint as bytes
                from journal_entry
                where account_id = ?
                group by account_id, type
                """, JournalStore::stored, JournalBounds.ROW, accountId);
    }

    /** Counts the entries of all accounts, by account and type. */
    public List<Stored> count(Transaction tx) {
        return tx.listReplanned("""
                select account_id, type, count(*) as entries,
                    sum(octet_length(body) + octet_length(tags::text) + ?)::bigint as bytes
                from journal_entry
                group by account_id, type
                order by account_id, type
                """, JournalStore::stored, JournalBounds.ROW);
    }

    private static Stored stored(ResultSet columns) throws SQLException {
        return new Stored(
                columns.getLong("account_id"),
                Columns.text(columns, "type"),
                columns.getLong("entries"),
                columns.getLong("bytes"));
    }

    /** Lists entries that have not ended, the newest first. */
    public List<StoredEntry> list(Transaction tx, JournalQuery query, Instant now) {
        return tx.listReplanned(
                """
                select journal_entry.*, account.name
                from journal_entry
                join account on account.id = account_id
                where journal_entry.id < ? and expires_at > ? and at >= ? and at < ?
                    and (?::text is null or type = ?) and (?::text is null or tags @> array[?::text])
                order by journal_entry.id desc
                limit ?
                """,
                JournalStore::read,
                query.before(),
                now,
                query.from(),
                query.to(),
                query.type(),
                query.type(),
                query.tag(),
                query.tag(),
                query.limit());
    }

    /** Lists of each tag the newest entry of a type by each account, of those that have not ended. */
    public List<TaggedEntry> listNewest(Transaction tx, String type, List<String> tags, Instant now, int most) {
        return tx.listReplanned(
                """
                select about.tag, newest.*
                from unnest(?::text[]) as about (tag)
                cross join lateral (
                    select distinct on (account_id) journal_entry.*, account.name
                    from journal_entry
                    join account on account.id = account_id
                    where tags @> array[about.tag] and type = ? and expires_at > ? and disabled_at is null
                    order by account_id, journal_entry.id desc
                ) as newest
                order by about.tag, newest.name
                limit ?
                """,
                columns -> new TaggedEntry(Columns.text(columns, "tag"), read(columns)),
                tags.toArray(String[]::new),
                type,
                now,
                most);
    }

    /**
     * Deletes entries that ended before an instant.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteEndedBefore(Transaction tx, Instant before, int most) {
        return tx.updateReplanned("""
                delete from journal_entry
                where id = any(array(select id from journal_entry where expires_at < ? order by expires_at limit ?))
                """, before, most);
    }

    /**
     * Deletes the oldest entries of an account and type beyond a number.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBeyond(Transaction tx, Stored of, int kept, int most) {
        return tx.updateReplanned("""
                delete from journal_entry
                where id = any(array(
                    select id
                    from (
                        select id, row_number() over (order by id desc) as place
                        from journal_entry
                        where account_id = ? and type = ?
                    ) as numbered
                    where place > ?
                    order by id
                    limit ?
                ))
                """, of.accountId(), of.type(), kept, most);
    }

    /**
     * Deletes the oldest entries of an account beyond a size.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBeyond(Transaction tx, long accountId, long bytes, int most) {
        return tx.updateReplanned("""
                delete from journal_entry
                where id = any(array(
                    select id
                    from (
                        select id,
                            sum(octet_length(body) + octet_length(tags::text) + ?) over (order by id desc) as bytes
                        from journal_entry
                        where account_id = ?
                    ) as summed
                    where bytes > ?
                    order by id
                    limit ?
                ))
                """, JournalBounds.ROW, accountId, bytes, most);
    }

    private static StoredEntry read(ResultSet columns) throws SQLException {
        var entry = new NewEntry(
                Columns.text(columns, "client_id"),
                Columns.text(columns, "type"),
                Columns.texts(columns, "tags"),
                Columns.text(columns, "body"),
                Columns.instant(columns, "at"),
                Columns.instant(columns, "expires_at"));
        return new StoredEntry(
                columns.getLong("id"), Columns.text(columns, "name"), entry, Columns.instant(columns, "received_at"));
    }
}
