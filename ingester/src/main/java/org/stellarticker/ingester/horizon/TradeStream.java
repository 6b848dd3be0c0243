package org.stellarticker.ingester.horizon;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;

/**
 * An open event stream of trades. Events wait in a small queue; when whoever takes them is slow, the queue fills, the
 * socket is no longer read, and the server waits, too.
 *
 * <p>It never reconnects by itself: where to go on is told by what was committed, which only its reader knows.
 */
public final class TradeStream implements AutoCloseable {

    private static final int QUEUED = 1000;
    private static final int MOST_TOGETHER = 2000;
    /** Events of one burst follow each other closely. */
    private static final Duration PAUSE_IN_BURST = Duration.ofMillis(10);
    /** So long after its first event a batch goes on its way, even if more keep coming. */
    private static final Duration LONGEST_BURST = Duration.ofMillis(100);
    /** Horizon charges an open stream once a ledger, and a ledger takes about this long. */
    private static final double SECONDS_PER_LEDGER = 5;

    /** What the client's thread hands over. */
    private sealed interface Arrival {
        record Hello() implements Arrival {}

        record Records(TradeBatch batch) implements Arrival {}

        record End(StreamReading reading) implements Arrival {}

        record Fault(HorizonFault fault) implements Arrival {}
    }

    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(QUEUED);
    private final RequestBudget budget;
    private final EventSource source;
    private final long openedAt = System.nanoTime();
    private @Nullable Arrival held;

    private TradeStream(OkHttpClient client, Request request, PagingToken after, Clock clock, RequestBudget budget) {
        this.budget = budget;
        this.source = EventSources.createFactory(client).newEventSource(request, new Listener(arrivals, after, clock));
    }

    /** @param silence after which the stream counts as silent; longer than the server keeps one open (55 s) */
    static TradeStream open(Requests requests, HttpUrl server, HttpUrl url, PagingToken after, Duration silence) {
        var client = requests.client()
                .newBuilder()
                .readTimeout(silence)
                .callTimeout(Duration.ZERO)
                .build();
        var request = new Request.Builder()
                .url(url)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", after.value());
        return new TradeStream(client, Wire.prepared(request, server), after, requests.clock(), requests.budget());
    }

    /**
     * Waits for what comes next.
     *
     * @throws HorizonFault when the stream could not be opened or broke off
     */
    public StreamReading next() throws InterruptedException {
        Arrival first = held == null ? arrivals.take() : held;
        held = null;
        return switch (first) {
            case Arrival.Hello() -> new StreamReading.Opened();
            case Arrival.Records(var batch) -> new StreamReading.Trades(together(batch));
            case Arrival.End(var reading) -> reading;
            case Arrival.Fault(var fault) -> throw fault;
        };
    }

    private TradeBatch together(TradeBatch first) throws InterruptedException {
        var trades = new ArrayList<>(first.trades());
        var unreadable = new ArrayList<>(first.unreadable());
        PagingToken upTo = first.upTo();
        long deadline = System.nanoTime() + LONGEST_BURST.toNanos();
        while (trades.size() < MOST_TOGETHER && held == null) {
            long wait = Math.min(PAUSE_IN_BURST.toNanos(), deadline - System.nanoTime());
            Arrival more = wait <= 0 ? null : arrivals.poll(wait, TimeUnit.NANOSECONDS);
            if (more instanceof Arrival.Records(var batch)) {
                trades.addAll(batch.trades());
                unreadable.addAll(batch.unreadable());
                upTo = batch.upTo();
            } else if (more == null) {
                break;
            } else {
                held = more;
            }
        }
        return new TradeBatch(List.copyOf(trades), List.copyOf(unreadable), upTo);
    }

    @Override
    public void close() {
        source.cancel();
        // A listener that waits for room in the queue would wait for ever.
        arrivals.clear();
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt) / 1000.0;
        budget.charge(seconds / SECONDS_PER_LEDGER);
    }

    /** Called on the client's thread, one call at a time. */
    private static final class Listener extends EventSourceListener {

        private final BlockingQueue<Arrival> arrivals;
        private final Clock clock;
        private PagingToken last;
        private boolean ended;

        Listener(BlockingQueue<Arrival> arrivals, PagingToken after, Clock clock) {
            this.arrivals = arrivals;
            this.last = after;
            this.clock = clock;
        }

        @Override
        public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
            switch (type == null ? "message" : type) {
                case "open" -> put(new Arrival.Hello());
                case "message" -> {
                    var place = Optional.ofNullable(id)
                            .flatMap(RawTrade::tradeToken)
                            .orElse(last);
                    var batch = TradePage.readRecord(data, place);
                    last = batch.upTo();
                    put(new Arrival.Records(batch));
                }
                case "close" -> end(new Arrival.End(new StreamReading.Closed()));
                case "error" -> end(fault("Horizon's stream ended with an error: " + data, null));
                default -> {
                    // Kinds that later Horizons add are none of ours.
                }
            }
        }

        @Override
        public void onClosed(EventSource source) {
            end(fault("Horizon's stream was cut off", null));
        }

        @Override
        public void onFailure(EventSource source, @Nullable Throwable why, @Nullable Response response) {
            if (why instanceof SocketTimeoutException) {
                end(new Arrival.End(new StreamReading.Silent()));
            } else if (why == null && response != null) {
                end(refused(response));
            } else if (why instanceof EOFException) {
                // Said by the client in terms of its buffers.
                end(fault("Horizon's stream was cut off", why));
            } else {
                end(fault("Horizon's stream broke off: " + why, why));
            }
        }

        private Arrival refused(Response response) {
            try {
                var answer = Answer.of(response);
                answer.orThrow(clock);
                return fault("Horizon answered " + answer.status() + " and no stream", null);
            } catch (HorizonFault fault) {
                return new Arrival.Fault(fault);
            } catch (HorizonRefusal | HistoryGone | IOException other) {
                return fault("Horizon refused the stream: " + other.getMessage(), other);
            }
        }

        private static Arrival fault(String message, @Nullable Throwable cause) {
            return new Arrival.Fault(new HorizonFault(message, cause));
        }

        /** What comes after the first end (the connection's own, mostly) is of no interest. */
        private void end(Arrival end) {
            if (!ended) {
                ended = true;
                put(end);
            }
        }

        private void put(Arrival arrival) {
            try {
                arrivals.put(arrival);
            } catch (InterruptedException clientIsClosing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
