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
import java.util.UUID;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelAll;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
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
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.CancelledAll;
import org.stellarticker.exchange.Outcome.Changed;
import org.stellarticker.exchange.Outcome.Opened;
import org.stellarticker.exchange.Outcome.Placed;
import org.stellarticker.exchange.Outcome.Refused;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.engine.EngineLimits;

/** The exchange. Its details of refusals are empty. */
public final class ReferenceExchange {

    private record ClientKey(long account, String clientOrderId) {}

    private record LevelKey(int instrument, Side side, long price) {}

    private final EngineLimits limits;
    private final List<ReferenceBook> books;
    private final ReferenceAccounts accounts;
    private final Map<UUID, ReferenceOrder> orders = new HashMap<>();
    private final Map<ClientKey, ReferenceOrder> byClientId = new HashMap<>();
    private final Map<Long, List<ReferenceOrder>> resting = new HashMap<>();
    private final Deque<ReferenceOrder> finished = new ArrayDeque<>();
    private final Set<LevelKey> changedLevels = new LinkedHashSet<>();
    private List<Event> events = new ArrayList<>();
    private Instant at = Instant.EPOCH;
    private long lastEvent;
    private long lastOrder;
    private long lastFill;
    private long takenFills;

    public ReferenceExchange(List<Instrument> instruments, EngineLimits limits) {
        this.limits = limits;
        this.books = instruments.stream().map(ReferenceBook::new).toList();
        var assets = new LinkedHashSet<Asset>();
        instruments.forEach(one -> assets.addAll(List.of(one.base(), one.counter())));
        this.accounts = new ReferenceAccounts(List.copyOf(assets));
    }

    /** Applies a command; its events are then returned by {@link #takeEvents}. */
    public Outcome apply(Instant time, Command command) {
        at = time;
        while (finished.size() > limits.finishedOrders()) {
            forget(finished.removeFirst());
        }
        Outcome outcome = switch (command) {
            case OpenAccount open -> open(open.subject());
            case PlaceOrder place -> place(place);
            case CancelOrder cancel -> cancel(cancel);
            case AmendOrder amend -> amend(amend);
            case CancelAll all -> cancelAll(all.account());
        };
        reportChanges();
        return outcome;
    }

    public void takeFills(long upTo) {
        while (finished.size() > limits.finishedOrders()) {
            forget(finished.removeFirst());
        }
        takenFills = Math.max(takenFills, Math.min(upTo, lastFill));
    }

    public List<Event> takeEvents() {
        List<Event> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    public Optional<Account> account(long number) {
        return accounts.value(number, openOrders(number).size());
    }

    public List<Level> levels(int instrument, Side side) {
        return books.get(instrument).levels(side);
    }

    public long lastFill() {
        return lastFill;
    }

    private void forget(ReferenceOrder order) {
        orders.remove(order.placed.id());
        byClientId.remove(new ClientKey(order.placed.account(), order.placed.clientOrderId()));
    }

    private Outcome open(String subject) {
        int known = accounts.subjects.indexOf(subject) + 1;
        if (known == 0 && accounts.subjects.size() == limits.accounts()) {
            return refused(Refusal.TOO_MANY_ACCOUNTS);
        }
        int account = known > 0 ? known : accounts.open(subject);
        return new Opened(account(account).orElseThrow());
    }

    private Outcome place(PlaceOrder place) {
        ReferenceOrder same = byClientId.get(new ClientKey(place.account(), place.clientOrderId()));
        if (same != null) {
            return isSameContent(same.placed, place)
                    ? new Placed(same.value(), true)
                    : refused(Refusal.CLIENT_ORDER_ID_USED);
        }
        Optional<Refusal> refusal = refusal(place);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        var order = new ReferenceOrder(++lastOrder, place, at);
        orders.put(place.id(), order);
        if (!place.clientOrderId().isEmpty()) {
            byClientId.put(new ClientKey(place.account(), place.clientOrderId()), order);
        }
        events.add(new OrderAccepted(++lastEvent, at, order.value()));
        rehold(order);
        arrive(order);
        return new Placed(order.value(), false);
    }

    private static boolean isSameContent(PlaceOrder one, PlaceOrder other) {
        return one.instrument() == other.instrument()
                && one.side() == other.side()
                && one.type() == other.type()
                && one.timeInForce() == other.timeInForce()
                && one.postOnly() == other.postOnly()
                && one.price() == other.price()
                && one.amount() == other.amount();
    }

    private Optional<Refusal> refusal(PlaceOrder place) {
        if (!accounts.has(place.account())) {
            return Optional.of(Refusal.UNKNOWN_ACCOUNT);
        }
        if (place.instrument() < 0 || place.instrument() >= books.size()) {
            return Optional.of(Refusal.UNKNOWN_INSTRUMENT);
        }
        var order = new ReferenceOrder(0, place, at);
        if (order.isMarket() && place.timeInForce() != TimeInForce.IOC) {
            return Optional.of(Refusal.TIME_IN_FORCE_NOT_ALLOWED);
        }
        if (place.postOnly() && place.timeInForce() == TimeInForce.IOC) {
            return Optional.of(Refusal.POST_ONLY_NOT_ALLOWED);
        }
        Optional<Refusal> wrong = wrongValues(order, place.price(), place.amount());
        if (wrong.isPresent()) {
            return wrong;
        }
        if (orders.containsKey(place.id())) {
            return Optional.of(Refusal.ORDER_ID_USED);
        }
        boolean mayRest = place.timeInForce() == TimeInForce.GTC;
        if (mayRest && openOrders(place.account()).size() >= limits.openOrders()) {
            return Optional.of(Refusal.TOO_MANY_ORDERS);
        }
        if (mayRest && orders.size() - finished.size() >= limits.allOpenOrders()) {
            return Optional.of(Refusal.EXCHANGE_FULL);
        }
        return unaffordable(order, place.price(), place.amount(), 0);
    }

    private Optional<Refusal> wrongValues(ReferenceOrder order, long price, long amount) {
        Instrument instrument = book(order).instrument;
        if (order.isMarket() && price != 0) {
            return Optional.of(Refusal.PRICE_NOT_ALLOWED);
        }
        if (!order.isMarket() && price < 1) {
            return Optional.of(Refusal.PRICE_MISSING);
        }
        if (price > Integer.MAX_VALUE) {
            return Optional.of(Refusal.PRICE_TOO_HIGH);
        }
        if (amount < instrument.minimum()) {
            return Optional.of(Refusal.AMOUNT_TOO_SMALL);
        }
        if (amount > instrument.maximum()) {
            return Optional.of(Refusal.AMOUNT_TOO_LARGE);
        }
        return amount % instrument.lot() == 0 ? Optional.empty() : Optional.of(Refusal.AMOUNT_OFF_LOT);
    }

    private Optional<Refusal> unaffordable(ReferenceOrder order, long price, long open, long heldAlready) {
        if (lastFill - takenFills >= limits.waitingFills()) {
            return Optional.of(Refusal.FILLS_WAITING);
        }
        Optional<ReferenceOrder> opposite = book(order).best(order.placed.side().opposite());
        boolean crosses =
                opposite.isPresent() && (order.buys() ? opposite.get().price <= price : opposite.get().price >= price);
        if (order.placed.postOnly() && crosses) {
            return Optional.of(Refusal.WOULD_TAKE);
        }
        long available = accounts.available(order.placed.account(), heldAsset(order)) + heldAlready;
        return book(order).hold(order, open, price) > available
                ? Optional.of(Refusal.BALANCE_TOO_SMALL)
                : Optional.empty();
    }

    private Outcome cancel(CancelOrder cancel) {
        Optional<ReferenceOrder> order = find(cancel.account(), cancel.id());
        if (order.isEmpty()) {
            return refused(Refusal.UNKNOWN_ORDER);
        }
        if (!order.get().status.isOpen()) {
            return refused(Refusal.FINISHED_ORDER);
        }
        leave(order.get());
        finish(order.get(), OrderStatus.CANCELLED);
        return new Changed(order.get().value());
    }

    private Outcome cancelAll(long account) {
        if (!accounts.has(account)) {
            return refused(Refusal.UNKNOWN_ACCOUNT);
        }
        List<ReferenceOrder> open = List.copyOf(openOrders(account));
        open.forEach(order -> {
            leave(order);
            finish(order, OrderStatus.CANCELLED);
        });
        return new CancelledAll(open.size());
    }

    private Outcome amend(AmendOrder amend) {
        Optional<ReferenceOrder> found = find(amend.account(), amend.id());
        if (found.isEmpty()) {
            return refused(Refusal.UNKNOWN_ORDER);
        }
        ReferenceOrder order = found.get();
        if (!order.status.isOpen()) {
            return refused(Refusal.FINISHED_ORDER);
        }
        if (amend.price().isEmpty() && amend.amount().isEmpty()) {
            return refused(Refusal.NOTHING_TO_AMEND);
        }
        long price = amend.price().orElse(order.price);
        long amount = amend.amount().orElse(order.amount);
        Optional<Refusal> wrong = wrongValues(order, price, amount);
        if (wrong.isPresent()) {
            return refused(wrong.get());
        }
        if (amount < order.executed) {
            return refused(Refusal.AMOUNT_BELOW_EXECUTED);
        }
        if (amount == order.executed) {
            leave(order);
            order.price = price;
            order.amount = amount;
            finish(order, OrderStatus.EXECUTED);
        } else if (price != order.price || amount > order.amount) {
            Optional<Refusal> refusal = unaffordable(order, price, amount - order.executed, order.held);
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
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
        return new Changed(order.value());
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

    private void reportChanges() {
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

    private List<ReferenceOrder> openOrders(long account) {
        return resting.computeIfAbsent(account, none -> new ArrayList<>());
    }

    private Optional<ReferenceOrder> find(long account, UUID id) {
        return Optional.ofNullable(orders.get(id)).filter(order -> order.placed.account() == account);
    }

    private ReferenceBook book(ReferenceOrder order) {
        return books.get(order.placed.instrument());
    }

    private int heldAsset(ReferenceOrder order) {
        Instrument instrument = book(order).instrument;
        return asset(order.buys() ? instrument.counter() : instrument.base());
    }

    private int asset(Asset asset) {
        return accounts.assets.indexOf(asset);
    }

    private static Outcome refused(Refusal refusal) {
        return new Refused(refusal, "");
    }
}
