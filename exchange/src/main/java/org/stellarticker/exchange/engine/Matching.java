package org.stellarticker.exchange.engine;

import java.util.Objects;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

/** Trades an arriving order with those of the book, by price, then time, each at the resting order's price. */
final class Matching {

    /** Fees are in basis points. */
    private static final long WHOLE = 10_000;

    private final Accounts accounts;
    private final Orders orders;
    private final FillLog fills;
    private final Changes changes;
    private final Events events;

    Matching(Accounts accounts, Orders orders, FillLog fills, Changes changes, Events events) {
        this.accounts = accounts;
        this.orders = orders;
        this.fills = fills;
        this.changes = changes;
        this.events = events;
    }

    /** Trades what can be traded, then lets the rest wait in the book or closes it, as the order's terms say. */
    void arrive(OrderEntry order, OrderBook book) {
        long before = order.executed;
        match(order, book);
        if (order.open() == 0) {
            finish(order, book, OrderStatus.EXECUTED);
        } else if (order.timeInForce == TimeInForce.IOC) {
            finish(order, book, OrderStatus.CLOSED);
        } else {
            rest(order, book);
            if (order.executed > before) {
                events.updated(order);
            }
        }
    }

    private void match(OrderEntry taker, OrderBook book) {
        BookSide resting = book.side(taker.side.opposite());
        while (taker.open() > 0 && (taker.type == OrderType.MARKET || resting.isCrossedBy(taker.price))) {
            PriceLevel level = resting.best();
            if (level == null) {
                return;
            }
            OrderEntry maker = Objects.requireNonNull(level.first);
            if (maker.account == taker.account) {
                leave(maker);
                finish(maker, book, OrderStatus.CLOSED);
                continue;
            }
            long amount = Math.min(taker.open(), maker.open());
            if (OrderBook.paysAsItTrades(taker.side, taker.type)) {
                long available = accounts.get(taker.account).available(book.counter);
                amount = Math.min(amount, book.affordable(available, level.price));
                if (amount == 0) {
                    return;
                }
            }
            fill(taker, maker, book, amount);
        }
    }

    private void fill(OrderEntry taker, OrderEntry maker, OrderBook book, long amount) {
        PriceLevel level = Objects.requireNonNull(maker.level);
        FillEntry fill = fills.append();
        fill.parties(maker, taker);
        fill.price = level.price;
        fill.baseAmount = amount;
        fill.counterAmount = book.worth(amount, level.price);
        fill.at = events.at();
        boolean all = amount == maker.open();
        if (all) {
            leave(maker);
        } else {
            level.amount -= amount;
            changes.level(level);
        }
        execute(taker, fill);
        execute(maker, fill);
        settle(taker, maker, book, fill);
        events.filled(fill);
        if (all) {
            finish(maker, book, OrderStatus.EXECUTED);
        } else {
            events.updated(maker);
        }
    }

    private static void execute(OrderEntry order, FillEntry fill) {
        order.executed += fill.baseAmount;
        order.executedCounter += fill.counterAmount;
        order.status = OrderStatus.PARTIALLY_FILLED;
    }

    /** Moves what was traded. The hold of each side falls to what the rest of its order needs. */
    private void settle(OrderEntry taker, OrderEntry maker, OrderBook book, FillEntry fill) {
        OrderEntry buyer = taker.side == Side.BUY ? taker : maker;
        OrderEntry seller = taker.side == Side.BUY ? maker : taker;
        AccountEntry buying = accounts.get(buyer.account);
        AccountEntry selling = accounts.get(seller.account);
        rehold(buyer, book);
        rehold(seller, book);
        long fee = book.instrument.takerFee();
        long baseFee = taker == buyer ? Amounts.floor(fill.baseAmount, fee, WHOLE) : 0;
        long counterFee = taker == seller ? Amounts.floor(fill.counterAmount, fee, WHOLE) : 0;
        accounts.move(buying, selling, book.counter, fill.counterAmount, counterFee);
        accounts.move(selling, buying, book.base, fill.baseAmount, baseFee);
    }

    /** Holds what the open rest of the order needs, no more and no less. */
    void rehold(OrderEntry order, OrderBook book) {
        long needed =
                OrderBook.paysAsItTrades(order.side, order.type) ? 0 : book.hold(order.side, order.open(), order.price);
        accounts.hold(accounts.get(order.account), book.held(order.side), needed - order.hold);
        order.hold = needed;
    }

    /** Puts an order into the book, behind all of its price. */
    private void rest(OrderEntry order, OrderBook book) {
        BookSide side = book.side(order.side);
        PriceLevel level = side.find(order.price);
        if (level == null) {
            level = side.add(order.price, changes.takenOut(side, order.price));
        }
        level.append(order);
        changes.level(level);
        accounts.get(order.account).open(order);
    }

    /** Takes an order out of the book. */
    void leave(OrderEntry order) {
        PriceLevel level = Objects.requireNonNull(order.level);
        level.remove(order);
        if (level.orders == 0) {
            level.side.remove(level);
        }
        changes.level(level);
        accounts.get(order.account).close(order);
    }

    /** Takes a part of what is open away; the order keeps its place. */
    void shrink(OrderEntry order, OrderBook book, long amount) {
        PriceLevel level = Objects.requireNonNull(order.level);
        level.amount -= order.amount - amount;
        order.amount = amount;
        changes.level(level);
        rehold(order, book);
        events.updated(order);
    }

    /** Ends an order that is not in the book, and gives back what is still held for it. */
    void finish(OrderEntry order, OrderBook book, OrderStatus status) {
        order.status = status;
        accounts.hold(accounts.get(order.account), book.held(order.side), -order.hold);
        order.hold = 0;
        orders.finish(order);
        events.closed(order);
    }
}
