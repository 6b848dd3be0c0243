package org.stellarticker.client;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be made.
 *
 * @param type such as {@code trade} or {@code price}
 * @param filter the members that the type has: texts, or numbers for seconds
 * @param url where messages go; null for a stream
 * @param ordered whether a message waits until the one before it was received
 * @param endsAt null for no end
 */
public record WantedSubscription(
        String type,
        Map<String, Object> filter,
        @Nullable String url,
        boolean ordered,
        @Nullable String name,
        @Nullable Instant endsAt) {

    public WantedSubscription {
        filter = Map.copyOf(filter);
    }

    /** Returns one whose messages are sent to an address. */
    public static WantedSubscription byWebhook(String type, Map<String, Object> filter, String url) {
        return new WantedSubscription(type, filter, url, false, null, null);
    }

    /** Returns one whose messages are read as a stream. */
    public static WantedSubscription byStream(String type, Map<String, Object> filter) {
        return new WantedSubscription(type, filter, null, false, null, null);
    }

    /** Returns one whose messages are sent one after the other. */
    public WantedSubscription inOrder() {
        return new WantedSubscription(type, filter, url, true, name, endsAt);
    }

    public WantedSubscription named(String text) {
        return new WantedSubscription(type, filter, url, ordered, text, endsAt);
    }

    public WantedSubscription until(Instant end) {
        return new WantedSubscription(type, filter, url, ordered, name, end);
    }

    Map<String, Object> body() {
        var members = new HashMap<String, Object>();
        members.put("type", type);
        members.put("filter", filter);
        members.put(
                "delivery",
                url == null ? Map.of("type", "stream") : Map.of("type", "webhook", "url", url, "ordered", ordered));
        if (name != null) {
            members.put("name", name);
        }
        if (endsAt != null) {
            members.put("ends_at", endsAt.toString());
        }
        return members;
    }
}
