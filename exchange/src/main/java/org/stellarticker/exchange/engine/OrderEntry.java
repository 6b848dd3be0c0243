package org.stellarticker.exchange.engine;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

/**
 * An order in the engine. It is a node of the lists that it is in, and is used again for another order once it is
 * forgotten: nobody keeps it beyond the command in which it was passed.
 */
public final class OrderEntry {

    /** The engine's number of it, from 1. */
    long number;
    /** The numbers of its account and its instrument. */
    int account;

    int instrument;
    long idHigh;
    long idLow;
    long client1;
    long client2;
    long client3;
    long client4;
    long client5;
    Side side = Side.BUY;
    OrderType type = OrderType.LIMIT;
    TimeInForce timeInForce = TimeInForce.GTC;
    OrderStatus status = OrderStatus.SUBMITTED;
    boolean postOnly;
    long price;
    long amount;
    /** Price and amount as they were placed, which a repeated command is compared with. */
    long placedPrice;

    long placedAmount;
    long executed;
    long executedCounter;
    /** What is held for it: counter for a buyer, base for a seller. */
    long hold;

    long createdAt;
    long receivedAt;
    long updatedAt;

    /** Its level while it is in the book, and its neighbours there. */
    @Nullable
    PriceLevel level;

    @Nullable
    OrderEntry earlierAtLevel;

    @Nullable
    OrderEntry laterAtLevel;
    /** Its neighbours among all remembered orders of its account. */
    @Nullable
    OrderEntry olderOfAccount;

    @Nullable
    OrderEntry newerOfAccount;
    /** Its neighbours among the open orders of its account. */
    @Nullable
    OrderEntry olderOpen;

    @Nullable
    OrderEntry newerOpen;
    /** The order that finished next, or the next unused entry. */
    @Nullable
    OrderEntry next;

    OrderEntry() {}

    OrderEntry(OrderRequest request) {
        set(request);
    }

    /** Begins a new order. */
    void set(OrderRequest request) {
        account = (int) request.account;
        instrument = request.instrument;
        idHigh = request.idHigh;
        idLow = request.idLow;
        client1 = request.client1;
        client2 = request.client2;
        client3 = request.client3;
        client4 = request.client4;
        client5 = request.client5;
        side = request.side;
        type = request.type;
        timeInForce = request.timeInForce;
        postOnly = request.postOnly;
        price = request.price;
        amount = request.amount;
        placedPrice = request.price;
        placedAmount = request.amount;
        createdAt = request.createdAt;
        status = OrderStatus.SUBMITTED;
        executed = 0;
        executedCounter = 0;
        hold = 0;
    }

    /** Returns what is not executed, in stroops of base. */
    long open() {
        return amount - executed;
    }

    boolean hasClientId() {
        return client1 != 0;
    }

    /** Returns whether a request has the content with which this order was placed. */
    boolean wasPlacedAs(OrderRequest request) {
        return instrument == request.instrument
                && side == request.side
                && type == request.type
                && timeInForce == request.timeInForce
                && postOnly == request.postOnly
                && placedPrice == request.price
                && placedAmount == request.amount;
    }

    public long number() {
        return number;
    }

    public long account() {
        return account;
    }

    public int instrument() {
        return instrument;
    }

    public long idHigh() {
        return idHigh;
    }

    public long idLow() {
        return idLow;
    }

    /** Returns one of the five words of its client order id. */
    public long clientWord(int word) {
        return switch (word) {
            case 0 -> client1;
            case 1 -> client2;
            case 2 -> client3;
            case 3 -> client4;
            default -> client5;
        };
    }

    public Side side() {
        return side;
    }

    public OrderType type() {
        return type;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public boolean postOnly() {
        return postOnly;
    }

    public OrderStatus status() {
        return status;
    }

    public long price() {
        return price;
    }

    public long amount() {
        return amount;
    }

    public long executedAmount() {
        return executed;
    }

    public long executedCounterAmount() {
        return executedCounter;
    }

    /** Returns the time in microseconds at which the gateway made it. */
    public long createdAt() {
        return createdAt;
    }

    public long receivedAt() {
        return receivedAt;
    }

    public long updatedAt() {
        return updatedAt;
    }

    /** Returns a copy that may be kept. */
    public Order copy() {
        return new Order(
                new UUID(idHigh, idLow),
                ClientOrderId.text(client1, client2, client3, client4, client5),
                account,
                instrument,
                side,
                type,
                timeInForce,
                postOnly,
                price,
                amount,
                executed,
                executedCounter,
                status,
                Micros.instant(createdAt),
                Micros.instant(receivedAt),
                Micros.instant(updatedAt));
    }
}
