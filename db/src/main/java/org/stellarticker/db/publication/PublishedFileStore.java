package org.stellarticker.db.publication;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Dates the versions of files by their content, so that every copy of a program gives the same content the same date. */
public final class PublishedFileStore {

    /**
     * Finds the date of a content, or gives it one.
     *
     * <p>Versions have dates in whole seconds, and no date is later than the database's clock, so that a new content may have to
     * wait for the next second.
     *
     * @param name path of the file below the public folder
     * @param content what names the content, such as its SHA-256
     * @param asOf the instant of the data from which the content was made; an older one than the newest version's gets no date
     * @return empty when the content has no date yet: try again with newer data, in the next second
     */
    @WrittenBy(Program.JSON_GENERATOR)
    public Optional<Instant> date(Transaction tx, String name, String content, Instant asOf) {
        tx.update("""
                insert into published_file as newest (name, content, as_of, version_at)
                values (?, ?, ?, date_trunc('second', clock_timestamp()))
                on conflict (name) do update
                set content = excluded.content, as_of = excluded.as_of, version_at = excluded.version_at
                where newest.content <> excluded.content
                    and newest.as_of <= excluded.as_of
                    and newest.version_at < excluded.version_at
                """, name, content, asOf);
        return tx.find(
                "select version_at from published_file where name = ? and content = ?",
                columns -> Columns.instant(columns, "version_at"),
                name,
                content);
    }
}
