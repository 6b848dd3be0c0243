package org.stellarticker.exchange.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.Refusal;

/**
 * The exchange's accounts and books. Each command has the time of its receipt, in microseconds; what it changed went to
 * the {@link EventSink} when it returns. The returned {@link Answer} holds until the next command.
 */
public final class Engine {

    /** In a command's place of a price or an amount: as it is. */
    public static final long AS_IT_IS = Long.MIN_VALUE;

    final List<Instrument> instruments;
    final EngineLimits limits;
    final OrderBook[] books;
    final Changes changes = new Changes();
    final Accounts accounts;
    final Orders orders;
    final FillLog fills = new FillLog();
    final Events events;
    final Matching matching;
    private final Checks checks;
    private final Answer answer = new Answer();

    public Engine(List<Instrument> instruments, EngineLimits limits, EventSink sink) {
        this.instruments = List.copyOf(instruments);
        this.limits = limits;
        Set<Asset> named = new LinkedHashSet<>();
        instruments.forEach(instrument -> {
            named.add(instrument.base());
            named.add(instrument.counter());
        });
        List<Asset> assets = List.copyOf(named);
        this.accounts = new Accounts(assets, changes);
        this.books = instruments.stream()
                .map(one -> new OrderBook(one, assets.indexOf(one.base()), assets.indexOf(one.counter())))
                .toArray(OrderBook[]::new);
        this.orders = new Orders(accounts, limits.finishedOrders());
        this.events = new Events(sink);
        this.matching = new Matching(accounts, orders, fills, changes, events);
        this.checks = new Checks(this, answer);
    }

    public Answer openAccount(long at, String subject) {
        begin(at);
        AccountEntry account = accounts.find(subject);
        if (account == null) {
            if (accounts.count() == limits.accounts()) {
                return answer.refused(Refusal.TOO_MANY_ACCOUNTS, limits.accounts(), accounts.count());
            }
            account = accounts.add(subject);
            accounts.givePlayMoney(account);
            changes.report(events);
        }
        return answer.opened(account);
    }

    public Answer place(long at, OrderRequest request) {
        begin(at);
        OrderEntry same =
                accounts.find(request.account) == null ? null : orders.index().findSame(request);
        if (same != null) {
            return same.wasPlacedAs(request)
                    ? answer.placed(same, true)
                    : answer.refused(Refusal.CLIENT_ORDER_ID_USED, 0, 0);
        }
        if (checks.isRefused(request)) {
            return answer;
        }
        OrderBook book = books[request.instrument];
        OrderEntry order = orders.add(request, at);
        events.accepted(order);
        matching.rehold(order, book);
        matching.arrive(order, book);
        changes.report(events);
        return answer.placed(order, false);
    }

    public Answer cancel(long at, long account, long idHigh, long idLow) {
        begin(at);
        OrderEntry order = find(account, idHigh, idLow);
        if (order == null) {
            return answer.refused(Refusal.UNKNOWN_ORDER, 0, 0);
        }
        if (!order.status.isOpen()) {
            return answer.refused(Refusal.FINISHED_ORDER, 0, 0);
        }
        cancel(order);
        changes.report(events);
        return answer.changed(order);
    }

    private void cancel(OrderEntry order) {
        matching.leave(order);
        matching.finish(order, books[order.instrument], OrderStatus.CANCELLED);
    }

    /** Cancels all open orders of an account, the one that rests longest first. */
    public Answer cancelAll(long at, long account) {
        begin(at);
        AccountEntry owner = accounts.find(account);
        if (owner == null) {
            return answer.refused(Refusal.UNKNOWN_ACCOUNT, accounts.count(), account);
        }
        int cancelled = 0;
        for (OrderEntry order = owner.oldestOpen; order != null; order = owner.oldestOpen) {
            cancel(order);
            cancelled++;
        }
        changes.report(events);
        return answer.cancelled(cancelled);
    }

    /** @param price in ticks, or {@link #AS_IT_IS}; the same for the amount, in stroops */
    public Answer amend(long at, long account, long idHigh, long idLow, long price, long amount) {
        begin(at);
        OrderEntry order = find(account, idHigh, idLow);
        if (order == null) {
            return answer.refused(Refusal.UNKNOWN_ORDER, 0, 0);
        }
        if (!order.status.isOpen()) {
            return answer.refused(Refusal.FINISHED_ORDER, 0, 0);
        }
        answer.about(order.instrument);
        if (price == AS_IT_IS && amount == AS_IT_IS) {
            return answer.refused(Refusal.NOTHING_TO_AMEND, 0, 0);
        }
        long newPrice = price == AS_IT_IS ? order.price : price;
        long newAmount = amount == AS_IT_IS ? order.amount : amount;
        if (checks.isRefused(order, newPrice, newAmount)) {
            return answer;
        }
        if (newPrice != order.price || newAmount != order.amount) {
            amend(order, newPrice, newAmount);
            changes.report(events);
        }
        return answer.changed(order);
    }

    private void amend(OrderEntry order, long price, long amount) {
        OrderBook book = books[order.instrument];
        if (amount == order.executed) {
            matching.leave(order);
            order.amount = amount;
            order.price = price;
            matching.finish(order, book, OrderStatus.EXECUTED);
        } else if (price == order.price && amount < order.amount) {
            matching.shrink(order, book, amount);
        } else {
            matching.leave(order);
            order.amount = amount;
            order.price = price;
            matching.rehold(order, book);
            events.updated(order);
            matching.arrive(order, book);
        }
    }

    /** Says that all fills up to that number need not be kept any longer. */
    public Answer takeFills(long upTo) {
        fills.take(upTo);
        return answer.cancelled(0);
    }

    private void begin(long at) {
        orders.forgetOldest();
        answer.about(Answer.NO_INSTRUMENT);
        events.begin(at);
    }

    private @Nullable OrderEntry find(long account, long idHigh, long idLow) {
        OrderEntry order = orders.index().find(idHigh, idLow);
        return order != null && order.account == account ? order : null;
    }

    public List<Instrument> instruments() {
        return instruments;
    }

    public EngineLimits limits() {
        return limits;
    }

    /** Returns all assets of the instruments; the number of an asset is its position. */
    public List<Asset> assets() {
        return accounts.assets;
    }

    /** Returns the number of the last event. */
    public long lastEvent() {
        return events.number();
    }

    /** Returns the time of the last command, in microseconds. */
    public long lastTime() {
        return events.at();
    }

    /** Returns the number of the last fill. */
    public long lastFill() {
        return fills.newest();
    }

    /** Returns up to which number fills were taken. */
    public long takenFills() {
        return fills.taken();
    }

    public int accountCount() {
        return accounts.count();
    }

    public Optional<Account> account(long number) {
        return Optional.ofNullable(accounts.find(number)).map(found -> found.copy(assets()));
    }

    public Optional<Order> order(long account, UUID id) {
        return Optional.ofNullable(find(account, id.getMostSignificantBits(), id.getLeastSignificantBits()))
                .map(OrderEntry::copy);
    }

    /** @param request has the account and the client order id */
    public Optional<Order> orderByClientId(OrderRequest request) {
        return Optional.ofNullable(orders.index().findSame(request)).map(OrderEntry::copy);
    }

    /** Returns remembered orders of an account, newest first; before is an order of the account, or null for all. */
    public List<Order> orders(long account, boolean openOnly, @Nullable UUID before, int limit) {
        AccountEntry owner = accounts.find(account);
        if (owner == null) {
            return List.of();
        }
        OrderEntry last = before == null
                ? null
                : find(account, before.getMostSignificantBits(), before.getLeastSignificantBits());
        if (before != null && last == null) {
            return List.of();
        }
        return openOnly ? owner.open(last, limit) : owner.orders(last, limit);
    }

    public Depth depth(int instrument, int levels) {
        OrderBook book = books[instrument];
        return new Depth(
                instrument, OrderBook.best(book.bids, levels), OrderBook.best(book.asks, levels), events.number());
    }

    /** Returns the fills behind that number that are kept, oldest first. */
    public List<Fill> fillsAfter(long number, int limit) {
        return fills.after(number, limit);
    }

    /** Returns the newest fills of an instrument that are kept, newest first. */
    public List<Fill> lastFills(int instrument, int limit) {
        return fills.last(instrument, limit);
    }

    /** Returns the sum of an asset over all accounts, the fees and the bank; it is 0. */
    public long sum(int asset) {
        return accounts.sum(asset);
    }
}
