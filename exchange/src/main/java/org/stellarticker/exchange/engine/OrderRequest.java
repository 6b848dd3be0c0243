package org.stellarticker.exchange.engine;

import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

/** The order that a command asks to place, in a form that is filled anew for each command. */
public final class OrderRequest {

    public long account;
    public long idHigh;
    public long idLow;
    public long client1;
    public long client2;
    public long client3;
    public long client4;
    public long client5;
    public int instrument;
    public Side side = Side.BUY;
    public OrderType type = OrderType.LIMIT;
    public TimeInForce timeInForce = TimeInForce.GTC;
    public boolean postOnly;
    /** In ticks; 0 for a market order. */
    public long price;
    /** In stroops of base. */
    public long amount;
    /** In microseconds. */
    public long createdAt;

    /** Takes the content of a command, whose client order id is valid. */
    public OrderRequest set(PlaceOrder command) {
        account = command.account();
        idHigh = command.id().getMostSignificantBits();
        idLow = command.id().getLeastSignificantBits();
        client1 = ClientOrderId.word(command.clientOrderId(), 0);
        client2 = ClientOrderId.word(command.clientOrderId(), 1);
        client3 = ClientOrderId.word(command.clientOrderId(), 2);
        client4 = ClientOrderId.word(command.clientOrderId(), 3);
        client5 = ClientOrderId.word(command.clientOrderId(), 4);
        instrument = command.instrument();
        side = command.side();
        type = command.type();
        timeInForce = command.timeInForce();
        postOnly = command.postOnly();
        price = command.price();
        amount = command.amount();
        createdAt = Micros.of(command.createdAt());
        return this;
    }
}
