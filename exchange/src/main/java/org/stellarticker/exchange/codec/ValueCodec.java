package org.stellarticker.exchange.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Balance;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.engine.Codes;
import org.stellarticker.exchange.engine.Micros;

/** Writes and reads values. */
public final class ValueCodec {

    private ValueCodec() {}

    public static void write(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    public static String readText(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static void write(UUID id, ByteBuffer out) {
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    public static UUID readId(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    /** Writes a list: how many, then each. */
    public static <T> void writeAll(List<T> values, ByteBuffer out, BiConsumer<T, ByteBuffer> write) {
        out.putInt(values.size());
        values.forEach(value -> write.accept(value, out));
    }

    public static <T> List<T> readAll(ByteBuffer in, Function<ByteBuffer, T> read) {
        int count = in.getInt();
        var values = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            values.add(read.apply(in));
        }
        return values;
    }

    public static void write(Order order, ByteBuffer out) {
        write(order.id(), out);
        write(order.clientOrderId(), out);
        out.putLong(order.account()).putInt(order.instrument());
        out.put(Codes.of(order.side()));
        out.put(Codes.of(order.type()));
        out.put(Codes.of(order.timeInForce()));
        out.put((byte) (order.postOnly() ? 1 : 0));
        out.put(Codes.of(order.status()));
        out.putLong(order.price()).putLong(order.amount());
        out.putLong(order.executedAmount()).putLong(order.executedCounterAmount());
        out.putLong(Micros.of(order.createdAt()));
        out.putLong(Micros.of(order.receivedAt()));
        out.putLong(Micros.of(order.updatedAt()));
    }

    public static Order readOrder(ByteBuffer in) {
        UUID id = readId(in);
        String clientOrderId = readText(in);
        long account = in.getLong();
        int instrument = in.getInt();
        Side side = Codes.side(in.get());
        OrderType type = Codes.type(in.get());
        TimeInForce timeInForce = Codes.timeInForce(in.get());
        boolean postOnly = in.get() != 0;
        OrderStatus status = Codes.status(in.get());
        return new Order(
                id,
                clientOrderId,
                account,
                instrument,
                side,
                type,
                timeInForce,
                postOnly,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                status,
                Micros.instant(in.getLong()),
                Micros.instant(in.getLong()),
                Micros.instant(in.getLong()));
    }

    public static void write(Fill fill, ByteBuffer out) {
        out.putLong(fill.number()).putInt(fill.instrument()).putLong(fill.price());
        out.putLong(fill.baseAmount()).putLong(fill.counterAmount());
        write(fill.makerOrder(), out);
        write(fill.takerOrder(), out);
        out.putLong(fill.makerAccount()).putLong(fill.takerAccount());
        out.putLong(fill.makerOffer()).putLong(fill.takerOffer());
        out.put(Codes.of(fill.takerSide()));
        out.putLong(Micros.of(fill.at()));
    }

    public static Fill readFill(ByteBuffer in) {
        return new Fill(
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                readId(in),
                readId(in),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                Codes.side(in.get()),
                Micros.instant(in.getLong()));
    }

    public static void write(Account account, ByteBuffer out) {
        out.putLong(account.number());
        write(account.subject(), out);
        writeAll(account.balances(), out, (balance, bytes) -> {
            write(balance.asset().sep11(), bytes);
            bytes.putLong(balance.total()).putLong(balance.held());
        });
        out.putInt(account.openOrders());
    }

    public static Account readAccount(ByteBuffer in) {
        return new Account(
                in.getLong(),
                readText(in),
                readAll(in, bytes -> new Balance(Asset.parse(readText(bytes)), bytes.getLong(), bytes.getLong())),
                in.getInt());
    }

    public static void write(Depth depth, ByteBuffer out) {
        out.putInt(depth.instrument());
        writeAll(depth.bids(), out, ValueCodec::write);
        writeAll(depth.asks(), out, ValueCodec::write);
        out.putLong(depth.event());
    }

    private static void write(Level level, ByteBuffer out) {
        out.putLong(level.price()).putLong(level.amount()).putInt(level.orders());
    }

    public static Depth readDepth(ByteBuffer in) {
        return new Depth(
                in.getInt(), readAll(in, ValueCodec::readLevel), readAll(in, ValueCodec::readLevel), in.getLong());
    }

    private static Level readLevel(ByteBuffer in) {
        return new Level(in.getLong(), in.getLong(), in.getInt());
    }

    public static void write(Instrument instrument, ByteBuffer out) {
        out.putInt(instrument.number());
        write(instrument.base().sep11(), out);
        write(instrument.counter().sep11(), out);
        out.putInt(instrument.priceDecimals());
        out.putLong(instrument.lot()).putLong(instrument.minimum()).putLong(instrument.maximum());
        out.putInt(instrument.takerFee());
    }

    public static Instrument readInstrument(ByteBuffer in) {
        return new Instrument(
                in.getInt(),
                Asset.parse(readText(in)),
                Asset.parse(readText(in)),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt());
    }
}
