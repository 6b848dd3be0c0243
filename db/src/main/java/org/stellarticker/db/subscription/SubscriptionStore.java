package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * Keeps what accounts subscribed to. Each change gets the next revision, whose row is locked until the commit: a reader of all
 * changes up to a revision has missed none before it.
 */
public final class SubscriptionStore {

    private static final String ADD = Sql.of(SubscriptionStore.class, "add");

    /** Adds a subscription and returns its id. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public long add(Transaction tx, NewSubscription asked, Instant now) {
        var values = new ArrayList<@Nullable Object>();
        values.add(asked.accountId());
        values.add(asked.name());
        values.addAll(Arrays.asList(SubscriptionRow.values(asked.filter())));
        values.add(asked.webhook().isPresent() ? "webhook" : "stream");
        values.add(asked.webhook().map(Webhook::url).orElse(""));
        values.add(asked.webhook().map(Webhook::ordered).orElse(false));
        values.add(asked.webhook().map(webhook -> webhook.secrets().current()).orElse(""));
        values.add(now);
        values.add(now);
        values.add(now);
        values.add(asked.endsAt());
        return tx.get(ADD, columns -> columns.getLong("id"), values.toArray());
    }

    /** Saves what an owner may change of a subscription: its name, webhook, activity and end. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void save(Transaction tx, EventSubscription changed) {
        var values = new ArrayList<@Nullable Object>();
        values.add(changed.name());
        values.add(changed.webhook().map(Webhook::url).orElse(""));
        values.add(changed.webhook().map(Webhook::ordered).orElse(false));
        Optional<WebhookSecrets> secrets = changed.webhook().map(Webhook::secrets);
        values.add(secrets.map(WebhookSecrets::current).orElse(""));
        values.add(secrets.flatMap(WebhookSecrets::previous).orElse(""));
        values.add(secrets.flatMap(WebhookSecrets::previousUntil));
        values.add(changed.active());
        values.add(changed.changedAt());
        values.add(changed.enabledAt());
        values.add(changed.endsAt());
        values.add(changed.id());
        tx.update("""
                with next as (update subscription_revision set revision = revision + 1 returning revision)
                update subscription
                set name = ?, url = ?, ordered = ?, secret = ?, previous_secret = ?,
                    previous_secret_until = ?, active = ?, changed_at = ?, enabled_at = ?, ends_at = ?,
                    revision = next.revision
                from next
                where id = ?
                """, values.toArray());
    }

    /** Deletes a subscription for its owner: it gets nothing more, and nothing of it can be read. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void delete(Transaction tx, long id, Instant now) {
        tx.update("""
                with next as (update subscription_revision set revision = revision + 1 returning revision)
                update subscription
                set deleted_at = ?, url = '', secret = '', previous_secret = '', revision = next.revision
                from next
                where id = ?
                """, now, id);
    }

    /** Finds a subscription that its owner has not deleted. */
    public Optional<EventSubscription> find(Transaction tx, long id) {
        return tx.find("select * from subscription where id = ? and deleted_at is null", SubscriptionRow::read, id);
    }

    /** Finds a subscription as {@link #find} does, and lets no other transaction change it until the end of this one. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public Optional<EventSubscription> findForChange(Transaction tx, long id) {
        return tx.find(
                "select * from subscription where id = ? and deleted_at is null for no key update",
                SubscriptionRow::read,
                id);
    }

    /** Lists an account's subscriptions after an id, in the order of their ids. */
    public List<EventSubscription> list(Transaction tx, long accountId, long afterId, int most) {
        return tx.list("""
                select * from subscription
                where account_id = ? and id > ? and deleted_at is null
                order by id
                limit ?
                """, SubscriptionRow::read, accountId, afterId, most);
    }

    /** A subscription with the name of the account that owns it. */
    public record Owned(String account, EventSubscription subscription) {}

    /**
     * Lists subscriptions of all accounts after an id, in the order of their ids.
     *
     * @param accountId of the only owner that is wanted; empty for all
     */
    public List<Owned> listOwned(Transaction tx, Optional<Long> accountId, long afterId, int most) {
        return tx.listReplanned(
                """
                select subscription.*, account.name as account_name
                from subscription
                join account on account.id = account_id
                where subscription.id > ? and deleted_at is null and (?::bigint is null or account_id = ?::bigint)
                order by subscription.id
                limit ?
                """,
                columns -> new Owned(Columns.text(columns, "account_name"), SubscriptionRow.read(columns)),
                afterId,
                accountId,
                accountId,
                most);
    }

    /**
     * Pauses a subscription for an operator: it gets nothing until an operator resumes it.
     *
     * @param reason for its owner; may be empty
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void pause(Transaction tx, long id, String reason, Instant now) {
        tx.update("""
                with next as (update subscription_revision set revision = revision + 1 returning revision)
                update subscription
                set paused_at = ?, pause_reason = ?, changed_at = ?, revision = next.revision
                from next
                where id = ?
                """, now, reason, now, id);
    }

    /** Ends the pause of an operator; an endpoint that was disabled is then tried again. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void resume(Transaction tx, long id, Instant now) {
        tx.update("""
                with next as (update subscription_revision set revision = revision + 1 returning revision)
                update subscription
                set paused_at = null, pause_reason = '', changed_at = ?, enabled_at = ?, revision = next.revision
                from next
                where id = ?
                """, now, now, id);
    }

    /** Returns how many subscriptions an account has. */
    public int count(Transaction tx, long accountId) {
        return tx.get(
                "select count(*) from subscription where account_id = ? and deleted_at is null",
                columns -> columns.getInt(1),
                accountId);
    }

    /**
     * Lists the subscriptions that were changed after a revision, deleted ones too, in the order of their changes. Those that an
     * operator paused, and those of an account that is disabled, are inactive.
     */
    public List<EventSubscription> listChanged(Transaction tx, long afterRevision, int most) {
        return tx.list(
                """
                select subscription.*, account.disabled_at is not null as account_disabled
                from subscription
                join account on account.id = account_id
                where revision > ?
                order by revision
                limit ?
                """,
                columns -> {
                    EventSubscription changed = SubscriptionRow.read(columns);
                    return columns.getBoolean("account_disabled")
                                    || changed.pause().isPresent()
                            ? changed.inactive()
                            : changed;
                },
                afterRevision,
                most);
    }

    /** Gives each subscription of an account the next revision, so that readers of changes see that the account was disabled or enabled. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void touch(Transaction tx, long accountId) {
        // Locked before the revision, as whoever changes one of them does.
        long[] ids = tx
                .list(
                        "select id from subscription where account_id = ? order by id for no key update",
                        columns -> columns.getLong(1),
                        accountId)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
        if (ids.length > 0) {
            tx.update("""
                    with next as (update subscription_revision set revision = revision + ? returning revision)
                    update subscription
                    set revision = next.revision - given.n + 1
                    from next
                    cross join unnest(?::bigint[]) with ordinality as given (id, n)
                    where subscription.id = given.id
                    """, ids.length, ids);
        }
    }

    /** Removes subscriptions that were deleted before an instant, with all that belongs to them, and returns how many. */
    @WrittenBy(Program.DB_CLEANER)
    public int removeDeletedBefore(Transaction tx, Instant before) {
        return tx.update("delete from subscription where deleted_at < ?", before);
    }
}
