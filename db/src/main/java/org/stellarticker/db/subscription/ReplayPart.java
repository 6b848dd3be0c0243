package org.stellarticker.db.subscription;

import java.util.Optional;

/**
 * What was done of a request at once.
 *
 * @param deliveries how many messages it made or set waiting again
 * @param upTo the id of the last message of this part, after which the next part begins; empty for the last part
 */
public record ReplayPart(int deliveries, Optional<Long> upTo) {}
