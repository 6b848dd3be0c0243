package org.stellarticker.exchangegateway.stream;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.exchangegateway.trader.Trader;
import org.stellarticker.http.Reply;
import org.stellarticker.http.limit.Backlog;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.http.stream.StreamBuffer;

/** The streams of accounts. */
public final class AccountStreams {

    private static final int MOST_OF_ONE = 20;
    private static final int MOST_ORDERS = 1000;
    private static final int KEPT_EVENTS = 20_000;

    /** Who missed more events gets a snapshot, which is shorter. */
    private static final int MOST_MISSED = 1000;

    private static final StreamBuffer.Limits BUFFER = new StreamBuffer.Limits(
            new Backlog.Bounds(1 << 16, 1 << 20, Duration.ofSeconds(30)),
            Duration.ofSeconds(20),
            ServerSentEvent.heartbeat(),
            ServerSentEvent.comment("the client was too slow; connect again with Last-Event-ID to go on"));

    private final EngineRequests engine;
    private final InstrumentList instruments;
    private final Clock clock;
    private final ReentrantLock lock;
    private final Map<Long, List<Live>> streams = new HashMap<>();
    private final RecentEvents recent = new RecentEvents(KEPT_EVENTS);
    private long newest;
    private int count;
    private boolean ended;

    /** @param lock of the feed */
    public AccountStreams(EngineRequests engine, InstrumentList instruments, Clock clock, ReentrantLock lock) {
        this.engine = engine;
        this.instruments = instruments;
        this.clock = clock;
        this.lock = lock;
    }

    /** A stream that goes on. */
    private final class Live {
        private final long account;
        private final Instant until;
        private final StreamBuffer buffer = new StreamBuffer(BUFFER, () -> remove(this));
        private boolean wantsBalances = true;
        private boolean wantsOrders = true;

        Live(Trader trader) {
            account = trader.account();
            until = trader.until();
        }

        boolean wants(Event event) {
            return AccountEvents.isOfOrder(event) ? wantsOrders : wantsBalances;
        }
    }

    /** Begins anew behind an event: streams end, and begin with a snapshot when they come back. */
    void begin(long after) {
        lock.lock();
        try {
            recent.begin(after);
            newest = after;
            endAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams, and takes no more: the program ends. */
    void end() {
        lock.lock();
        try {
            ended = true;
            endAll();
        } finally {
            lock.unlock();
        }
    }

    private void endAll() {
        streams.values().forEach(all -> all.forEach(stream -> stream.buffer.end()));
        streams.clear();
        count = 0;
    }

    /** Ends the streams whose token has expired. */
    void endExpired() {
        lock.lock();
        try {
            Instant now = clock.instant();
            streams.values()
                    .forEach(all -> all.stream()
                            .filter(stream -> !now.isBefore(stream.until))
                            .forEach(stream -> stream.buffer.end()));
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many streams are open. */
    public int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Passes an event on to the streams of its account. The caller holds the lock. */
    void apply(Event event) {
        newest = event.number();
        long account = AccountEvents.account(event);
        if (account == AccountEvents.NONE) {
            return;
        }
        recent.add(event);
        List<Live> followers = streams.get(account);
        if (followers != null) {
            ByteBuffer piece = AccountEvents.of(event, instruments);
            for (Live stream : followers) {
                if (stream.wants(event)) {
                    stream.buffer.offer(piece);
                }
            }
        }
    }

    /**
     * Begins a stream behind a position, or with a snapshot.
     *
     * @param after the last event that the client has; empty when it begins
     * @throws RequestException when the account has too many streams, or the engine does not answer
     */
    public Reply.Streamed.Content open(Trader trader, OptionalLong after)
            throws RequestException, InterruptedException {
        var stream = new Live(trader);
        var first = new ArrayDeque<Supplier<ByteBuffer>>();
        if (!resume(stream, after, first)) {
            if (after.isPresent()) {
                first.add(() -> StreamNotices.RESET);
            }
            try {
                ByteBuffer snapshot = engine.ask(() -> snapshot(stream));
                first.add(() -> snapshot);
            } catch (RequestException | InterruptedException | RuntimeException notBegun) {
                remove(stream);
                throw notBegun;
            }
        }
        return new OpenedStream(first, stream.buffer);
    }

    /**
     * Adds the stream, and the events that its client missed where all of them are kept.
     *
     * @return false when it has to begin with a snapshot
     */
    private boolean resume(Live stream, OptionalLong after, Queue<Supplier<ByteBuffer>> first) throws RequestException {
        lock.lock();
        try {
            if (ended) {
                throw EngineRequests.away();
            }
            List<Live> others = streams.computeIfAbsent(stream.account, absent -> new ArrayList<>(1));
            if (others.size() >= MOST_OF_ONE) {
                throw new RequestException(Problem.of(
                                429, "expected at most " + MOST_OF_ONE + " streams of one account at once; end another")
                        .coded("TOO_MANY_STREAMS")
                        .with("Retry-After", "5"));
            }
            boolean kept = after.isPresent() && addMissed(stream.account, after.getAsLong(), first);
            stream.wantsOrders = kept;
            stream.wantsBalances = kept;
            others.add(stream);
            count++;
            return kept;
        } finally {
            lock.unlock();
        }
    }

    /** Adds the events of an account behind a position; none when some are not kept, or they are too many. */
    private boolean addMissed(long account, long after, Queue<Supplier<ByteBuffer>> first) {
        if (!recent.covers(after) || after > newest) {
            return false;
        }
        List<Event> missed = recent.list(account, after, MOST_MISSED + 1);
        if (missed.size() > MOST_MISSED) {
            return false;
        }
        missed.forEach(event -> first.add(() -> AccountEvents.of(event, instruments)));
        ByteBuffer position = ServerSentEvent.position(Long.toString(newest));
        first.add(() -> position);
        return true;
    }

    /** Asks for the account and its orders; each of them is followed from its answer on. */
    private CompletableFuture<ByteBuffer> snapshot(Live stream) {
        lock.lock();
        try {
            var position = new CompletableFuture<Long>();
            CompletableFuture<Account> account = engine.client()
                    .account(stream.account)
                    .thenApply(found -> {
                        position.complete(begin(stream, true));
                        return found.orElseThrow();
                    });
            CompletableFuture<List<Order>> orders = engine.client()
                    .orders(stream.account, true, Optional.empty(), MOST_ORDERS)
                    .thenApply(found -> {
                        begin(stream, false);
                        return found;
                    });
            return account.thenCombine(
                    orders, (of, open) -> AccountEvents.snapshot(position.join(), of, open, instruments));
        } finally {
            lock.unlock();
        }
    }

    /** Follows balances, or orders, from now on; returns the number of the last event before. */
    private long begin(Live stream, boolean balances) {
        lock.lock();
        try {
            if (balances) {
                stream.wantsBalances = true;
            } else {
                stream.wantsOrders = true;
            }
            return newest;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Live stream) {
        lock.lock();
        try {
            List<Live> all = streams.get(stream.account);
            if (all != null && all.remove(stream)) {
                count--;
                if (all.isEmpty()) {
                    streams.remove(stream.account);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
