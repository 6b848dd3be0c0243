package org.stellarticker.exchangeengine;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.codec.OutcomeCodec;
import org.stellarticker.exchange.engine.Answer;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.Micros;
import org.stellarticker.exchange.journal.DurableEngine;
import org.stellarticker.exchange.link.Frame;

/** What has arrived together: the commands among it become durable together, then all is answered in its order. */
final class Batch {

    /** In the place of a command's position: a question. */
    private static final int QUESTION = -1;

    /** No answer to a command takes more bytes. */
    private static final int LONGEST_OUTCOME = 1 << 14;

    /** No row of an answer takes more bytes. */
    private static final int LONGEST_ROW = 256;

    /**
     * A frame that was read.
     *
     * @param from who is answered; null for a command of the program itself
     * @param command the command's position in the group, or {@link #QUESTION}
     * @param question the bytes of the question, behind kind and number
     */
    private record Item(@Nullable Connection from, byte kind, long number, int command, ByteBuffer question) {}

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final DurableEngine durable;
    private final Engine engine;
    private final Questions questions;
    private final EngineMetrics metrics;
    private final OrderTraces traces;
    private final Clock clock;
    private final List<Item> items = new ArrayList<>();
    private final ByteBuffer takeFills = ByteBuffer.allocate(CommandCodec.LONGEST);
    private long lastTime;

    Batch(DurableEngine durable, EngineMetrics metrics, OrderTraces traces, Clock clock) {
        this.durable = durable;
        this.engine = durable.engine();
        this.questions = new Questions(engine);
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
        this.lastTime = engine.lastTime();
    }

    /**
     * Adds a frame.
     *
     * @throws IOException when it is none; nothing that follows on the connection can be understood then
     */
    void add(Connection from, ByteBuffer frame) throws IOException {
        byte kind = frame.get();
        long number = frame.getLong();
        if (kind != Frame.COMMAND) {
            if (kind == Frame.FILLS_AFTER && frame.remaining() >= Long.BYTES) {
                take(frame.getLong(frame.position()));
            }
            items.add(new Item(from, kind, number, QUESTION, copy(frame)));
            return;
        }
        if (!frame.hasRemaining()) {
            throw new IOException("expected a command, found nothing");
        }
        if (!CommandCodec.isCommand(frame)) {
            throw new IOException("expected a command, found " + frame.remaining() + " other bytes");
        }
        items.add(new Item(from, kind, number, durable.add(now(), frame), NOTHING));
    }

    /** Makes durable that fills were taken, since it decides which orders are placed. */
    private void take(long upTo) {
        if (upTo > engine.takenFills()) {
            takeFills.clear();
            CommandCodec.writeTakeFills(upTo, takeFills);
            items.add(new Item(null, Frame.COMMAND, 0, durable.add(now(), takeFills.flip()), NOTHING));
        }
    }

    private static ByteBuffer copy(ByteBuffer frame) {
        return ByteBuffer.allocate(frame.remaining()).put(frame).flip();
    }

    /** Returns the time in microseconds; it never goes back. */
    private long now() {
        lastTime = Math.max(lastTime, Micros.of(clock.instant()));
        return lastTime;
    }

    /** Makes the commands durable. */
    void commit() throws IOException {
        int commands = durable.waiting();
        if (commands > 0) {
            long begun = System.nanoTime();
            durable.commit();
            metrics.commit(commands, System.nanoTime() - begun);
            traces.durable(commands);
        }
    }

    /** Applies the commands and answers all. */
    void apply() {
        for (Item item : items) {
            Connection from = item.from();
            if (item.command() != QUESTION) {
                Answer answer = durable.apply(item.command());
                traces.applied(answer, durable.at(item.command()));
                if (from != null) {
                    metrics.command(answer.refusal() != null);
                    from.attempt(() -> answer(from, item, answer));
                }
            } else if (from != null) {
                from.attempt(() -> answer(from, item));
            }
        }
        items.clear();
        durable.clear();
    }

    private void answer(Connection from, Item item, Answer answer) throws IOException {
        from.answer(item.number(), out -> OutcomeCodec.write(answer, engine, out), LONGEST_OUTCOME);
    }

    private void answer(Connection from, Item item) throws IOException {
        ByteBuffer question = item.question();
        metrics.question();
        try {
            switch (item.kind()) {
                case Frame.FOLLOW -> from.follow(item.number(), question.getLong());
                case Frame.UNFOLLOW -> from.unfollow(item.number());
                default -> {
                    Questions.Reply reply = questions.answer(item.kind(), question);
                    Consumer<ByteBuffer> content = reply.content();
                    from.answer(item.number(), content, LONGEST_OUTCOME + reply.rows() * LONGEST_ROW);
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException unreadable) {
            from.fault(item.number(), String.valueOf(unreadable.getMessage()));
        }
    }
}
