package org.stellarticker.exchange.link;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.Refused;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.codec.OutcomeCodec;
import org.stellarticker.exchange.codec.ValueCodec;
import org.stellarticker.exchange.engine.ClientOrderId;

/**
 * Asks the engine over one connection, which is opened again, with back-off, whenever it breaks. Any number of threads
 * may use it; questions are sent without waiting for earlier answers.
 *
 * <p>An answer completes its future on the client's own thread, which also calls listeners: what follows there must not
 * block. An answer comes after all events that it includes were passed to the listeners.
 */
public final class ExchangeClient implements AutoCloseable {

    private static final int LONGEST_SUBJECT = 255;

    private final Link link;

    private ExchangeClient(Link link) {
        this.link = link;
    }

    /** Returns a client of the engine at that socket. It does not wait for the engine. */
    public static ExchangeClient open(Path socket) {
        return new ExchangeClient(Link.open(socket));
    }

    /** Returns whether the engine can be asked now. */
    public boolean isConnected() {
        return link.isConnected();
    }

    /**
     * Sends a command. The future completes once the command is durable; it fails with {@link EngineAway} when the
     * connection is or breaks away.
     */
    public CompletableFuture<Outcome> send(Command command) {
        Optional<Refused> refused = check(command);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(refused.get());
        }
        return link.ask(
                Frame.COMMAND, out -> CommandCodec.write(command, out), in -> OutcomeCodec.read(in, link::text));
    }

    /** Refuses what cannot be written. */
    private static Optional<Refused> check(Command command) {
        if (command instanceof PlaceOrder place && !ClientOrderId.isValid(place.clientOrderId())) {
            return refuse(Refusal.CLIENT_ORDER_ID_WRONG);
        }
        boolean wrongSubject = command instanceof OpenAccount open
                && (open.subject().isBlank() || open.subject().length() > LONGEST_SUBJECT);
        return wrongSubject ? refuse(Refusal.SUBJECT_WRONG) : Optional.empty();
    }

    private static Optional<Refused> refuse(Refusal refusal) {
        return Optional.of(new Refused(refusal, "expected " + refusal.expected()));
    }

    /** Returns the account of that number. */
    public CompletableFuture<Optional<Account>> account(long number) {
        return link.ask(Frame.ACCOUNT, out -> out.putLong(number), in -> optional(in, ValueCodec::readAccount));
    }

    /** Returns an order of that account, open or among those that are remembered. */
    public CompletableFuture<Optional<Order>> order(long account, UUID id) {
        return link.ask(
                Frame.ORDER,
                out -> ValueCodec.write(id, out.putLong(account)),
                in -> optional(in, ValueCodec::readOrder));
    }

    /** Returns an order by its owner's own id. */
    public CompletableFuture<Optional<Order>> orderByClientId(long account, String clientOrderId) {
        if (clientOrderId.isEmpty() || !ClientOrderId.isValid(clientOrderId)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return link.ask(
                Frame.ORDER_BY_CLIENT_ID,
                out -> {
                    out.putLong(account);
                    CommandCodec.writeClientOrderId(clientOrderId, out);
                },
                in -> optional(in, ValueCodec::readOrder));
    }

    /**
     * Returns orders of an account, newest first.
     *
     * @param before only orders that were placed before this one; an unknown one gives an empty list
     * @param limit at most {@link Frame#MOST_ROWS}
     */
    public CompletableFuture<List<Order>> orders(long account, boolean openOnly, Optional<UUID> before, int limit) {
        return link.ask(
                Frame.ORDERS,
                out -> {
                    out.putLong(account).put((byte) (openOnly ? 1 : 0));
                    out.put((byte) (before.isPresent() ? 1 : 0));
                    ValueCodec.write(before.orElse(new UUID(0, 0)), out);
                    out.putInt(limit);
                },
                in -> ValueCodec.readAll(in, ValueCodec::readOrder));
    }

    /** Returns the best levels of both sides, at most so many of each. */
    public CompletableFuture<Depth> depth(int instrument, int levels) {
        return link.ask(Frame.DEPTH, out -> out.putInt(instrument).putInt(levels), ValueCodec::readDepth);
    }

    /**
     * Returns the fills after that number, oldest first, and says that all up to it need not be kept any longer.
     */
    public CompletableFuture<List<Fill>> fillsAfter(long number, int limit) {
        return link.ask(
                Frame.FILLS_AFTER,
                out -> out.putLong(number).putInt(limit),
                in -> ValueCodec.readAll(in, ValueCodec::readFill));
    }

    /** Returns the newest fills of an instrument, newest first. */
    public CompletableFuture<List<Fill>> lastFills(int instrument, int limit) {
        return link.ask(
                Frame.LAST_FILLS,
                out -> out.putInt(instrument).putInt(limit),
                in -> ValueCodec.readAll(in, ValueCodec::readFill));
    }

    /**
     * Returns the exchange's instruments.
     *
     * @throws EngineAway before the first connection
     */
    public List<Instrument> instruments() {
        return link.instruments();
    }

    /**
     * Passes all events on, in order and without a gap, also over broken connections.
     *
     * @param afterEvent the first event is the next one after it; -1: from now
     * @param reset the wanted events are no longer kept: what was built from them begins anew from this number, and the
     *     next event is the one after it
     * @return ends it
     */
    public AutoCloseable follow(long afterEvent, Consumer<Event> listener, Consumer<Long> reset) {
        return link.follow(new Following(afterEvent, listener, reset));
    }

    private static <T> Optional<T> optional(ByteBuffer in, Function<ByteBuffer, T> read) {
        return in.get() == 0 ? Optional.empty() : Optional.of(read.apply(in));
    }

    /** Ends the connection; questions that wait fail with {@link EngineAway}. */
    @Override
    public void close() {
        link.close();
    }
}
