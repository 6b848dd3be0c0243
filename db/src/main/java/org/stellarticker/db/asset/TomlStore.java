package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the last fetch of each toml that listed assets link to, and when it is due again. */
public final class TomlStore {

    private static final String LIST_DUE = Sql.of(TomlStore.class, "list-due-tomls");
    private static final String SAVE_READ = Sql.of(TomlStore.class, "save-toml");
    private static final String SAVE_FAILURE = Sql.of(TomlStore.class, "save-toml-failure");
    private static final String LIST_NOT_APPLIED = Sql.of(TomlStore.class, "list-not-applied-tomls");

    /** Lists the tomls of listed assets that are due, those never requested or the longest due first. */
    public List<DueToml> listDue(Transaction tx, Instant at) {
        return tx.list(LIST_DUE, TomlStore::due, at);
    }

    /** Returns the last fetch of a toml that another one links to. */
    public DueToml linked(Transaction tx, String url) {
        return tx.find(
                        "select toml_url, etag, last_modified, failures from toml_fetch where toml_url = ?",
                        TomlStore::due,
                        url)
                .orElse(new DueToml(url, "", "", 0));
    }

    private static DueToml due(ResultSet columns) throws SQLException {
        return new DueToml(
                Columns.text(columns, "toml_url"),
                Columns.text(columns, "etag"),
                Columns.text(columns, "last_modified"),
                columns.getInt("failures"));
    }

    /**
     * Saves a fetched toml; it replaces the last content.
     *
     * @param linkedFrom the stellar.toml that links it, for a currency's own file
     * @param due when to request it again
     */
    @WrittenBy(Program.INGESTER)
    public void saveRead(
            Transaction tx, String url, Optional<String> linkedFrom, TomlFetch fetch, Instant at, Instant due) {
        tx.update(
                SAVE_READ,
                url,
                linkedFrom,
                at,
                due,
                at,
                fetch.body(),
                fetch.etag(),
                fetch.lastModified(),
                fetch.organisation(),
                fetch.principals(),
                fetch.validators());
        saveFaults(tx, url, fetch.faults());
    }

    private static void saveFaults(Transaction tx, String url, List<TomlFetch.Fault> faults) {
        tx.update("delete from toml_problem where toml_url = ?", url);
        if (!faults.isEmpty()) {
            tx.update(
                    """
                    insert into toml_problem (toml_url, position, line, kind, about)
                    select ?, position, line, kind, about
                    from unnest(?::integer[], ?::text[], ?::text[]) with ordinality as fault (line, kind, about, position)
                    """,
                    url,
                    faults.stream().mapToInt(TomlFetch.Fault::line).toArray(),
                    faults.stream().map(TomlFetch.Fault::kind).toArray(String[]::new),
                    faults.stream().map(TomlFetch.Fault::about).toArray(String[]::new));
        }
    }

    /**
     * Saves that the last content is still current.
     *
     * @param etag its present ETag; empty when the server sent none, as is {@code lastModified}
     */
    @WrittenBy(Program.INGESTER)
    public void saveUnchanged(Transaction tx, String url, String etag, String lastModified, Instant at, Instant due) {
        tx.update("""
                update toml_fetch
                set requested_at = ?, fetched_at = ?, due_at = ?, outcome = 'unchanged', reason = '', failures = 0,
                    first_absent_at = null, etag = ?, last_modified = ?
                where toml_url = ?
                """, at, at, due, etag, lastModified, url);
    }

    /**
     * Saves a failed fetch; the last good content stays.
     *
     * @param outcome the kind of failure
     * @param absent whether the server answered that there is none
     */
    @WrittenBy(Program.INGESTER)
    public void saveFailure(
            Transaction tx,
            String url,
            Optional<String> linkedFrom,
            String outcome,
            String reason,
            boolean absent,
            Instant at,
            Instant due) {
        tx.update(SAVE_FAILURE, url, linkedFrom, at, outcome, reason, absent ? Optional.of(at) : Optional.empty(), due);
    }

    /** Postpones a due toml that could not be requested for another reason. */
    @WrittenBy(Program.INGESTER)
    public void postpone(Transaction tx, String url, Instant due) {
        tx.update("update toml_fetch set due_at = ? where toml_url = ?", due, url);
    }

    /** Returns the last good content. */
    public Optional<byte[]> findBody(Transaction tx, String url) {
        return tx.find(
                "select body from toml_fetch where toml_url = ? and body is not null",
                columns -> columns.getBytes("body"),
                url);
    }

    /**
     * Lists fetched tomls that do not describe all of their listed assets yet.
     *
     * @param readAfter when they must have been fetched, at the earliest
     */
    public List<String> listNotApplied(Transaction tx, Instant readAfter) {
        return tx.list(LIST_NOT_APPLIED, columns -> Columns.text(columns, "toml_url"), readAfter);
    }

    /** Lists the listed assets whose issuers link to a toml. */
    public List<Asset> listAssets(Transaction tx, String url) {
        return tx.list(
                "select code, issuer from asset where listed_at is not null and toml_url = ? order by code, issuer",
                columns -> AssetRow.asset(columns, "code", "issuer"),
                url);
    }

    /**
     * Deletes the tomls that no listed asset links to any more.
     *
     * @param askedBefore tomls requested later are kept, because assets return to the list
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int forget(Transaction tx, Instant askedBefore) {
        return tx.update("""
                delete from toml_fetch
                where requested_at < ?
                    and linked_from is null
                    and not exists (
                        select from asset
                        where listed_at is not null and asset.toml_url = toml_fetch.toml_url)
                """, askedBefore);
    }

    /** Counts the tomls of listed assets, and those that were fetched after an instant. */
    public Counts count(Transaction tx, Instant readAfter) {
        return tx.get(
                """
                select count(*) as all_tomls, count(*) filter (where fetched_at > ?) as read_tomls
                from (select distinct toml_url from asset where listed_at is not null and toml_url <> '') as linked
                left join toml_fetch using (toml_url)
                """, columns -> new Counts(columns.getLong("all_tomls"), columns.getLong("read_tomls")), readAfter);
    }

    /** The number of tomls, and of those that were fetched. */
    public record Counts(long all, long read) {}
}
