package org.stellarticker.exchange.reference;

import java.time.Instant;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;

/** An order. */
final class ReferenceOrder {

    final long number;
    final PlaceOrder placed;
    final Instant receivedAt;
    Instant updatedAt;
    long price;
    long amount;
    long executed;
    long executedCounter;
    long held;
    OrderStatus status = OrderStatus.SUBMITTED;

    ReferenceOrder(long number, PlaceOrder placed, Instant receivedAt) {
        this.number = number;
        this.placed = placed;
        this.receivedAt = receivedAt;
        this.updatedAt = receivedAt;
        this.price = placed.price();
        this.amount = placed.amount();
    }

    long open() {
        return amount - executed;
    }

    boolean buys() {
        return placed.side() == Side.BUY;
    }

    boolean isMarket() {
        return placed.type() == OrderType.MARKET;
    }

    /** Returns whether it trades with a resting order of that price. */
    boolean accepts(long restingPrice) {
        return isMarket() || (buys() ? restingPrice <= price : restingPrice >= price);
    }

    Order value() {
        return new Order(
                placed.id(),
                placed.clientOrderId(),
                placed.account(),
                placed.instrument(),
                placed.side(),
                placed.type(),
                placed.timeInForce(),
                placed.postOnly(),
                price,
                amount,
                executed,
                executedCounter,
                status,
                placed.createdAt(),
                receivedAt,
                updatedAt);
    }
}
