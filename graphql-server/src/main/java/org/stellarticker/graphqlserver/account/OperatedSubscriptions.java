package org.stellarticker.graphqlserver.account;

import java.time.Clock;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;

/** Stops, starts and deletes subscriptions of any account for operators. Each change is noted in its transaction. */
public final class OperatedSubscriptions {

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final AccountAudit audit;
    private final Clock clock;

    public OperatedSubscriptions(Clock clock) {
        this.audit = new AccountAudit(clock);
        this.clock = clock;
    }

    /**
     * Stops a subscription, or starts it again. Its owner may do the same; disabling the account stops all of its subscriptions.
     *
     * @throws ChangeRefused when there is none
     */
    public EventSubscription setActive(Transaction tx, String actor, long id, boolean active) {
        find(tx, id);
        subscriptions.setActive(tx, id, active, clock.instant());
        audit.note(
                tx,
                actor,
                "subscription.changed",
                "subscription:" + id,
                json -> json.writeBooleanField("active", active));
        return find(tx, id);
    }

    /**
     * Deletes a subscription.
     *
     * @throws ChangeRefused when there is none
     */
    public void delete(Transaction tx, String actor, long id) {
        find(tx, id);
        subscriptions.delete(tx, id, clock.instant());
        audit.note(tx, actor, "subscription.deleted", "subscription:" + id, json -> {});
    }

    private EventSubscription find(Transaction tx, long id) {
        return subscriptions
                .findForChange(tx, id)
                .orElseThrow(() -> new ChangeRefused(404, "expected a subscription, found none with the number " + id));
    }
}
