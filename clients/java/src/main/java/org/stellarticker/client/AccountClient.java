package org.stellarticker.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.account.ApiKey;
import org.stellarticker.client.account.ApiKeyList;
import org.stellarticker.client.account.KeyUsage;
import org.stellarticker.client.account.NewApiKey;
import org.stellarticker.client.account.OwnAccount;
import org.stellarticker.client.account.UsageList;
import org.stellarticker.client.page.Page;
import org.stellarticker.client.subscription.ArchivedDelivery;
import org.stellarticker.client.subscription.ArchivedDeliveryList;
import org.stellarticker.client.subscription.Delivery;
import org.stellarticker.client.subscription.DeliveryList;
import org.stellarticker.client.subscription.EventList;
import org.stellarticker.client.subscription.LoggedEvent;
import org.stellarticker.client.subscription.NewSecret;
import org.stellarticker.client.subscription.NewSubscription;
import org.stellarticker.client.subscription.Subscription;
import org.stellarticker.client.subscription.SubscriptionList;

/**
 * What the account of a client's key has. Subscriptions and messages need the scope {@code subscribe}, all else {@code read}.
 * Requests that change something are sent again only when they were refused for now (429): a program that got no answer looks
 * first.
 */
public final class AccountClient {

    private static final String POST = "POST";
    private static final String DELETE = "DELETE";
    private static final int LARGEST_PAGE = 200;
    private static final int LARGEST_PAGE_OF_EVENTS = 100;

    private final Connection connection;

    AccountClient(Connection connection) {
        this.connection = connection;
    }

    /** The account, and the key of the requests. */
    public OwnAccount me() {
        return connection.get(Call.of("/accounts/me", OwnAccount.class));
    }

    /** The keys, the newest first. */
    public List<ApiKey> keys() {
        return connection.get(Call.of("/keys", ApiKeyList.class)).items();
    }

    /** Creates a key, which allows no more than that of the requests. Its text is shown this once. */
    public NewApiKey createKey(String name, List<String> scopes) {
        return createKey(name, scopes, null, null);
    }

    /**
     * Creates a key.
     *
     * @param quotaPerMinute null for that of the key of the request
     * @param expiresAt null for no end
     */
    public NewApiKey createKey(
            String name, List<String> scopes, @Nullable Integer quotaPerMinute, @Nullable Instant expiresAt) {
        var body = new HashMap<String, Object>(Map.of("name", name, "scopes", scopes));
        if (quotaPerMinute != null) {
            body.put("quota_per_minute", quotaPerMinute);
        }
        if (expiresAt != null) {
            body.put("expires_at", expiresAt.toString());
        }
        return connection.get(Call.of(POST, "/keys", NewApiKey.class).sending(body));
    }

    /** Replaces a key; both work for the overlap, up to 30 days. */
    public NewApiKey rotateKey(long id, Duration overlap) {
        return connection.get(Call.of(POST, "/keys/" + id + "/rotate", NewApiKey.class)
                .sending(Map.of("overlap", overlap.toSeconds() + "s")));
    }

    public void revokeKey(long id) {
        connection.send(Call.of(DELETE, "/keys/" + id, Void.class));
    }

    /** Requests of each key in each minute of the last hour, the newest first. */
    public List<KeyUsage> usage() {
        return connection.get(Call.of("/usage", UsageList.class)).items();
    }

    /** The subscriptions, in the order in which they were made. */
    public Pages<SubscriptionList, Subscription> subscriptions() {
        return pages(Call.of("/subscriptions", SubscriptionList.class), LARGEST_PAGE);
    }

    /** Makes a subscription. The secret of its webhooks is shown this once. */
    public NewSubscription subscribe(WantedSubscription wanted) {
        return connection.get(
                Call.of(POST, "/subscriptions", NewSubscription.class).sending(wanted.body()));
    }

    /** A subscription, and how its receiver answers. */
    public Subscription subscription(long id) {
        return connection.get(Call.of(path(id), Subscription.class));
    }

    private static String path(long id) {
        return "/subscriptions/" + id;
    }

    public Subscription changeSubscription(long id, SubscriptionChange change) {
        return connection.get(Call.of("PATCH", path(id), Subscription.class).sending(change.body()));
    }

    public void deleteSubscription(long id) {
        connection.send(Call.of(DELETE, path(id), Void.class));
    }

    /** Makes another secret; for a day, messages are signed with both. */
    public NewSecret rotateSecret(long id) {
        return connection.get(Call.of(POST, path(id) + "/secret", NewSecret.class));
    }

    /** Has a message of the type {@code test} sent. */
    public void testSubscription(long id) {
        connection.send(Call.of(POST, path(id) + "/test", Void.class));
    }

    /** The messages of a subscription with each attempt, the newest first. */
    public Pages<DeliveryList, Delivery> deliveries(long id) {
        return deliveries(id, EventSelection.ALL);
    }

    /** @param selection by state and window */
    public Pages<DeliveryList, Delivery> deliveries(long id, EventSelection selection) {
        return pages(
                Call.of(path(id) + "/deliveries", DeliveryList.class)
                        .with("state", selection.state())
                        .with(selection.window()),
                LARGEST_PAGE);
    }

    /** Has one message sent once more. */
    public void replay(long id, long deliveryId) {
        connection.send(Call.of(POST, path(id) + "/replay", Void.class)
                .sending(Map.of("delivery_id", Long.toString(deliveryId))));
    }

    /** Has the messages of what happened from an instant on, and before another, sent once more. */
    public void replay(long id, Instant from, Instant to) {
        connection.send(Call.of(POST, path(id) + "/replay", Void.class)
                .sending(Map.of("from", from.toString(), "to", to.toString())));
    }

    /** Returns the new messages of a subscription by stream, for ever, each once, also when the API is away meanwhile. */
    public Live<Message> messages(long id) {
        return follow(id, null);
    }

    /** @param after the id of the last message that was received, or {@code 0} for all that are kept */
    public Live<Message> messages(long id, String after) {
        return follow(id, after);
    }

    private Live<Message> follow(long id, @Nullable String after) {
        Call<Void> call = Call.of(path(id) + "/stream", Void.class);
        var messages = new EventReader<>(connection, call, Message::read, after, Optional.empty());
        return new Live<>(messages, messages::end);
    }

    /** The event log, the newest first. */
    public Pages<EventList, LoggedEvent> events(EventSelection selection) {
        return pages(selection.of(Call.of("/events", EventList.class)), LARGEST_PAGE_OF_EVENTS);
    }

    /** The messages of all subscriptions, the newest first. */
    public Pages<ArchivedDeliveryList, ArchivedDelivery> delivered(EventSelection selection) {
        return pages(selection.of(Call.of("/events/delivered", ArchivedDeliveryList.class)), LARGEST_PAGE_OF_EVENTS);
    }

    private <P extends Page<T>, T> Pages<P, T> pages(Call<P> call, int largest) {
        return new Pages<>(connection, call.with("limit", largest));
    }
}
