package org.stellarticker.exchange.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Orders and fills in the bytes of {@link EngineState}. */
final class OrderState {

    private OrderState() {}

    static void write(OrderEntry order, DataOutput out) throws IOException {
        out.writeLong(order.number);
        out.writeInt(order.account);
        out.writeInt(order.instrument);
        out.writeLong(order.idHigh);
        out.writeLong(order.idLow);
        out.writeLong(order.client1);
        out.writeLong(order.client2);
        out.writeLong(order.client3);
        out.writeLong(order.client4);
        out.writeLong(order.client5);
        out.writeByte(Codes.of(order.side));
        out.writeByte(Codes.of(order.type));
        out.writeByte(Codes.of(order.timeInForce));
        out.writeByte(Codes.of(order.status));
        out.writeBoolean(order.postOnly);
        out.writeLong(order.price);
        out.writeLong(order.amount);
        out.writeLong(order.placedPrice);
        out.writeLong(order.placedAmount);
        out.writeLong(order.executed);
        out.writeLong(order.executedCounter);
        out.writeLong(order.hold);
        out.writeLong(order.createdAt);
        out.writeLong(order.receivedAt);
        out.writeLong(order.updatedAt);
    }

    static OrderEntry read(DataInput in) throws IOException {
        var order = new OrderEntry();
        order.number = in.readLong();
        order.account = in.readInt();
        order.instrument = in.readInt();
        order.idHigh = in.readLong();
        order.idLow = in.readLong();
        order.client1 = in.readLong();
        order.client2 = in.readLong();
        order.client3 = in.readLong();
        order.client4 = in.readLong();
        order.client5 = in.readLong();
        order.side = Codes.side(in.readByte());
        order.type = Codes.type(in.readByte());
        order.timeInForce = Codes.timeInForce(in.readByte());
        order.status = Codes.status(in.readByte());
        order.postOnly = in.readBoolean();
        order.price = in.readLong();
        order.amount = in.readLong();
        order.placedPrice = in.readLong();
        order.placedAmount = in.readLong();
        order.executed = in.readLong();
        order.executedCounter = in.readLong();
        order.hold = in.readLong();
        order.createdAt = in.readLong();
        order.receivedAt = in.readLong();
        order.updatedAt = in.readLong();
        return order;
    }

    static void write(FillEntry fill, DataOutput out) throws IOException {
        out.writeInt(fill.instrument);
        out.writeLong(fill.price);
        out.writeLong(fill.baseAmount);
        out.writeLong(fill.counterAmount);
        out.writeLong(fill.makerHigh);
        out.writeLong(fill.makerLow);
        out.writeLong(fill.takerHigh);
        out.writeLong(fill.takerLow);
        out.writeInt(fill.makerAccount);
        out.writeInt(fill.takerAccount);
        out.writeLong(fill.makerOffer);
        out.writeLong(fill.takerOffer);
        out.writeByte(Codes.of(fill.takerSide));
        out.writeLong(fill.at);
    }

    /** Fills an entry that has its number. */
    static void read(FillEntry fill, DataInput in) throws IOException {
        fill.instrument = in.readInt();
        fill.price = in.readLong();
        fill.baseAmount = in.readLong();
        fill.counterAmount = in.readLong();
        fill.makerHigh = in.readLong();
        fill.makerLow = in.readLong();
        fill.takerHigh = in.readLong();
        fill.takerLow = in.readLong();
        fill.makerAccount = in.readInt();
        fill.takerAccount = in.readInt();
        fill.makerOffer = in.readLong();
        fill.takerOffer = in.readLong();
        fill.takerSide = Codes.side(in.readByte());
        fill.at = in.readLong();
    }
}
