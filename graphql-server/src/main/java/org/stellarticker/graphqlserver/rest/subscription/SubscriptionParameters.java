package org.stellarticker.graphqlserver.rest.subscription;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.subscription.SubscriptionFilter;
import org.stellarticker.core.subscription.SubscriptionFilter.Direction;
import org.stellarticker.core.subscription.SubscriptionFilter.Gaps;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.subscription.NewSubscription;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.publichttp.WebhookUrls;

/** Reads what requests say of subscriptions. */
final class SubscriptionParameters {

    private static final int LONGEST_NAME = 60;
    private static final String URL = "an https address of a public host, without credentials";

    private final WebhookUrls urls;
    private final Clock clock;

    SubscriptionParameters(WebhookUrls urls, Clock clock) {
        this.urls = urls;
        this.clock = clock;
    }

    /** Reads the number of the path's subscription, or of another row. */
    static long id(ApiRequest request) throws RequestException {
        return request.read(in -> in.value("id", "the number of a subscription", SubscriptionParameters::number)
                .required());
    }

    static long number(String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException("expected a number above 0");
        }
        return number;
    }

    /**
     * What a body asks for.
     *
     * @param delivery empty for a stream
     */
    record Wanted(String name, SubscriptionFilter filter, Optional<Delivery> delivery, Optional<Instant> endsAt) {

        /** @param secret signs the webhooks; not used for a stream */
        NewSubscription of(long account, String secret) {
            return new NewSubscription(
                    account,
                    name,
                    filter,
                    delivery.map(to -> new Webhook(
                            to.url(), to.ordered(), new WebhookSecrets(secret, Optional.empty(), Optional.empty()))),
                    endsAt);
        }
    }

    /** The delivery by webhook. */
    record Delivery(String url, boolean ordered) {}

    /** Reads a new subscription. */
    Wanted wanted(JsonMembers in) {
        SubscriptionType type = in.choice("type", words(SubscriptionType.values(), SubscriptionType::word))
                .required();
        String name = in.text("name", LONGEST_NAME).or("");
        // Without a type, the members of the filter cannot be judged.
        SubscriptionFilter filter = type == null
                ? in.object("filter", _ -> (SubscriptionFilter) new Gaps()).or(new Gaps())
                : in.object("filter", members -> FilterParameters.filter(type, members))
                        .required();
        Optional<Delivery> delivery = in.object("delivery", this::delivery).required();
        return new Wanted(name, filter, delivery, endsAt(in));
    }

    private Optional<Instant> endsAt(JsonMembers in) {
        Optional<Instant> end = in.time("ends_at").optional();
        if (end.filter(time -> !time.isAfter(clock.instant())).isPresent()) {
            in.fault("ends_at", "a time in the future");
        }
        return end;
    }

    private Optional<Delivery> delivery(JsonMembers in) {
        Map<String, Boolean> types = new LinkedHashMap<>();
        types.put("webhook", true);
        types.put("stream", false);
        Parameter<Boolean> webhook = in.choice("type", types);
        Parameter<String> url = url(in);
        Parameter<Boolean> ordered = in.flag("ordered");
        if (!Boolean.TRUE.equals(webhook.required())) {
            if (url.optional().isPresent()) {
                in.fault("url", "no address for a stream");
            }
            return Optional.empty();
        }
        return Optional.of(new Delivery(url.required(), ordered.or(false)));
    }

    private Parameter<String> url(JsonMembers in) {
        return in.value("url", URL, text -> Optional.of(urls.check(text)));
    }

    static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        var words = new LinkedHashMap<String, T>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }

    /**
     * What is to be changed; what is empty stays.
     *
     * @param clearsEnd whether the subscription has no end from now on
     */
    record Change(
            Optional<String> name,
            Optional<String> url,
            Optional<Boolean> ordered,
            Optional<Boolean> active,
            Optional<Instant> endsAt,
            boolean clearsEnd) {}

    /** Reads a change. */
    Change change(JsonMembers in) {
        return new Change(
                in.text("name", LONGEST_NAME).optional(),
                url(in).optional(),
                in.flag("ordered").optional(),
                in.flag("active").optional(),
                endsAt(in),
                in.has("ends_at") && in.time("ends_at").optional().isEmpty());
    }

    /**
     * What is to be sent once more: one message, or those of a range.
     *
     * @param from of what happened, inclusive
     * @param to exclusive
     */
    record Replay(Optional<Long> delivery, Optional<Instant> from, Optional<Instant> to) {}

    static Replay replay(JsonMembers in) {
        Optional<Long> delivery = in.value("delivery_id", "the id of a delivery", text -> Optional.of(number(text)))
                .optional();
        Parameter<Instant> from = in.time("from");
        Parameter<Instant> to = in.time("to");
        if (delivery.isPresent()) {
            if (from.optional().isPresent() || to.optional().isPresent()) {
                in.fault("delivery_id", "either one delivery, or a range by from and to");
            }
            return new Replay(delivery, Optional.empty(), Optional.empty());
        }
        Instant begin = from.required();
        Instant end = to.required();
        if (begin != null && end != null && !begin.isBefore(end)) {
            in.fault("to", "a time after from");
        }
        return new Replay(Optional.empty(), Optional.ofNullable(begin), Optional.ofNullable(end));
    }
}
