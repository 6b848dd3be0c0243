package org.stellarticker.webhooksender.match;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.NewMarkets;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.LoggedEvent;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SenderPosition;
import org.stellarticker.db.subscription.SenderPositionStore;
import org.stellarticker.db.trade.LedgerTradeStore;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.stream.KnownPairs;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;

/** Matches events of the log: trades, crossings of prices, new markets and gaps. For use by one thread. */
final class EventMatcher {

    private final SubscriptionIndex index;
    private final KnownPairs pairs = new KnownPairs();
    private final LedgerTradeStore trades = new LedgerTradeStore();
    private final SenderPositionStore memory = new SenderPositionStore();
    private final DustFloorStore dust = new DustFloorStore();
    private final BackfillStore backfills = new BackfillStore();

    /** Markets that are known to be announced; a mere cache of the stored ones. */
    private final Set<Integer> announced = new HashSet<>();

    EventMatcher(SubscriptionIndex index) {
        this.index = index;
    }

    /** A trade that was announced, with what its messages need. */
    private record Announced(long event, int pairId, MarketTrade stored) {

        Trade trade() {
            return stored.trade();
        }

        Occurrence as(String prefix) {
            return new Occurrence(prefix + trade().id(), OptionalInt.of(pairId), trade().ledgerCloseTime());
        }
    }

    /** Adds the messages of some events. */
    void match(Transaction tx, SenderPosition position, List<LoggedEvent> events, Outbox outbox, Instant now) {
        Map<Integer, TradePair> markets = pairs.of(
                tx,
                events.stream()
                        .flatMap(event -> event.event().markets().stream())
                        .distinct()
                        .toList());
        Set<Integer> fresh = newMarkets(tx, position, events, now);
        List<Announced> found = trades(tx, events, markets, fresh);
        found.forEach(one -> matchTrade(one, outbox));
        matchPrices(tx, found, outbox);
        matchNewMarkets(found, fresh, outbox);
        events.stream()
                .filter(event -> event.event().kind() == EventKind.GAP_FOUND)
                .forEach(event -> matchGap(event, outbox));
    }

    /** Lists the announced trades of the markets that somebody subscribed to, in their order. */
    private List<Announced> trades(
            Transaction tx, List<LoggedEvent> events, Map<Integer, TradePair> markets, Set<Integer> fresh) {
        Map<TradePair, Integer> wanted = markets.entrySet().stream()
                .filter(market -> fresh.contains(market.getKey())
                        || Stream.of(SubscriptionType.TRADE, SubscriptionType.PRICE)
                                .anyMatch(type ->
                                        !index.of(type, market.getValue()).isEmpty()))
                .collect(toMap(Map.Entry::getValue, Map.Entry::getKey));
        var positions = new HashMap<TradeId, Long>();
        events.stream()
                .filter(event ->
                        event.event().markets().stream().map(markets::get).anyMatch(wanted::containsKey))
                .forEach(event -> event.event().announced().forEach(id -> positions.put(id, event.position())));
        if (positions.isEmpty()) {
            return List.of();
        }
        return trades.list(tx, List.copyOf(positions.keySet())).stream()
                .flatMap(stored -> Optional.ofNullable(wanted.get(stored.trade().pair())).stream()
                        .map(pairId -> new Announced(
                                positions.getOrDefault(stored.trade().id(), 0L), pairId, stored)))
                .toList();
    }

    private void matchTrade(Announced found, Outbox outbox) {
        var payloads = new HashMap<Orientation, String>();
        for (EventSubscription subscription :
                index.of(SubscriptionType.TRADE, found.trade().pair())) {
            if (wants(subscription, found) && subscription.filter() instanceof Trades wanted) {
                Orientation direction = Orientation.of(wanted.pair());
                Trade trade = direction.orient(found.trade());
                if (wanted.minimum()
                        .filter(least -> trade.base().amount().units().compareTo(least) < 0)
                        .isEmpty()) {
                    String payload = payloads.computeIfAbsent(direction, _ -> MessageJson.trade(trade));
                    outbox.add(subscription, found.as("trade-"), payload);
                }
            }
        }
    }

    private static boolean wants(EventSubscription subscription, Announced found) {
        return found.event() > subscription.afterEvent()
                && subscription.isOpenAt(found.stored().storedAt());
    }

    /** Prices of dust are distorted by rounding and cross nothing. */
    private void matchPrices(Transaction tx, List<Announced> found, Outbox outbox) {
        List<Announced> concerned = found.stream()
                .filter(one ->
                        !index.of(SubscriptionType.PRICE, one.trade().pair()).isEmpty())
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
        var subscriptions = new HashSet<Long>();
        concerned.forEach(one -> index.of(SubscriptionType.PRICE, one.trade().pair())
                .forEach(subscription -> subscriptions.add(subscription.id())));
        Map<Long, Boolean> beyond = memory.mapBeyond(tx, subscriptions);
        var changed = new HashMap<Long, Boolean>();
        long floor = dust.floor(tx);
        for (Announced one : concerned) {
            if (one.trade().base().amount().stroops() >= floor
                    && one.trade().counter().amount().stroops() >= floor) {
                for (EventSubscription subscription :
                        index.of(SubscriptionType.PRICE, one.trade().pair())) {
                    matchPrice(subscription, one, beyond, changed, outbox);
                }
            }
        }
        memory.saveBeyond(tx, changed, concerned.getLast().trade().ledgerCloseTime());
    }

    /** The first price after the subscription was made says on which side it begins, and is reported to nobody. */
    private static void matchPrice(
            EventSubscription subscription,
            Announced found,
            Map<Long, Boolean> beyond,
            Map<Long, Boolean> changed,
            Outbox outbox) {
        if (!wants(subscription, found) || !(subscription.filter() instanceof PriceCrossing crossing)) {
            return;
        }
        Trade trade = Orientation.of(crossing.pair()).orient(found.trade());
        Optional<Boolean> before = Optional.ofNullable(beyond.get(subscription.id()));
        boolean isBeyond = crossing.isBeyond(trade.price());
        if (before.isPresent() && !before.get() && isBeyond) {
            outbox.add(subscription, found.as("price-"), MessageJson.price(crossing, trade));
        }
        boolean after = isBeyond || (before.orElse(false) && !crossing.isBack(trade.price()));
        if (before.isEmpty() || before.get() != after) {
            beyond.put(subscription.id(), after);
            changed.put(subscription.id(), after);
        }
    }

    /**
     * Returns the markets that live trades are the first of. Those that a backfill finds are old, and not reported; until it has
     * ended, nobody knows which it would have found.
     */
    private Set<Integer> newMarkets(Transaction tx, SenderPosition position, List<LoggedEvent> events, Instant now) {
        var live = new HashSet<Integer>();
        var past = new HashSet<Integer>();
        for (LoggedEvent event : events) {
            for (Integer pairId : event.event().markets()) {
                if (pairId > position.marketId() && !announced.contains(pairId)) {
                    if (event.event().kind() == EventKind.TRADES_STORED && !past.contains(pairId)) {
                        live.add(pairId);
                    } else if (event.event().kind() == EventKind.TRADES_BACKFILLED && !live.contains(pairId)) {
                        past.add(pairId);
                    }
                }
            }
        }
        return announce(tx, live, past, now);
    }

    private Set<Integer> announce(Transaction tx, Set<Integer> live, Set<Integer> past, Instant now) {
        if (live.isEmpty() && past.isEmpty()) {
            return Set.of();
        }
        if (!past.isEmpty()) {
            memory.announce(tx, past, now);
        }
        Set<Integer> fresh = live.isEmpty() ? Set.of() : Set.copyOf(memory.announce(tx, live, now));
        tx.afterCommit(() -> {
            announced.addAll(live);
            announced.addAll(past);
        });
        return backfills.open(tx).isPresent() ? Set.of() : fresh;
    }

    private void matchNewMarkets(List<Announced> found, Set<Integer> fresh, Outbox outbox) {
        var first = new HashMap<Integer, Announced>();
        found.stream().filter(one -> fresh.contains(one.pairId())).forEach(one -> first.putIfAbsent(one.pairId(), one));
        for (Announced one : first.values()) {
            var what = new Occurrence(
                    "market-" + one.pairId(),
                    OptionalInt.of(one.pairId()),
                    one.trade().ledgerCloseTime());
            String payload = MessageJson.newMarket(one.trade());
            for (EventSubscription subscription : index.of(SubscriptionType.NEW_MARKET)) {
                if (wants(subscription, one)
                        && subscription.filter() instanceof NewMarkets wanted
                        && wanted.asset()
                                .filter(asset -> !asset.equals(
                                                one.trade().pair().base())
                                        && !asset.equals(one.trade().pair().counter()))
                                .isEmpty()) {
                    outbox.add(subscription, what, payload);
                }
            }
        }
    }

    private void matchGap(LoggedEvent event, Outbox outbox) {
        var what = new Occurrence("gap-" + event.position(), OptionalInt.empty(), event.happenedAt());
        Collection<EventSubscription> all = index.of(SubscriptionType.GAP);
        String payload = all.isEmpty()
                ? ""
                : MessageJson.gap(event.happenedAt(), event.event().detail());
        for (EventSubscription subscription : new ArrayList<>(all)) {
            if (event.position() > subscription.afterEvent() && subscription.isOpenAt(event.happenedAt())) {
                outbox.add(subscription, what, payload);
            }
        }
    }
}
