package org.stellarticker.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a subscription; what is not named stays. */
public final class SubscriptionChange {

    /** The members of the request; null stands for itself. */
    private final Map<String, @Nullable Object> members;

    private SubscriptionChange(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    public static SubscriptionChange none() {
        return new SubscriptionChange(Map.of());
    }

    /** Pauses it. */
    public SubscriptionChange paused() {
        return with("active", false);
    }

    /** Starts it again; an endpoint that was disabled is tried again. */
    public SubscriptionChange resumed() {
        return with("active", true);
    }

    public SubscriptionChange name(String name) {
        return with("name", name);
    }

    public SubscriptionChange url(String url) {
        return with("url", url);
    }

    public SubscriptionChange ordered(boolean ordered) {
        return with("ordered", ordered);
    }

    public SubscriptionChange endsAt(Instant end) {
        return with("ends_at", end.toString());
    }

    public SubscriptionChange withoutEnd() {
        return with("ends_at", null);
    }

    private SubscriptionChange with(String name, @Nullable Object value) {
        var more = new LinkedHashMap<String, @Nullable Object>(members);
        more.put(name, value);
        return new SubscriptionChange(more);
    }

    Map<String, @Nullable Object> body() {
        return members;
    }
}
