package org.stellarticker.db.subscription;

import java.util.Locale;
import java.util.Optional;

/** What became of a message. */
public enum DeliveryState {
    /** It is to be sent, now or at the next try. */
    WAITING,
    /** Its receiver took it. */
    DELIVERED,
    /** All tries failed, or its endpoint was disabled; it may be replayed. */
    DEAD,
    /** It is kept for a stream. */
    STREAMED;

    /** Returns the spelling of the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a state by its spelling; empty for any other text. */
    public static Optional<DeliveryState> find(String word) {
        for (DeliveryState state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
