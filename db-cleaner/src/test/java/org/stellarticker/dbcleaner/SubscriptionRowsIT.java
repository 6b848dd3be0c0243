package org.stellarticker.dbcleaner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

/** What nobody needs any more of subscriptions is deleted, and what is beyond bounds. */
class SubscriptionRowsIT {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void ofMessagesThatDoNotWaitASubscriptionAndAnAccountKeepTheNewestOnes() {
        db.execute("""
                insert into account (name, created_at) values ('alice', now()), ('bob', now());
                insert into subscription (account_id, name, type, delivery, created_at, changed_at, enabled_at, after_event,
                    revision)
                select account.id, given.name, 'gap', 'stream', now(), now(), now(), 0, revision
                from (values ('alice', 'much', 1), ('alice', 'some', 2), ('bob', 'few', 3)) as given (owner, name, revision)
                join account on account.name = owner
                order by revision;
                insert into delivery (subscription_id, message, type, happened_at, payload, state, created_at)
                select subscription.id, n, 'gap', now(), '{}', given.state, '2026-11-30'
                from (values ('much', 40, 'streamed'), ('some', 15, 'dead'), ('few', 15, 'streamed'))
                    as given (name, messages, state)
                join subscription using (name)
                cross join lateral generate_series(1, messages) as n
                order by given.name, n;
                insert into delivery (subscription_id, message, type, happened_at, payload, state, created_at)
                select id, 'waits ' || n, 'gap', now(), '{}', 'waiting', '2026-11-30'
                from subscription cross join generate_series(1, 30) as n
                where name = 'much';
                """);

        Map<String, Long> rows = new HashMap<>();
        new SubscriptionRows(db.database(), new SubscriptionRows.Bounds(20, 25)).delete(rows, NOW);

        assertThat(rows).containsEntry("delivery", 30L);
        assertThat(db.rows("""
                select name, state, count(*), min(message::int) filter (where state <> 'waiting')
                from delivery join subscription on subscription.id = subscription_id
                group by name, state order by name, state
                """))
                .containsExactly(
                        "few\tstreamed\t15\t1",
                        "much\tstreamed\t10\t31",
                        "much\twaiting\t30\tnull",
                        "some\tdead\t15\t1");
    }

    @Test
    void whatIsOldGoes_andWhatIsNewStays() {
        db.execute("""
                insert into account (name, created_at) values ('alice', now());
                insert into subscription (account_id, name, type, delivery, created_at, changed_at, enabled_at, deleted_at,
                    after_event, revision)
                select id, subscription.name, 'gap', 'webhook', now(), now(), now(), deleted_at, 0, revision
                from account,
                    (values ('there', null::timestamptz, 1), ('deleted lately', '2026-11-29', 2),
                        ('deleted long ago', '2026-10-01', 3)) as subscription (name, deleted_at, revision);
                insert into delivery (subscription_id, message, type, happened_at, payload, state, created_at)
                select id, made.state || made.at, 'gap', made.at, '{}', made.state, made.at
                from subscription,
                    (values ('waiting', '2026-10-01'::timestamptz), ('delivered', '2026-10-01'), ('dead', '2026-10-01'),
                        ('streamed', '2026-11-29')) as made (state, at)
                where name <> 'deleted long ago' or state = 'waiting';
                insert into delivery_attempt select id, 1, now(), 1, 200, '' from delivery;
                insert into replay_request (subscription_id, kind, requested_at)
                select id, 'test', at
                from subscription, (values ('2026-10-01'::timestamptz), ('2026-10-02'), ('2026-11-29')) as asked (at)
                where name = 'there';
                insert into replay_result (request_id, deliveries, done_at)
                select id, 1, now() from replay_request where requested_at <> '2026-10-02';
                insert into replay_result (request_id, deliveries, up_to, done_at)
                select id, 1, 1, now() from replay_request where requested_at = '2026-10-02';
                """);

        Map<String, Long> rows = new HashMap<>();
        new SubscriptionRows(db.database()).delete(rows, NOW);

        assertThat(rows)
                .containsEntry("delivery", 8L)
                .containsEntry("replay_request", 1L)
                .containsEntry("subscription", 1L);
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(SubscriptionRows.TABLES);
        assertThat(db.rows("select name from subscription order by id")).containsExactly("there", "deleted lately");
        assertThat(db.rows("select state from delivery order by state")).containsExactly("streamed");
        assertThat(db.rows("select count(*) from delivery_attempt")).containsExactly("1");
        assertThat(db.rows("select count(*) from replay_request")).containsExactly("2");
    }
}
