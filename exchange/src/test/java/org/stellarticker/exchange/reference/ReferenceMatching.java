package org.stellarticker.exchange.reference;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Event.BalanceChanged;
import org.stellarticker.exchange.Event.Filled;
import org.stellarticker.exchange.Event.LevelChanged;
import org.stellarticker.exchange.Event.OrderAccepted;
import org.stellarticker.exchange.Event.OrderClosed;
import org.stellarticker.exchange.Event.OrderUpdated;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

/** What orders do in the books, and the events of it. */
final class ReferenceMatching {

    private record LevelKey(int instrument, Side side, long price) {}

    final List<ReferenceBook> books;
    final ReferenceAccounts accounts;
    final Deque<ReferenceOrder> finished = new ArrayDeque<>();
    private final Map<Long, List<ReferenceOrder>> resting = new HashMap<>();
    private final Set<LevelKey> changedLevels = new LinkedHashSet<>();
    private List<Event> events = new ArrayList<>();
    private Instant at = Instant.EPOCH;
    private long lastEvent;
    long lastFill;

    ReferenceMatching(List<Instrument> instruments) {
        this.books = instruments.stream().map(ReferenceBook::new).toList();
        var assets = new LinkedHashSet<Asset>();
        instruments.forEach(one -> assets.addAll(List.of(one.base(), one.counter())));
        this.accounts = new ReferenceAccounts(List.copyOf(assets));
    }

    void begin(Instant time) {
        at = time;
    }

    List<Event> takeEvents() {
        List<Event> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    /** Begins an order that was accepted. */
    void accept(ReferenceOrder order) {
        events.add(new OrderAccepted(++lastEvent, at, order.value()));
        rehold(order);
        arrive(order);
    }

    void cancel(ReferenceOrder order) {
        leave(order);
        finish(order, OrderStatus.CANCELLED);
    }

    /** Changes an order that is affordable as it will be. */
    void amend(ReferenceOrder order, long price, long amount) {
        if (amount == order.executed) {
            leave(order);
            order.price = price;
            order.amount = amount;
            finish(order, OrderStatus.EXECUTED);
        } else if (price != order.price || amount > order.amount) {
            leave(order);
            order.price = price;
            order.amount = amount;
            rehold(order);
            update(order);
            arrive(order);
        } else if (amount < order.amount) {
            order.amount = amount;
            noteLevel(order);
            rehold(order);
            update(order);
        }
    }

    private void arrive(ReferenceOrder taker) {
        long before = taker.executed;
        Optional<ReferenceOrder> next = book(taker).best(taker.placed.side().opposite());
        while (taker.open() > 0 && next.isPresent() && taker.accepts(next.get().price)) {
            ReferenceOrder maker = next.get();
            if (maker.placed.account() == taker.placed.account()) {
                leave(maker);
                finish(maker, OrderStatus.CLOSED);
            } else {
                long amount = Math.min(taker.open(), maker.open());
                if (taker.isMarket() && taker.buys()) {
                    long available = accounts.available(taker.placed.account(), heldAsset(taker));
                    amount = Math.min(amount, book(taker).affordable(available, maker.price));
                }
                if (amount == 0) {
                    break;
                }
                trade(taker, maker, amount);
            }
            next = book(taker).best(taker.placed.side().opposite());
        }
        if (taker.open() == 0) {
            finish(taker, OrderStatus.EXECUTED);
        } else if (taker.placed.timeInForce() == TimeInForce.IOC) {
            finish(taker, OrderStatus.CLOSED);
        } else {
            book(taker).add(taker);
            openOrders(taker.placed.account()).add(taker);
            noteLevel(taker);
            if (taker.executed > before) {
                update(taker);
            }
        }
    }

    private void trade(ReferenceOrder taker, ReferenceOrder maker, long amount) {
        ReferenceBook book = book(taker);
        long counter = book.worth(amount, maker.price);
        noteLevel(maker);
        if (amount == maker.open()) {
            leave(maker);
        }
        for (ReferenceOrder order : List.of(taker, maker)) {
            order.executed += amount;
            order.executedCounter += counter;
            order.status = OrderStatus.PARTIALLY_FILLED;
        }
        ReferenceOrder buyer = taker.buys() ? taker : maker;
        ReferenceOrder seller = taker.buys() ? maker : taker;
        rehold(buyer);
        rehold(seller);
        int baseAsset = asset(book.instrument.base());
        int counterAsset = asset(book.instrument.counter());
        accounts.add(buyer.placed.account(), counterAsset, -counter);
        pay(seller, counterAsset, counter, seller == taker);
        accounts.add(seller.placed.account(), baseAsset, -amount);
        pay(buyer, baseAsset, amount, buyer == taker);
        events.add(new Filled(++lastEvent, at, fill(taker, maker, amount, counter)));
        if (maker.open() == 0) {
            finish(maker, OrderStatus.EXECUTED);
        } else {
            update(maker);
        }
    }

    private void pay(ReferenceOrder receiver, int asset, long amount, boolean takes) {
        long fee = takes ? amount / 10_000 * takerFee(receiver) + amount % 10_000 * takerFee(receiver) / 10_000 : 0;
        accounts.fees[asset] += fee;
        accounts.add(receiver.placed.account(), asset, amount - fee);
    }

    private long takerFee(ReferenceOrder order) {
        return book(order).instrument.takerFee();
    }

    private Fill fill(ReferenceOrder taker, ReferenceOrder maker, long amount, long counter) {
        return new Fill(
                ++lastFill,
                taker.placed.instrument(),
                maker.price,
                amount,
                counter,
                maker.placed.id(),
                taker.placed.id(),
                maker.placed.account(),
                taker.placed.account(),
                maker.number,
                taker.number,
                taker.placed.side(),
                at);
    }

    private void rehold(ReferenceOrder order) {
        hold(order, book(order).hold(order, order.open(), order.price));
    }

    private void hold(ReferenceOrder order, long amount) {
        accounts.hold(order.placed.account(), heldAsset(order), amount - order.held);
        order.held = amount;
    }

    private void leave(ReferenceOrder order) {
        book(order).remove(order);
        openOrders(order.placed.account()).remove(order);
        noteLevel(order);
    }

    private void finish(ReferenceOrder order, OrderStatus status) {
        order.status = status;
        order.updatedAt = at;
        hold(order, 0);
        finished.addLast(order);
        events.add(new OrderClosed(++lastEvent, at, order.value()));
    }

    private void update(ReferenceOrder order) {
        order.updatedAt = at;
        events.add(new OrderUpdated(++lastEvent, at, order.value()));
    }

    private void noteLevel(ReferenceOrder order) {
        changedLevels.add(new LevelKey(order.placed.instrument(), order.placed.side(), order.price));
    }

    void reportChanges() {
        for (ReferenceAccounts.Key key : accounts.changed) {
            events.add(new BalanceChanged(
                    ++lastEvent,
                    at,
                    key.account(),
                    accounts.assets.get(key.asset()),
                    accounts.total(key.account(), key.asset()),
                    accounts.held(key.account(), key.asset())));
        }
        accounts.changed.clear();
        for (LevelKey key : changedLevels) {
            Level level = books.get(key.instrument()).level(key.side(), key.price());
            events.add(new LevelChanged(
                    ++lastEvent, at, key.instrument(), key.side(), key.price(), level.amount(), level.orders()));
        }
        changedLevels.clear();
    }

    List<ReferenceOrder> openOrders(long account) {
        return resting.computeIfAbsent(account, none -> new ArrayList<>());
    }

    ReferenceBook book(ReferenceOrder order) {
        return books.get(order.placed.instrument());
    }

    int heldAsset(ReferenceOrder order) {
        Instrument instrument = book(order).instrument;
        return asset(order.buys() ? instrument.counter() : instrument.base());
    }

    private int asset(Asset asset) {
        return accounts.assets.indexOf(asset);
    }
}
