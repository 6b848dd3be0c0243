package org.stellarticker.exchange.codec;

import java.nio.ByteBuffer;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelAll;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.engine.Answer;
import org.stellarticker.exchange.engine.ClientOrderId;
import org.stellarticker.exchange.engine.Codes;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.Micros;
import org.stellarticker.exchange.engine.OrderRequest;

/** Writes commands, and applies written ones to an engine without an object for each. */
public final class CommandCodec {

    /** No command takes more bytes. */
    public static final int LONGEST = 1_100;

    /** No command about an order takes more bytes. */
    public static final int LONGEST_OF_AN_ORDER = 128;

    private static final byte OPEN_ACCOUNT = 1;
    private static final byte PLACE_ORDER = 2;
    private static final byte CANCEL_ORDER = 3;
    private static final byte AMEND_ORDER = 4;
    private static final byte CANCEL_ALL = 5;
    private static final byte TAKE_FILLS = 6;

    private static final int LONGS_OF_AN_ORDER = 11;
    private static final int PLACE_LENGTH = LONGS_OF_AN_ORDER * Long.BYTES + Integer.BYTES + 4;
    /** Where the four bytes of side, type, time in force and post-only are, behind the byte of the kind. */
    private static final int TERMS = 1 + 8 * Long.BYTES + Integer.BYTES;

    private final OrderRequest request = new OrderRequest();

    /** Writes a command, whose client order id or subject is valid. */
    public static void write(Command command, ByteBuffer out) {
        switch (command) {
            case OpenAccount open -> {
                out.put(OPEN_ACCOUNT);
                ValueCodec.write(open.subject(), out);
            }
            case PlaceOrder place -> write(place, out);
            case CancelOrder cancel -> {
                out.put(CANCEL_ORDER).putLong(cancel.account());
                ValueCodec.write(cancel.id(), out);
            }
            case AmendOrder amend -> {
                out.put(AMEND_ORDER).putLong(amend.account());
                ValueCodec.write(amend.id(), out);
                out.putLong(amend.price().orElse(Engine.AS_IT_IS));
                out.putLong(amend.amount().orElse(Engine.AS_IT_IS));
            }
            case CancelAll all -> out.put(CANCEL_ALL).putLong(all.account());
        }
    }

    private static void write(PlaceOrder place, ByteBuffer out) {
        out.put(PLACE_ORDER).putLong(place.account());
        ValueCodec.write(place.id(), out);
        writeClientOrderId(place.clientOrderId(), out);
        out.putInt(place.instrument());
        out.put(Codes.of(place.side()));
        out.put(Codes.of(place.type()));
        out.put(Codes.of(place.timeInForce()));
        out.put((byte) (place.postOnly() ? 1 : 0));
        out.putLong(place.price());
        out.putLong(place.amount());
        out.putLong(Micros.of(place.createdAt()));
    }

    /** Writes a valid client order id as its five words. */
    public static void writeClientOrderId(String clientOrderId, ByteBuffer out) {
        for (int word = 0; word < ClientOrderId.WORDS; word++) {
            out.putLong(ClientOrderId.word(clientOrderId, word));
        }
    }

    /** Writes that the fills up to that number were taken. */
    public static void writeTakeFills(long upTo, ByteBuffer out) {
        out.put(TAKE_FILLS).putLong(upTo);
    }

    /** Returns whether the bytes between position and limit are one whole command. */
    public static boolean isCommand(ByteBuffer in) {
        boolean hasLength =
                in.remaining() > (in.hasRemaining() && in.get(in.position()) == OPEN_ACCOUNT ? Short.BYTES : 0);
        return hasLength
                && in.remaining() <= LONGEST
                && in.remaining() == length(in)
                && (in.get(in.position()) != PLACE_ORDER || hasTerms(in, in.position() + TERMS));
    }

    /** Returns how many bytes the command at the position takes, or 0 when none begins there. */
    public static int length(ByteBuffer in) {
        int at = in.position();
        return switch (in.get(at)) {
            case OPEN_ACCOUNT -> 1 + Short.BYTES + in.getShort(at + 1);
            case PLACE_ORDER -> 1 + PLACE_LENGTH;
            case CANCEL_ORDER -> 1 + 3 * Long.BYTES;
            case AMEND_ORDER -> 1 + 5 * Long.BYTES;
            case CANCEL_ALL, TAKE_FILLS -> 1 + Long.BYTES;
            default -> 0;
        };
    }

    /** Returns whether the four bytes are of side, type, time in force and post-only: 0 or 1 each. */
    private static boolean hasTerms(ByteBuffer in, int at) {
        return (in.getInt(at) & 0xfefefefe) == 0;
    }

    /** Applies the command at the buffer's position, which is one. */
    public Answer apply(ByteBuffer in, long at, Engine engine) {
        byte kind = in.get();
        return switch (kind) {
            case OPEN_ACCOUNT -> engine.openAccount(at, ValueCodec.readText(in));
            case PLACE_ORDER -> engine.place(at, read(in));
            case CANCEL_ORDER -> engine.cancel(at, in.getLong(), in.getLong(), in.getLong());
            case AMEND_ORDER -> engine.amend(at, in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
            case CANCEL_ALL -> engine.cancelAll(at, in.getLong());
            case TAKE_FILLS -> engine.takeFills(in.getLong());
            default -> throw new IllegalArgumentException("no command begins with " + kind);
        };
    }

    private OrderRequest read(ByteBuffer in) {
        request.account = in.getLong();
        request.idHigh = in.getLong();
        request.idLow = in.getLong();
        request.client1 = in.getLong();
        request.client2 = in.getLong();
        request.client3 = in.getLong();
        request.client4 = in.getLong();
        request.client5 = in.getLong();
        request.instrument = in.getInt();
        request.side = Codes.side(in.get());
        request.type = Codes.type(in.get());
        request.timeInForce = Codes.timeInForce(in.get());
        request.postOnly = in.get() != 0;
        request.price = in.getLong();
        request.amount = in.getLong();
        request.createdAt = in.getLong();
        return request;
    }
}
