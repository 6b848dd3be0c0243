package org.stellarticker.db.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Returns how many entries of types are stored; types without any are left out. */
    public Map<String, Long> count(Transaction tx, List<String> types) {
        var counts = new TreeMap<String, Long>();
        tx.list(
                "select type, count(*) from journal_entry where type = any(?) group by type",
                columns -> counts.put(Columns.text(columns, "type"), columns.getLong("count")),
                (Object) types.toArray(String[]::new));
        return counts;
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

    /** Returns the types of stored entries. */
    public List<String> listTypes(Transaction tx) {
        return tx.list(
                "select distinct type from journal_entry order by type", columns -> Columns.text(columns, "type"));
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
     * Deletes the oldest entries of a type beyond a number.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBeyond(Transaction tx, String type, int kept, int most) {
        return tx.updateReplanned("""
                delete from journal_entry
                where id = any(array(
                    select id
                    from journal_entry
                    where type = ?
                        and id <= (select id from journal_entry where type = ? order by id desc offset ? limit 1)
                    order by id
                    limit ?
                ))
                """, type, type, kept, most);
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
