package org.stellarticker.webhooksender.match;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.subscription.SubscriptionFilter.AssetChanges;
import org.stellarticker.core.subscription.SubscriptionFilter.NewAssets;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.LoggedEvent;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.WatchedAssetStore;
import org.stellarticker.db.subscription.WatchedAssetStore.Listed;
import org.stellarticker.db.subscription.WatchedAssetStore.State;
import org.stellarticker.db.subscription.WatchedAssetStore.Watched;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;

/** Matches assets that are put on the list, and changes of assets. For use by one thread. */
final class AssetMatcher {

    /** A listing may be committed later than it was dated. */
    private static final Duration LISTING = Duration.ofMinutes(10);

    private final SubscriptionIndex index;
    private final WatchedAssetStore assets = new WatchedAssetStore();

    AssetMatcher(SubscriptionIndex index) {
        this.index = index;
    }

    /** Adds the messages of what changed with some events; returns the latest listing that is matched now. */
    Instant match(Transaction tx, List<LoggedEvent> events, Instant listedTo, Outbox outbox) {
        matchChanges(tx, events, outbox);
        boolean changed = events.stream().anyMatch(event -> event.event().kind() == EventKind.ASSET_CHANGED);
        if (!changed || index.of(SubscriptionType.NEW_ASSET).isEmpty()) {
            return listedTo;
        }
        Instant latest = listedTo;
        for (Listed listed : assets.listListed(tx, listedTo.minus(LISTING))) {
            matchListed(listed, outbox);
            latest = listed.listedAt().isAfter(latest) ? listed.listedAt() : latest;
        }
        return latest;
    }

    private void matchListed(Listed listed, Outbox outbox) {
        String domain = domain(listed.tomlUrl());
        var what = new Occurrence(
                "listed-" + listed.assetId() + "-" + listed.listedAt().toEpochMilli(),
                OptionalInt.empty(),
                listed.listedAt());
        String payload = MessageJson.listed(listed, domain);
        for (EventSubscription subscription : index.of(SubscriptionType.NEW_ASSET)) {
            if (subscription.filter() instanceof NewAssets wanted
                    && listed.listedAt().isAfter(subscription.createdAt())
                    && subscription.isOpenAt(listed.listedAt())
                    && wanted.code().map(listed.asset().code()::equals).orElse(true)
                    && wanted.domain().map(domain::equals).orElse(true)) {
                outbox.add(subscription, what, payload);
            }
        }
    }

    /** Issuers choose the address, so it may be no URL. */
    private static String domain(String tomlUrl) {
        try {
            return Optional.ofNullable(URI.create(tomlUrl).getHost()).orElse("").toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noUrl) {
            return "";
        }
    }

    /**
     * Compares the assets that somebody subscribed to; one that is compared for the first time changed for nobody. A change is
     * kept for its event, with which it is reported.
     */
    private void matchChanges(Transaction tx, List<LoggedEvent> events, Outbox outbox) {
        var wanted = new HashMap<Asset, List<EventSubscription>>();
        for (EventSubscription subscription : index.of(SubscriptionType.ASSET)) {
            if (subscription.filter() instanceof AssetChanges changes) {
                wanted.computeIfAbsent(changes.asset(), _ -> new ArrayList<>()).add(subscription);
            }
        }
        Optional<LoggedEvent> last = events.stream()
                .filter(event -> event.event().kind() == EventKind.ASSET_CHANGED)
                .reduce((_, later) -> later);
        if (!index.hasOtherAssets() && (wanted.isEmpty() || last.isEmpty())) {
            return;
        }
        List<Watched> found = assets.list(tx, wanted.keySet());
        List<Integer> ids = found.stream().map(Watched::assetId).toList();
        if (index.hasOtherAssets()) {
            assets.keepOnly(tx, ids);
        }
        Map<Integer, State> known = assets.mapStates(tx, ids);
        for (Watched asset : found) {
            State before = known.get(asset.assetId());
            if (before == null) {
                assets.save(tx, asset);
            } else if (last.isPresent() && !asset.state().equals(before)) {
                assets.save(tx, asset);
                matchChange(asset, before, last.get(), wanted.getOrDefault(asset.asset(), List.of()), outbox);
            }
        }
        tx.afterCommit(index::assetsCompared);
    }

    private static void matchChange(
            Watched asset, State before, LoggedEvent event, List<EventSubscription> to, Outbox outbox) {
        var what = new Occurrence(
                "asset-" + asset.assetId() + "-" + event.position(), OptionalInt.empty(), event.happenedAt());
        String payload = MessageJson.changed(asset, before, event.happenedAt());
        for (EventSubscription subscription : to) {
            if (event.position() > subscription.afterEvent() && subscription.isOpenAt(event.happenedAt())) {
                outbox.add(subscription, what, payload);
            }
        }
    }
}
