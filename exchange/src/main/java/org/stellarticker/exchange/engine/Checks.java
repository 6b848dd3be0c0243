package org.stellarticker.exchange.engine;

import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.TimeInForce;

/** Checks what a command asks for before it has any effect. */
final class Checks {

    private final Engine engine;
    private final Answer answer;

    Checks(Engine engine, Answer answer) {
        this.engine = engine;
        this.answer = answer;
    }

    /** Returns whether the order cannot be placed; the answer then says why. */
    boolean isRefused(OrderRequest request) {
        AccountEntry account = engine.accounts.find(request.account);
        if (account == null) {
            return refuse(Refusal.UNKNOWN_ACCOUNT, engine.accounts.count(), request.account);
        }
        if (request.instrument < 0 || request.instrument >= engine.books.length) {
            return refuse(Refusal.UNKNOWN_INSTRUMENT, engine.books.length, request.instrument);
        }
        OrderBook book = engine.books[request.instrument];
        return hasWrongTerms(request)
                || hasWrongPrice(request.type, request.price)
                || hasWrongAmount(book.instrument, request.amount)
                || isTooMany(account, request)
                || wouldTake(book, request)
                || isTooExpensive(account, book, request);
    }

    /** Returns whether an open order cannot be changed to that price and amount; the answer then says why. */
    boolean isRefused(OrderEntry order, long price, long amount) {
        OrderBook book = engine.books[order.instrument];
        if (hasWrongPrice(order.type, price) || hasWrongAmount(book.instrument, amount)) {
            return true;
        }
        if (amount < order.executed) {
            return refuse(Refusal.AMOUNT_BELOW_EXECUTED, order.executed, amount);
        }
        boolean staysOrShrinks = amount == order.executed || (price == order.price && amount <= order.amount);
        if (staysOrShrinks) {
            return false;
        }
        if (areFillsWaiting()) {
            return true;
        }
        if (order.postOnly && book.side(order.side.opposite()).isCrossedBy(price)) {
            return refuse(Refusal.WOULD_TAKE, 0, price);
        }
        AccountEntry account = engine.accounts.get(order.account);
        long available = account.available(book.held(order.side)) + order.hold;
        long needed = book.hold(order.side, amount - order.executed, price);
        return needed > available && refuse(Refusal.BALANCE_TOO_SMALL, available, needed);
    }

    private boolean hasWrongTerms(OrderRequest request) {
        if (request.type == OrderType.MARKET && request.timeInForce != TimeInForce.IOC) {
            return refuse(Refusal.TIME_IN_FORCE_NOT_ALLOWED, 0, 0);
        }
        boolean mayWait = request.timeInForce == TimeInForce.GTC;
        return request.postOnly && !mayWait && refuse(Refusal.POST_ONLY_NOT_ALLOWED, 0, 0);
    }

    private boolean hasWrongPrice(OrderType type, long price) {
        if (type == OrderType.MARKET) {
            return price != 0 && refuse(Refusal.PRICE_NOT_ALLOWED, 0, price);
        }
        if (price <= 0) {
            return refuse(Refusal.PRICE_MISSING, 1, price);
        }
        return price > Instrument.MAXIMUM_PRICE && refuse(Refusal.PRICE_TOO_HIGH, Instrument.MAXIMUM_PRICE, price);
    }

    private boolean hasWrongAmount(Instrument instrument, long amount) {
        if (amount < instrument.minimum()) {
            return refuse(Refusal.AMOUNT_TOO_SMALL, instrument.minimum(), amount);
        }
        if (amount > instrument.maximum()) {
            return refuse(Refusal.AMOUNT_TOO_LARGE, instrument.maximum(), amount);
        }
        return amount % instrument.lot() != 0 && refuse(Refusal.AMOUNT_OFF_LOT, instrument.lot(), amount);
    }

    private boolean isTooMany(AccountEntry account, OrderRequest request) {
        if (engine.orders.index().isUsed(request.idLow)) {
            return refuse(Refusal.ORDER_ID_USED, 0, 0);
        }
        int most = engine.limits.openOrders();
        if (request.timeInForce == TimeInForce.GTC && account.openOrders >= most) {
            return refuse(Refusal.TOO_MANY_ORDERS, most, account.openOrders);
        }
        int mostInAll = engine.limits.allOpenOrders();
        if (request.timeInForce == TimeInForce.GTC && engine.orders.open() >= mostInAll) {
            return refuse(Refusal.EXCHANGE_FULL, mostInAll, engine.orders.open());
        }
        return areFillsWaiting();
    }

    private boolean areFillsWaiting() {
        int most = engine.limits.waitingFills();
        return engine.fills.waiting() >= most && refuse(Refusal.FILLS_WAITING, most, engine.fills.waiting());
    }

    private boolean wouldTake(OrderBook book, OrderRequest request) {
        return request.postOnly
                && book.side(request.side.opposite()).isCrossedBy(request.price)
                && refuse(Refusal.WOULD_TAKE, 0, request.price);
    }

    private boolean isTooExpensive(AccountEntry account, OrderBook book, OrderRequest request) {
        if (OrderBook.paysAsItTrades(request.side, request.type)) {
            return false;
        }
        long needed = book.hold(request.side, request.amount, request.price);
        long available = account.available(book.held(request.side));
        return needed > available && refuse(Refusal.BALANCE_TOO_SMALL, available, needed);
    }

    private boolean refuse(Refusal refusal, long expected, long found) {
        answer.refused(refusal, expected, found);
        return true;
    }
}
