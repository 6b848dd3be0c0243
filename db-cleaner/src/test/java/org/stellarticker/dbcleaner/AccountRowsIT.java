package org.stellarticker.dbcleaner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

/** What has ended of accounts is deleted, and what may still be used stays. */
class AccountRowsIT {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void onlyWhatEndedLongAgoIsDeleted() {
        db.execute("""
                insert into account (name, created_at) values ('alice', now());
                insert into api_key (account_id, name, secret_hash, prefix, scopes, quota_per_minute, created_at, expires_at,
                    revoked_at, replaced_by)
                select id, key.name, key.name::bytea, 'p', '{read}', 1, now(), key.expires_at, key.revoked_at, null
                from account,
                    (values ('in use', null::timestamptz, null::timestamptz),
                        ('expired lately', '2026-11-01', null),
                        ('expired long ago', '2026-08-01', null),
                        ('revoked long ago', null, '2026-08-01')) as key (name, expires_at, revoked_at);
                update api_key set replaced_by = (select id from api_key where name = 'revoked long ago')
                where name = 'expired lately';
                insert into key_usage (key_id, minute, granted, used, refused)
                select id, minute, 1, 1, 0
                from api_key, (values ('2026-11-29'::timestamptz), ('2026-10-01')) as used (minute);
                insert into used_challenge values ('a', '2026-11-30 11:59Z'), ('b', '2026-11-30 12:01Z');
                insert into account_invite (secret_hash, scopes, quota_per_minute, created_at, expires_at)
                values ('a', '{}', 1, now(), '2026-08-01'), ('b', '{}', 1, now(), '2026-11-29');
                insert into account_audit (at, actor, action, subject, detail)
                select at, actor, 'key.created', 'key:1', '{}'
                from (values ('2025-10-01'::timestamptz, 'operator', 1), ('2026-01-01', 'operator', 4),
                    ('2026-01-01', 'account:alice/key:1', 3), ('2026-01-02', 'account:alice/key:2', 3),
                    ('2025-10-01', 'account:bob/key:3', 1), ('2026-01-02', 'account:bob/key:3', 2))
                    as made (at, actor, changes)
                cross join lateral generate_series(1, changes)
                order by at;
                """);

        Map<String, Long> rows = new HashMap<>();
        new AccountRows(db.database(), 4).delete(rows, NOW);

        assertThat(rows)
                .containsEntry("api_key", 2L)
                .containsEntry("key_usage", 4L)
                .containsEntry("account_invite", 1L)
                .containsEntry("used_challenge", 1L)
                .containsEntry("account_audit", 4L);
        assertThat(db.rows("select actor, count(*) from account_audit group by actor order by actor"))
                .as("one of each actor was too old, and alice made six changes by two keys")
                .containsExactly(
                        "account:alice/key:1\t1", "account:alice/key:2\t3", "account:bob/key:3\t2", "operator\t4");
        assertThat(db.rows("select name from api_key order by id")).containsExactly("in use", "expired lately");
        assertThat(db.rows("select count(*), min(minute) > '2026-11-01' from key_usage"))
                .containsExactly("2\tt");
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(AccountRows.TABLES);
    }
}
