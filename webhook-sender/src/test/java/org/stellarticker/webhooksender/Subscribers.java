package org.stellarticker.webhooksender;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.stellarticker.core.subscription.SubscriptionFilter;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.NewSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;

/** Writes what the API writes. */
public final class Subscribers {

    public static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(US_ASCII));

    private final TestDatabase db;
    private final SubscriptionStore store = new SubscriptionStore();
    private final long account;

    public Subscribers(TestDatabase db) {
        this.db = db;
        db.execute("insert into account (name, created_at) values ('somebody', now())");
        this.account = db.database().transaction(tx -> tx.get("select id from account", columns -> columns.getLong(1)));
    }

    /** Subscribes by a stream. */
    public long stream(SubscriptionFilter filter, Instant now) {
        return add(filter, Optional.empty(), now);
    }

    /** Subscribes by a webhook. */
    public long webhook(SubscriptionFilter filter, String url, boolean ordered, Instant now) {
        var secrets = new WebhookSecrets(SECRET, Optional.empty(), Optional.empty());
        return add(filter, Optional.of(new Webhook(url, ordered, secrets)), now);
    }

    private long add(SubscriptionFilter filter, Optional<Webhook> webhook, Instant now) {
        return db.database().transaction(tx -> add(tx, filter, webhook, now));
    }

    /** Subscribes by a stream, in a transaction that the caller ends. */
    public long add(Transaction tx, SubscriptionFilter filter, Instant now) {
        return add(tx, filter, Optional.empty(), now);
    }

    private long add(Transaction tx, SubscriptionFilter filter, Optional<Webhook> webhook, Instant now) {
        return store.add(tx, new NewSubscription(account, "", filter, webhook, Optional.empty()), now);
    }

    /** Saves another version of a subscription. */
    public void save(EventSubscription changed) {
        db.database().commit(tx -> store.save(tx, changed));
    }

    public EventSubscription get(long id) {
        return db.database().transaction(tx -> store.find(tx, id)).orElseThrow();
    }

    /** Disables the account of the subscriptions, or enables it again. */
    public void disableAccount(boolean disabled) {
        db.database().commit(tx -> {
            new AccountStore().disable(tx, account, disabled ? Optional.of(Instant.EPOCH) : Optional.empty());
            store.touch(tx, account);
        });
    }

    /** Pauses a subscription as an operator, or ends the pause. */
    public void pause(long id, boolean paused) {
        db.database().commit(tx -> {
            if (paused) {
                store.pause(tx, id, "it floods us", Instant.EPOCH);
            } else {
                store.resume(tx, id, Instant.EPOCH);
            }
        });
    }

    public void delete(long id, Instant now) {
        db.database().commit(tx -> store.delete(tx, id, now));
    }
}
