package org.stellarticker.dbcleaner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.journal.JournalBounds;
import org.stellarticker.db.journal.JournalTypes;

/** Entries that ended, and the oldest ones of a type that has too many, are deleted. */
class JournalRowsIT {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeEach
    void clear() {
        db.clear();
        db.execute("insert into account (name, created_at) values ('alice', now())");
    }

    /** Adds entries that end after a number of hours. */
    private static void add(String type, int entries, int hours) {
        db.execute("""
                insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select account.id, '%s' || '-%s-' || i, '%s', '{x}', '{}', '2026-11-30 12:00Z', '2026-11-30 12:00Z',
                    '2026-11-30 12:00Z'::timestamptz + %s * interval '1 hour'
                from account, generate_series(1, %s) as i
                """.formatted(type, hours, type, hours, entries));
    }

    @Test
    void eachTypeKeepsItsNewestAndWhatHasNotEnded() {
        add("news", 5, -1);
        add("news", 8, 1);
        add("metadata", 3, 1);
        add("other", 4, 1);

        var rows = new JournalRows(db.database(), JournalTypes.parse("news=1d/6,metadata=9d/3"));

        assertThat(rows.delete(NOW)).isEqualTo(5 + 2);
        assertThat(db.rows("select type, count(*), min(client_id) from journal_entry group by type order by type"))
                .containsExactly("metadata\t3\tmetadata-1-1", "news\t6\tnews-1-3", "other\t4\tother-1-1");
        assertThat(rows.delete(NOW)).as("nothing is left to do").isZero();
    }

    @Test
    void eachAccountKeepsItsOwnNumberAndSize() {
        add("news", 5, 1);
        add("other", 5, 1);
        db.execute("""
                insert into account (name, created_at) values ('bob', now());
                insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select account.id, i, 'news', '{x}', '{}', now(), now(), '2026-12-24'
                from account, generate_series(1, 2) as i
                where name = 'bob'
                """);
        // An entry takes 500 bytes, those of its tags in braces, and those of its body.
        var bounds = new JournalBounds(4 * 505, 1_000_000, 1_000);

        var rows = new JournalRows(db.database(), JournalTypes.parse("*=9d/3"), bounds);

        assertThat(rows.delete(NOW)).isEqualTo(2 + 2 + 2);
        assertThat(db.rows("""
                select account.name, type, min(client_id), count(*)
                from journal_entry join account on account.id = account_id
                group by account.name, type order by account.name, type
                """))
                .as("two of news and two of other are too many, then two of news too much")
                .containsExactly("alice\tnews\tnews-1-5\t1", "alice\tother\tother-1-3\t3", "bob\tnews\t1\t2");
    }

    @Test
    void manyBatchesAreDeletedAtOnce() {
        add("news", 2_500, -1);
        assertThat(new JournalRows(db.database(), JournalTypes.parse(JournalTypes.USUAL)).delete(NOW))
                .isEqualTo(2_500);
    }
}
