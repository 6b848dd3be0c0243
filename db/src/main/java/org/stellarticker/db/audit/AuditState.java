package org.stellarticker.db.audit;

import java.util.Locale;

/** What is known of an hour's trades. */
public enum AuditState {
    /** Not read to its end yet, or to be looked at again before anything can be said. */
    PENDING,
    /** All that Horizon tells is stored as it tells it, and nothing else. */
    AGREED,
    /** Some trades were missing and have been added; it is read once more. */
    REPAIRED,
    /** Something is stored otherwise than Horizon tells it; it is read again until it agrees. */
    DISAGREED;

    /** As the database and the API spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuditState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
