package org.stellarticker.exchangeengine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.stellarticker.exchange.codec.ValueCodec;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.OrderRequest;
import org.stellarticker.exchange.link.Frame;

/** Answers questions that change nothing. */
final class Questions {

    /**
     * An answer.
     *
     * @param rows how many rows it has
     * @param content writes it
     */
    record Reply(int rows, Consumer<ByteBuffer> content) {}

    private final Engine engine;
    private final OrderRequest wanted = new OrderRequest();

    Questions(Engine engine) {
        this.engine = engine;
    }

    /**
     * Returns the answer.
     *
     * @param in the question, behind kind and number
     * @throws IllegalArgumentException when it cannot be answered; the message says why
     */
    Reply answer(byte kind, ByteBuffer in) {
        return switch (kind) {
            case Frame.HELLO -> list(engine.instruments(), ValueCodec::write);
            case Frame.ACCOUNT -> optional(engine.account(in.getLong()), ValueCodec::write);
            case Frame.ORDER -> optional(engine.order(in.getLong(), ValueCodec.readId(in)), ValueCodec::write);
            case Frame.ORDER_BY_CLIENT_ID -> optional(engine.orderByClientId(wanted(in)), ValueCodec::write);
            case Frame.ORDERS -> orders(in);
            case Frame.DEPTH -> {
                var depth = engine.depth(instrument(in), rows(in));
                yield new Reply(depth.bids().size() + depth.asks().size(), out -> ValueCodec.write(depth, out));
            }
            case Frame.FILLS_AFTER -> list(engine.fillsAfter(in.getLong(), rows(in)), ValueCodec::write);
            case Frame.LAST_FILLS -> list(engine.lastFills(instrument(in), rows(in)), ValueCodec::write);
            default -> throw new IllegalArgumentException("no question is of kind " + kind);
        };
    }

    private OrderRequest wanted(ByteBuffer in) {
        wanted.account = in.getLong();
        wanted.client1 = in.getLong();
        wanted.client2 = in.getLong();
        wanted.client3 = in.getLong();
        wanted.client4 = in.getLong();
        wanted.client5 = in.getLong();
        return wanted;
    }

    private Reply orders(ByteBuffer in) {
        long account = in.getLong();
        boolean openOnly = in.get() != 0;
        boolean hasBefore = in.get() != 0;
        UUID before = ValueCodec.readId(in);
        return list(engine.orders(account, openOnly, hasBefore ? before : null, rows(in)), ValueCodec::write);
    }

    private int instrument(ByteBuffer in) {
        int number = in.getInt();
        if (number < 0 || number >= engine.instruments().size()) {
            throw new IllegalArgumentException(
                    "instrument: expected 0 to " + (engine.instruments().size() - 1) + ", found " + number);
        }
        return number;
    }

    private static int rows(ByteBuffer in) {
        int rows = in.getInt();
        if (rows < 1 || rows > Frame.MOST_ROWS) {
            throw new IllegalArgumentException("limit: expected 1 to " + Frame.MOST_ROWS + ", found " + rows);
        }
        return rows;
    }

    private static <T> Reply optional(Optional<T> value, BiConsumer<T, ByteBuffer> write) {
        return new Reply(1, out -> {
            out.put((byte) (value.isPresent() ? 1 : 0));
            value.ifPresent(present -> write.accept(present, out));
        });
    }

    private static <T> Reply list(List<T> values, BiConsumer<T, ByteBuffer> write) {
        return new Reply(values.size(), out -> ValueCodec.writeAll(values, out, write));
    }
}
