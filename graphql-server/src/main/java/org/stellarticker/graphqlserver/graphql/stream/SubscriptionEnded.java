package org.stellarticker.graphqlserver.graphql.stream;

import java.util.Map;
import org.stellarticker.marketdata.stream.StreamPosition;

/** A subscription that the client has to begin anew, or to resume. */
public final class SubscriptionEnded extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;

    private SubscriptionEnded(String message, String code) {
        super(message);
        this.code = code;
    }

    static SubscriptionEnded positionNotKept(StreamPosition after) {
        return new SubscriptionEnded(
                "after: expected a position that is still kept, found \"" + after
                        + "\"; subscribe without it, and read the time since by a query",
                "POSITION_NOT_KEPT");
    }

    static SubscriptionEnded overflow() {
        return new SubscriptionEnded(
                "the client was too slow; subscribe again after the last position to go on", "SUBSCRIPTION_OVERFLOW");
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** Returns what the error says for programs. */
    public Map<String, Object> extensions() {
        return Map.of("code", code);
    }
}
