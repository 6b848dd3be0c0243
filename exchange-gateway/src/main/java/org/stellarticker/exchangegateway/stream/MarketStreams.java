package org.stellarticker.exchangegateway.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchangegateway.market.MarketJson;
import org.stellarticker.exchangegateway.market.MarketState;
import org.stellarticker.exchangegateway.market.Markets;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.http.Json;
import org.stellarticker.http.limit.Backlog;
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
    private final List<Live> streams = new ArrayList<>();
    private boolean ended;

    /** @param lock of the feed */
    public MarketStreams(Markets markets, InstrumentList instruments, ReentrantLock lock) {
        this.markets = markets;
        this.instruments = instruments;
        this.lock = lock;
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

        Live(Wanted wanted) {
            this.wanted = wanted;
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

    /** Begins a stream by the states of what the client wants. */
    public StreamBuffer open(Wanted wanted) {
        var stream = new Live(wanted);
        stream.buffer.offer(StreamNotices.retry());
        lock.lock();
        try {
            for (MarketState state : markets.all()) {
                Instrument instrument = state.instrument();
                if (wanted.wants(Topic.DEPTH, instrument.number())) {
                    stream.buffer.offer(ServerSentEvent.of(
                            "book", Json.write(json -> MarketJson.write(json, state.depth(BOOK_LEVELS), instrument))));
                }
                if (wanted.wants(Topic.TICKERS, instrument.number())) {
                    stream.buffer.offer(event(state.ticker()));
                }
            }
            if (ended) {
                stream.buffer.end();
            } else {
                streams.add(stream);
            }
        } finally {
            lock.unlock();
        }
        return stream.buffer;
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
            if (stream.wanted.wants(topic, instrument.number())) {
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
