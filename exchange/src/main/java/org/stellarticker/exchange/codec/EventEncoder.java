package org.stellarticker.exchange.codec;

import java.nio.ByteBuffer;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.engine.ClientOrderId;
import org.stellarticker.exchange.engine.Codes;
import org.stellarticker.exchange.engine.EventSink;
import org.stellarticker.exchange.engine.FillEntry;
import org.stellarticker.exchange.engine.OrderEntry;

/** Writes each event as bytes and passes them on, without an object for each. */
public final class EventEncoder implements EventSink {

    /** Takes the bytes of an event, which are valid only during the call. */
    @FunctionalInterface
    public interface Target {
        void event(long number, ByteBuffer bytes);
    }

    static final byte ACCEPTED = 1;
    static final byte UPDATED = 2;
    static final byte CLOSED = 3;
    static final byte FILLED = 4;
    static final byte BALANCE = 5;
    static final byte LEVEL = 6;

    /** No event takes more bytes. */
    public static final int LONGEST = 256;

    private final ByteBuffer out = ByteBuffer.allocate(LONGEST);
    private final Target target;

    public EventEncoder(Target target) {
        this.target = target;
    }

    @Override
    public void accepted(long number, long at, OrderEntry order) {
        order(ACCEPTED, number, at, order);
    }

    @Override
    public void updated(long number, long at, OrderEntry order) {
        order(UPDATED, number, at, order);
    }

    @Override
    public void closed(long number, long at, OrderEntry order) {
        order(CLOSED, number, at, order);
    }

    @Override
    public void filled(long number, long at, FillEntry fill) {
        begin(FILLED, number, at);
        write(fill, out);
        end(number);
    }

    @Override
    public void balance(long number, long at, long account, int asset, long total, long held) {
        begin(BALANCE, number, at);
        out.putLong(account).putShort((short) asset).putLong(total).putLong(held);
        end(number);
    }

    @Override
    public void level(long number, long at, int instrument, Side side, long price, long amount, int orders) {
        begin(LEVEL, number, at);
        out.putInt(instrument).put(Codes.of(side));
        out.putLong(price).putLong(amount).putInt(orders);
        end(number);
    }

    private void order(byte kind, long number, long at, OrderEntry order) {
        begin(kind, number, at);
        write(order, out);
        end(number);
    }

    private void begin(byte kind, long number, long at) {
        out.clear();
        out.put(kind).putLong(number).putLong(at);
    }

    private void end(long number) {
        out.flip();
        target.event(number, out);
    }

    /** Writes an order as {@link ValueCodec} reads it. */
    static void write(OrderEntry order, ByteBuffer out) {
        out.putLong(order.idHigh()).putLong(order.idLow());
        writeClientOrderId(order, out);
        out.putLong(order.account()).putInt(order.instrument());
        out.put(Codes.of(order.side()));
        out.put(Codes.of(order.type()));
        out.put(Codes.of(order.timeInForce()));
        out.put((byte) (order.postOnly() ? 1 : 0));
        out.put(Codes.of(order.status()));
        out.putLong(order.price()).putLong(order.amount());
        out.putLong(order.executedAmount()).putLong(order.executedCounterAmount());
        out.putLong(order.createdAt()).putLong(order.receivedAt()).putLong(order.updatedAt());
    }

    /** Writes the id's words, then cuts off what is behind its end. */
    private static void writeClientOrderId(OrderEntry order, ByteBuffer out) {
        int lengthAt = out.position();
        out.putShort((short) 0);
        int start = out.position();
        for (int word = 0; word < ClientOrderId.WORDS; word++) {
            out.putLong(order.clientWord(word));
        }
        while (out.position() > start && out.get(out.position() - 1) == 0) {
            out.position(out.position() - 1);
        }
        out.putShort(lengthAt, (short) (out.position() - start));
    }

    private static void write(FillEntry fill, ByteBuffer out) {
        out.putLong(fill.number).putInt(fill.instrument).putLong(fill.price);
        out.putLong(fill.baseAmount).putLong(fill.counterAmount);
        out.putLong(fill.makerHigh).putLong(fill.makerLow);
        out.putLong(fill.takerHigh).putLong(fill.takerLow);
        out.putLong(fill.makerAccount).putLong(fill.takerAccount);
        out.putLong(fill.makerOffer).putLong(fill.takerOffer);
        out.put(Codes.of(fill.takerSide));
        out.putLong(fill.at);
    }
}
