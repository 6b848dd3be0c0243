package org.stellarticker.db.audit;

import java.util.Locale;

/** The audit's result for an hour. */
public enum AuditState {
    /** The hour is not read to its end yet, or is to be compared again. */
    PENDING,
    /** Exactly Horizon's trades are stored, with Horizon's values. */
    AGREED,
    /** Missing trades were added; the hour is read once more. */
    REPAIRED,
    /** Something is stored with other values than Horizon's; the hour is read again until it agrees. */
    DISAGREED;

    /** Returns the spelling of the database and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuditState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
