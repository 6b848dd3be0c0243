package org.stellarticker.webhooksender.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;

/** The subscriptions that may get messages, by what they are about, so that an event finds its own at once. */
final class SubscriptionIndex {

    private static final int PAGE = 1_000;

    private final SubscriptionStore store = new SubscriptionStore();
    private final Map<Long, EventSubscription> byId = new HashMap<>();
    private final Map<SubscriptionType, Map<TradePair, Map<Long, EventSubscription>>> byMarket =
            new EnumMap<>(SubscriptionType.class);
    private final Map<SubscriptionType, Map<Long, EventSubscription>> ofAllMarkets =
            new EnumMap<>(SubscriptionType.class);
    private long revision;

    /** A start does not know which assets were watched before. */
    private boolean otherAssets = true;

    SubscriptionIndex() {
        for (SubscriptionType type : SubscriptionType.values()) {
            byMarket.put(type, new HashMap<>());
            ofAllMarkets.put(type, new HashMap<>());
        }
    }

    /** Reads what was changed since the last time. */
    void refresh(Transaction tx) {
        List<EventSubscription> changed;
        do {
            changed = store.listChanged(tx, revision, PAGE);
            changed.forEach(this::put);
        } while (changed.size() == PAGE);
    }

    private void put(EventSubscription changed) {
        Optional.ofNullable(byId.remove(changed.id())).ifPresent(this::remove);
        if (changed.active() && !changed.deleted()) {
            byId.put(changed.id(), changed);
            group(changed).put(changed.id(), changed);
        }
        otherAssets |= changed.filter().type() == SubscriptionType.ASSET;
        revision = changed.revision();
    }

    private void remove(EventSubscription old) {
        Map<Long, EventSubscription> group = group(old);
        group.remove(old.id());
        if (group.isEmpty()) {
            old.filter()
                    .market()
                    .ifPresent(market ->
                            markets(old.filter().type()).remove(TradePair.normalised(market.base(), market.counter())));
        }
    }

    private Map<Long, EventSubscription> group(EventSubscription subscription) {
        SubscriptionType type = subscription.filter().type();
        return subscription
                .filter()
                .market()
                .map(market -> markets(type)
                        .computeIfAbsent(TradePair.normalised(market.base(), market.counter()), _ -> new HashMap<>()))
                .orElseGet(() -> Objects.requireNonNull(ofAllMarkets.get(type)));
    }

    private Map<TradePair, Map<Long, EventSubscription>> markets(SubscriptionType type) {
        return Objects.requireNonNull(byMarket.get(type));
    }

    /** Returns the subscriptions of a type to one market, given in its stored direction. */
    Collection<EventSubscription> of(SubscriptionType type, TradePair stored) {
        return markets(type).getOrDefault(stored, Map.of()).values();
    }

    /** Returns the subscriptions of a type that have no market. */
    Collection<EventSubscription> of(SubscriptionType type) {
        return Objects.requireNonNull(ofAllMarkets.get(type)).values();
    }

    /** Returns the markets, in their stored directions, to which subscriptions of a type exist. */
    Set<TradePair> marketsOf(SubscriptionType type) {
        return markets(type).keySet();
    }

    /** Returns all subscriptions of a type to markets that are still open at an instant. */
    List<EventSubscription> listOpen(SubscriptionType type, Instant now) {
        var open = new ArrayList<EventSubscription>();
        markets(type)
                .values()
                .forEach(group -> group.values().stream()
                        .filter(subscription -> subscription.isOpenAt(now))
                        .forEach(open::add));
        return open;
    }

    /** Returns a subscription that may get messages. */
    Optional<EventSubscription> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns whether other assets may be watched than at the last comparison. */
    boolean hasOtherAssets() {
        return otherAssets;
    }

    void assetsCompared() {
        otherAssets = false;
    }

    int size() {
        return byId.size();
    }
}
