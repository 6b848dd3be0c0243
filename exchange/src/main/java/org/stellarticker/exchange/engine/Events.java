package org.stellarticker.exchange.engine;

/** Numbers the events and passes them on with the time of their command. */
final class Events {

    private final EventSink sink;
    private long number;
    private long at;

    Events(EventSink sink) {
        this.sink = sink;
    }

    /** Returns the number of the last event. */
    long number() {
        return number;
    }

    void continueAfter(long last) {
        number = last;
    }

    void begin(long time) {
        at = time;
    }

    long at() {
        return at;
    }

    void accepted(OrderEntry order) {
        sink.accepted(++number, at, order);
    }

    void updated(OrderEntry order) {
        order.updatedAt = at;
        sink.updated(++number, at, order);
    }

    void closed(OrderEntry order) {
        order.updatedAt = at;
        sink.closed(++number, at, order);
    }

    void filled(FillEntry fill) {
        sink.filled(++number, at, fill);
    }

    void balance(AccountEntry account, int asset) {
        sink.balance(++number, at, account.number, asset, account.total[asset], account.held[asset]);
    }

    void level(PriceLevel level) {
        sink.level(
                ++number,
                at,
                level.side.book.instrument.number(),
                level.side.side,
                level.price,
                level.amount,
                level.orders);
    }
}
