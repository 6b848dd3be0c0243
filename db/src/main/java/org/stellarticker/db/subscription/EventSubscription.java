package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.subscription.SubscriptionFilter;

/**
 * What an account wants to be notified of, and where.
 *
 * @param name for its owner; may be empty
 * @param webhook empty for a stream
 * @param active whether the owner wants deliveries now
 * @param pause by an operator; until one resumes it, it gets nothing
 * @param enabledAt when the owner last enabled it, or gave it another address; an endpoint that was disabled before is tried again
 * @param endsAt empty for never
 * @param deleted whether the owner deleted it
 * @param afterEvent position of the event log when it was made; nothing up to it is delivered
 * @param revision grows with each change of any subscription, in the order of commits
 */
public record EventSubscription(
        long id,
        long accountId,
        String name,
        SubscriptionFilter filter,
        Optional<Webhook> webhook,
        boolean active,
        Optional<Pause> pause,
        Instant createdAt,
        Instant changedAt,
        Instant enabledAt,
        Optional<Instant> endsAt,
        boolean deleted,
        long afterEvent,
        long revision) {

    /**
     * The pause of a subscription by an operator.
     *
     * @param reason for the owner; may be empty
     */
    public record Pause(Instant at, String reason) {}

    /** Returns this subscription as one whose owner wants no deliveries now. */
    EventSubscription inactive() {
        return new EventSubscription(
                id,
                accountId,
                name,
                filter,
                webhook,
                /* active= */ false,
                pause,
                createdAt,
                changedAt,
                enabledAt,
                endsAt,
                deleted,
                afterEvent,
                revision);
    }

    /** Returns whether something that happened at an instant is wanted, as far as time says. */
    public boolean isOpenAt(Instant happened) {
        return active && !deleted && endsAt.map(happened::isBefore).orElse(true);
    }
}
