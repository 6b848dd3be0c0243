package org.stellarticker.graphqlserver.rest.subscription;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter;
import org.stellarticker.core.subscription.SubscriptionFilter.AssetChanges;
import org.stellarticker.core.subscription.SubscriptionFilter.ClosedCandles;
import org.stellarticker.core.subscription.SubscriptionFilter.Disagreements;
import org.stellarticker.core.subscription.SubscriptionFilter.Gaps;
import org.stellarticker.core.subscription.SubscriptionFilter.NewAssets;
import org.stellarticker.core.subscription.SubscriptionFilter.NewMarkets;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;
import org.stellarticker.core.subscription.SubscriptionFilter.Spread;
import org.stellarticker.core.subscription.SubscriptionFilter.StaleFeed;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.core.subscription.SubscriptionFilter.Volume;
import org.stellarticker.db.subscription.BacklogStore.Dropped;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryAttempt;
import org.stellarticker.db.subscription.DeliveryStore.Endpoint;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.EventSubscription.Pause;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;

/** Writes subscriptions and deliveries. Nothing of them may be kept by a cache. */
final class SubscriptionForms {

    private SubscriptionForms() {}

    /**
     * A subscription with how its receiver answers.
     *
     * @param endpoint empty for a stream
     * @param dropped empty when no message was dropped
     */
    record Shown(EventSubscription subscription, Optional<Endpoint> endpoint, Optional<Dropped> dropped) {}

    static Reply.Whole reply(int status, Json.Value value) {
        return Reply.json(status, ByteBuffer.wrap(Json.write(value))).notCached();
    }

    static Reply list(List<Shown> page, Optional<String> next) {
        return reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (Shown one : page) {
                json.writeStartObject();
                write(json, one);
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", next);
            json.writeEndObject();
        });
    }

    /** Lists subscriptions of several accounts, each with its owner. */
    static Reply listOwned(List<OwnedShown> page, Optional<String> next) {
        return reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (OwnedShown one : page) {
                json.writeStartObject();
                json.writeStringField("account", one.account());
                write(json, one.shown());
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", next);
            json.writeEndObject();
        });
    }

    /** @param account the name of its owner */
    record OwnedShown(String account, Shown shown) {}

    /** Lists messages of several subscriptions, without their attempts. */
    static Reply archived(List<Delivery> page, Optional<String> next) {
        return reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (Delivery one : page) {
                json.writeStartObject();
                json.writeNumberField("subscription_id", one.subscriptionId());
                writeMembers(json, one);
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", next);
            json.writeEndObject();
        });
    }

    static Reply one(Shown shown) {
        return reply(200, json -> {
            json.writeStartObject();
            write(json, shown);
            json.writeEndObject();
        });
    }

    /** @param secret shown this once; empty for a stream */
    static Reply created(Shown shown, Optional<String> secret) {
        return reply(201, json -> {
            json.writeStartObject();
            write(json, shown);
            Json.writeText(json, "secret", secret);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Shown shown) throws IOException {
        EventSubscription subscription = shown.subscription();
        json.writeNumberField("id", subscription.id());
        json.writeStringField("name", subscription.name());
        json.writeStringField("type", subscription.filter().type().word());
        json.writeObjectFieldStart("filter");
        write(json, subscription.filter());
        json.writeEndObject();
        json.writeObjectFieldStart("delivery");
        json.writeStringField("type", subscription.webhook().isPresent() ? "webhook" : "stream");
        Json.writeText(json, "url", subscription.webhook().map(Webhook::url));
        json.writeBooleanField(
                "ordered", subscription.webhook().map(Webhook::ordered).orElse(true));
        json.writeEndObject();
        json.writeBooleanField(
                "active", subscription.active() && subscription.pause().isEmpty());
        time(json, "paused_at", subscription.pause().map(Pause::at));
        Json.writeText(json, "pause_reason", subscription.pause().map(Pause::reason));
        json.writeStringField("created_at", subscription.createdAt().toString());
        json.writeStringField("changed_at", subscription.changedAt().toString());
        time(json, "ends_at", subscription.endsAt());
        time(
                json,
                "previous_secret_until",
                subscription.webhook().flatMap(to -> to.secrets().previousUntil()));
        json.writeStringField(
                "dropped", Long.toString(shown.dropped().map(Dropped::messages).orElse(0L)));
        time(json, "dropped_at", shown.dropped().map(Dropped::lastAt));
        if (shown.endpoint().isPresent()) {
            writeEndpoint(json, subscription, shown.endpoint().get());
        } else {
            json.writeNullField("endpoint");
        }
    }

    /** An endpoint that was disabled before its owner last enabled it is not disabled. */
    private static void writeEndpoint(JsonGenerator json, EventSubscription subscription, Endpoint endpoint)
            throws IOException {
        json.writeObjectFieldStart("endpoint");
        time(json, "received_at", endpoint.receivedAt());
        time(json, "failing_since", endpoint.failingSince());
        Json.writeText(json, "problem", Optional.of(endpoint.problem()).filter(text -> !text.isEmpty()));
        time(json, "disabled_at", endpoint.disabledAt().filter(at -> at.isAfter(subscription.enabledAt())));
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, Optional<Instant> at) throws IOException {
        Json.writeText(json, name, at.map(Instant::toString));
    }

    private static void write(JsonGenerator json, SubscriptionFilter filter) throws IOException {
        if (filter.market().isPresent()) {
            TradePair market = filter.market().get();
            json.writeStringField("base", market.base().sep11());
            json.writeStringField("counter", market.counter().sep11());
        }
        switch (filter) {
            case Trades trades ->
                Json.writeText(json, "minimum_base_amount", trades.minimum().map(PlainDecimal::of));
            case ClosedCandles candles ->
                json.writeStringField("interval", candles.interval().word());
            case PriceCrossing price -> {
                json.writeStringField("direction", SubscriptionParameters.word(price.direction()));
                json.writeStringField("price", PlainDecimal.of(price.level()));
                json.writeStringField("hysteresis_percent", PlainDecimal.of(price.hysteresis()));
            }
            case Volume volume -> {
                json.writeNumberField("window_seconds", volume.window().toSeconds());
                json.writeStringField("above", PlainDecimal.of(volume.above()));
            }
            case Spread spread -> {
                json.writeNumberField("window_seconds", spread.window().toSeconds());
                json.writeStringField("above_percent", PlainDecimal.of(spread.above()));
            }
            case NewAssets assets -> {
                Json.writeText(json, "code", assets.code());
                Json.writeText(json, "domain", assets.domain());
            }
            case AssetChanges changes ->
                json.writeStringField("asset", changes.asset().sep11());
            case StaleFeed feed ->
                json.writeNumberField("stale_seconds", feed.after().toSeconds());
            case NewMarkets markets ->
                Json.writeText(json, "asset", markets.asset().map(Asset::sep11));
            case Gaps _, Disagreements _ -> {
                // These have no members.
            }
        }
    }

    /** @param attempts of each delivery */
    static Reply deliveries(List<Delivery> page, Map<Long, List<DeliveryAttempt>> attempts, Optional<String> next) {
        return reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (Delivery one : page) {
                write(json, one, attempts.getOrDefault(one.id(), List.of()));
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", next);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Delivery delivery, List<DeliveryAttempt> attempts)
            throws IOException {
        json.writeStartObject();
        writeMembers(json, delivery);
        writeAttempts(json, attempts);
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, Delivery delivery) throws IOException {
        json.writeStringField("id", Long.toString(delivery.id()));
        json.writeStringField("webhook_id", delivery.webhookId());
        json.writeStringField("type", delivery.type());
        json.writeStringField("state", delivery.state().word());
        json.writeStringField("happened_at", delivery.happenedAt().toString());
        json.writeStringField("created_at", delivery.createdAt().toString());
        time(json, "finished_at", delivery.finishedAt());
        time(json, "next_at", delivery.nextAt());
        json.writeFieldName("payload");
        json.writeRawValue(delivery.payload());
    }

    private static void writeAttempts(JsonGenerator json, List<DeliveryAttempt> attempts) throws IOException {
        json.writeArrayFieldStart("attempts");
        for (DeliveryAttempt attempt : attempts) {
            json.writeStartObject();
            json.writeNumberField("attempt", attempt.attempt());
            json.writeStringField("attempted_at", attempt.attemptedAt().toString());
            json.writeNumberField("millis", attempt.millis());
            if (attempt.status().isPresent()) {
                json.writeNumberField("status", attempt.status().getAsInt());
            } else {
                json.writeNullField("status");
            }
            Json.writeText(json, "problem", Optional.of(attempt.problem()).filter(text -> !text.isEmpty()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
