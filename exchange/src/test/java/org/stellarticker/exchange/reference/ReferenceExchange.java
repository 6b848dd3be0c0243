package org.stellarticker.exchange.reference;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelAll;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
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

    private final EngineLimits limits;
    private final ReferenceMatching matching;
    private final ReferenceAccounts accounts;
    private final Map<UUID, ReferenceOrder> orders = new HashMap<>();
    private final Map<ClientKey, ReferenceOrder> byClientId = new HashMap<>();
    private Instant at = Instant.EPOCH;
    private long lastOrder;
    private long takenFills;

    public ReferenceExchange(List<Instrument> instruments, EngineLimits limits) {
        this.limits = limits;
        this.matching = new ReferenceMatching(instruments);
        this.accounts = matching.accounts;
    }

    /** Applies a command; its events are then returned by {@link #takeEvents}. */
    public Outcome apply(Instant time, Command command) {
        at = time;
        matching.begin(time);
        while (matching.finished.size() > limits.finishedOrders()) {
            forget(matching.finished.removeFirst());
        }
        Outcome outcome = switch (command) {
            case OpenAccount open -> open(open.subject());
            case PlaceOrder place -> place(place);
            case CancelOrder cancel -> cancel(cancel);
            case AmendOrder amend -> amend(amend);
            case CancelAll all -> cancelAll(all.account());
        };
        matching.reportChanges();
        return outcome;
    }

    public void takeFills(long upTo) {
        while (matching.finished.size() > limits.finishedOrders()) {
            forget(matching.finished.removeFirst());
        }
        takenFills = Math.max(takenFills, Math.min(upTo, matching.lastFill));
    }

    public List<Event> takeEvents() {
        return matching.takeEvents();
    }

    public Optional<Account> account(long number) {
        return accounts.value(number, matching.openOrders(number).size());
    }

    public List<Level> levels(int instrument, Side side) {
        return matching.books.get(instrument).levels(side);
    }

    public long lastFill() {
        return matching.lastFill;
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
        matching.accept(order);
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
        if (place.instrument() < 0 || place.instrument() >= matching.books.size()) {
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
        if (mayRest && matching.openOrders(place.account()).size() >= limits.openOrders()) {
            return Optional.of(Refusal.TOO_MANY_ORDERS);
        }
        if (mayRest && orders.size() - matching.finished.size() >= limits.allOpenOrders()) {
            return Optional.of(Refusal.EXCHANGE_FULL);
        }
        return unaffordable(order, place.price(), place.amount(), 0);
    }

    private Optional<Refusal> wrongValues(ReferenceOrder order, long price, long amount) {
        Instrument instrument = matching.book(order).instrument;
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
        if (matching.lastFill - takenFills >= limits.waitingFills()) {
            return Optional.of(Refusal.FILLS_WAITING);
        }
        Optional<ReferenceOrder> opposite =
                matching.book(order).best(order.placed.side().opposite());
        boolean crosses =
                opposite.isPresent() && (order.buys() ? opposite.get().price <= price : opposite.get().price >= price);
        if (order.placed.postOnly() && crosses) {
            return Optional.of(Refusal.WOULD_TAKE);
        }
        long available = accounts.available(order.placed.account(), matching.heldAsset(order)) + heldAlready;
        return matching.book(order).hold(order, open, price) > available
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
        matching.cancel(order.get());
        return new Changed(order.get().value());
    }

    private Outcome cancelAll(long account) {
        if (!accounts.has(account)) {
            return refused(Refusal.UNKNOWN_ACCOUNT);
        }
        List<ReferenceOrder> open = List.copyOf(matching.openOrders(account));
        open.forEach(matching::cancel);
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
        if (amount > order.executed && (price != order.price || amount > order.amount)) {
            Optional<Refusal> refusal = unaffordable(order, price, amount - order.executed, order.held);
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
        }
        matching.amend(order, price, amount);
        return new Changed(order.value());
    }

    private Optional<ReferenceOrder> find(long account, UUID id) {
        return Optional.ofNullable(orders.get(id)).filter(order -> order.placed.account() == account);
    }

    private static Outcome refused(Refusal refusal) {
        return new Refused(refusal, "");
    }
}
