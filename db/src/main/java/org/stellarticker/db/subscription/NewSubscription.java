package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.subscription.SubscriptionFilter;

/**
 * What an account asks for.
 *
 * @param name for its owner; may be empty
 * @param webhook empty for a stream
 * @param endsAt empty for never
 */
public record NewSubscription(
        long accountId, String name, SubscriptionFilter filter, Optional<Webhook> webhook, Optional<Instant> endsAt) {}
