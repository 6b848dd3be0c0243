package org.stellarticker.graphqlserver.graphql.stream;

import java.util.Map;
import org.stellarticker.marketdata.stream.StreamPosition;

/** A subscription that the client has to begin anew, or to resume. */
public final class SubscriptionEnded extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Map<String, Object> extensions;

    private SubscriptionEnded(String message, Map<String, Object> extensions) {
        super(message);
        this.extensions = extensions;
    }

    static SubscriptionEnded positionNotKept(StreamPosition after) {
        return new SubscriptionEnded(
                "after: expected a position that is still kept, found \"" + after
                        + "\"; subscribe without it, and read the time since by a query",
                Map.of("code", "POSITION_NOT_KEPT"));
    }

    /** @param sent the position up to which the client was sent all */
    static SubscriptionEnded overflow(StreamPosition sent) {
        return new SubscriptionEnded(
                "the client was too slow; subscribe again after the position to go on",
                Map.of("code", "SUBSCRIPTION_OVERFLOW", "position", sent.toString()));
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** Returns what the error says for programs. */
    public Map<String, Object> extensions() {
        return extensions;
    }
}
