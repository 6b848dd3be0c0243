package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * What an owner asked for.
 *
 * @param id 0 before it is stored
 * @param test whether a message that says so is to be sent; otherwise messages of the past are sent once more
 * @param deliveryId the one to send once more; empty for a range
 * @param from of what happened, inclusive; empty without a range
 * @param to exclusive
 */
public record ReplayRequest(
        long id,
        long subscriptionId,
        boolean test,
        Optional<Long> deliveryId,
        Optional<Instant> from,
        Optional<Instant> to,
        Instant requestedAt) {}
