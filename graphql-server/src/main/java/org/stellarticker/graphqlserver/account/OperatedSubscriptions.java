package org.stellarticker.graphqlserver.account;

import java.time.Clock;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;

/** Pauses, resumes and deletes subscriptions of any account for operators. Each change is noted in its transaction. */
public final class OperatedSubscriptions {

    /** Characters of the reason of a pause. */
    public static final int LONGEST_REASON = 200;

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final AccountAudit audit;
    private final Clock clock;

    public OperatedSubscriptions(Clock clock) {
        this.audit = new AccountAudit(clock);
        this.clock = clock;
    }

    /**
     * Pauses a subscription: whatever its owner does, it gets nothing until an operator resumes it. Disabling the account stops
     * all of its subscriptions.
     *
     * @param reason for its owner; may be empty
     * @throws ChangeRefused when there is none
     */
    public EventSubscription pause(Transaction tx, String actor, long id, String reason) {
        find(tx, id);
        subscriptions.pause(tx, id, reason, clock.instant());
        audit.note(tx, actor, "subscription.changed", "subscription:" + id, json -> {
            json.writeBooleanField("active", false);
            json.writeStringField("reason", reason);
        });
        return find(tx, id);
    }

    /**
     * Ends the pause of an operator; a pause of the owner's own stays.
     *
     * @throws ChangeRefused when there is none
     */
    public EventSubscription resume(Transaction tx, String actor, long id) {
        find(tx, id);
        subscriptions.resume(tx, id, clock.instant());
        audit.note(
                tx,
                actor,
                "subscription.changed",
                "subscription:" + id,
                json -> json.writeBooleanField("active", true));
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
