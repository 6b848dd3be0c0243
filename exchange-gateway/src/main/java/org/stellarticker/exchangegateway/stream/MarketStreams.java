package org.stellarticker.exchangegateway.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchangegateway.market.MarketJson;
import org.stellarticker.exchangegateway.market.MarketState;
import org.stellarticker.exchangegateway.market.Markets;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.limit.Backlog;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.http.stream.StreamBuffer;

/** The public streams: trades, changes of books, and tickers. */
public final class MarketStreams {

    private static final int BOOK_LEVELS = 1000;

    /** A client that cannot follow is ended; it begins anew with the books. */
    private static final StreamBuffer.Limits BUFFER = new StreamBuffer.Limits(
            new Backlog.Bounds(1 << 18, 1 << 22, Duration.ofSeconds(30)),
            Duration.ofSeconds(20),
            ServerSentEvent.heartbeat(),
            ServerSentEvent.comment("the client was too slow; connect again"));

    private final Markets markets;
    private final InstrumentList instruments;
    private final ReentrantLock lock;
    private final int most;
    private final List<Live> streams = new ArrayList<>();
    private boolean ended;

    /**
     * Begins without streams.
     *
     * @param lock of the feed
     * @param most how many streams may be open
     */
    public MarketStreams(Markets markets, InstrumentList instruments, ReentrantLock lock, int most) {
        this.markets = markets;
        this.instruments = instruments;
        this.lock = lock;
        this.most = most;
    }

    /**
     * What a client wants.
     *
     * @param instrument empty for all
     */
    public record Wanted(Set<Topic> topics, Optional<Instrument> instrument) {

        public Wanted {
            topics = Set.copyOf(topics);
        }

        boolean wants(Topic topic, int number) {
            return topics.contains(topic)
                    && instrument.map(of -> of.number() == number).orElse(true);
        }
    }

    private final class Live {
        private final Wanted wanted;
        private final StreamBuffer buffer = new StreamBuffer(BUFFER, () -> remove(this));

        /** The instruments, by their numbers, whose first pieces were made: their events follow. */
        private final BitSet begun = new BitSet();

        Live(Wanted wanted) {
            this.wanted = wanted;
        }

        boolean wants(Topic topic, int instrument) {
            return begun.get(instrument) && wanted.wants(topic, instrument);
        }
    }

    /** Ends all streams, so that they begin anew. */
    void begin() {
        lock.lock();
        try {
            streams.forEach(stream -> stream.buffer.end());
            streams.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams, and takes no more: the program ends. */
    void end() {
        lock.lock();
        try {
            ended = true;
            begin();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many streams are open. */
    public int count() {
        lock.lock();
        try {
            return streams.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a stream by the states of what the client wants.
     *
     * @throws RequestException when there are too many streams
     */
    public Reply.Streamed.Content open(Wanted wanted) throws RequestException {
        var stream = new Live(wanted);
        var first = new ArrayDeque<Supplier<ByteBuffer>>();
        lock.lock();
        try {
            for (MarketState state : markets.all()) {
                int number = state.instrument().number();
                boolean hasState = wanted.wants(Topic.DEPTH, number) || wanted.wants(Topic.TICKERS, number);
                stream.begun.set(number, !hasState);
                if (hasState) {
                    first.add(() -> begin(stream, state));
                }
            }
            if (ended) {
                stream.buffer.end();
            } else if (streams.size() >= most) {
                throw new RequestException(Problem.of(
                                HttpStatus.SERVICE_UNAVAILABLE_503,
                                "expected at most " + most + " public streams at once; try again in some seconds")
                        .coded("TOO_MANY_STREAMS")
                        .with("Retry-After", "5"));
            } else {
                streams.add(stream);
            }
        } finally {
            lock.unlock();
        }
        return new OpenedStream(first, stream.buffer);
    }

    /** Returns the first pieces of an instrument; what happens there follows from now on. */
    private ByteBuffer begin(Live stream, MarketState state) {
        Instrument instrument = state.instrument();
        Depth depth;
        MarketState.Ticker ticker;
        lock.lock();
        try {
            depth = state.depth(BOOK_LEVELS);
            ticker = state.ticker();
            stream.begun.set(instrument.number());
        } finally {
            lock.unlock();
        }
        var pieces = new ArrayList<ByteBuffer>();
        if (stream.wanted.wants(Topic.DEPTH, instrument.number())) {
            pieces.add(ServerSentEvent.of("book", Json.write(json -> MarketJson.write(json, depth, instrument))));
        }
        if (stream.wanted.wants(Topic.TICKERS, instrument.number())) {
            pieces.add(event(ticker));
        }
        return joined(pieces);
    }

    private static ByteBuffer joined(List<ByteBuffer> pieces) {
        ByteBuffer all = ByteBuffer.allocate(
                pieces.stream().mapToInt(ByteBuffer::remaining).sum());
        pieces.forEach(all::put);
        return all.flip();
    }

    private static ByteBuffer event(MarketState.Ticker ticker) {
        return ServerSentEvent.of("ticker", Json.write(json -> MarketJson.write(json, ticker)));
    }

    /** Passes an event on. The caller holds the lock. */
    void apply(Event event) {
        if (streams.isEmpty()) {
            return;
        }
        switch (event) {
            case Event.Filled filled -> {
                Instrument instrument = instruments.get(filled.fill().instrument());
                send(Topic.TRADES, instrument, "trade", json -> MarketJson.write(json, filled.fill(), instrument));
            }
            case Event.LevelChanged change -> {
                Instrument instrument = instruments.get(change.instrument());
                send(Topic.DEPTH, instrument, "level", json -> MarketJson.write(json, change, instrument));
            }
            default -> {
                // It concerns one account.
            }
        }
    }

    private void send(Topic topic, Instrument instrument, String type, Json.Value data) {
        Optional<ByteBuffer> piece = Optional.empty();
        for (Live stream : streams) {
            if (stream.wants(topic, instrument.number())) {
                ByteBuffer shared = piece.orElseGet(() -> ServerSentEvent.of(type, Json.write(data)));
                piece = Optional.of(shared);
                stream.buffer.offer(shared);
            }
        }
    }

    /** Sends the tickers that changed. */
    void sendTickers() {
        lock.lock();
        try {
            if (!markets.areKnown()) {
                return;
            }
            for (MarketState state : markets.all()) {
                state.changedTicker()
                        .ifPresent(ticker -> send(
                                Topic.TICKERS, state.instrument(), "ticker", json -> MarketJson.write(json, ticker)));
            }
        } finally {
            lock.unlock();
        }
    }

    private void remove(Live stream) {
        lock.lock();
        try {
            streams.remove(stream);
        } finally {
            lock.unlock();
        }
    }
}
