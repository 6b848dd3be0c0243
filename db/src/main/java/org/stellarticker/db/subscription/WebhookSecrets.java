package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that sign a subscription's webhooks: {@code whsec_} and Base64.
 *
 * @param previous the one before the last rotation; it also signs until {@code previousUntil}
 */
public record WebhookSecrets(String current, Optional<String> previous, Optional<Instant> previousUntil) {

    /** Returns the secrets that sign at an instant, the current one first. */
    public List<String> at(Instant now) {
        return previous.filter(_ -> previousUntil.filter(now::isBefore).isPresent())
                .map(old -> List.of(current, old))
                .orElseGet(() -> List.of(current));
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "secrets";
    }
}
