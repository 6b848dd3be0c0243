package org.stellarticker.ingester.horizon.read.trade;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.horizon.client.Answer;
import org.stellarticker.ingester.horizon.client.FaultKind;
import org.stellarticker.ingester.horizon.client.HistoryGone;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.HorizonRefusal;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Wire;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.json.Sizes;

/**
 * An open event stream of trades. Events wait in a small queue. When they are taken slowly, the queue fills, the socket is
 * no longer read, and the server waits too.
 *
 * <p>A stream never reconnects by itself: only its reader knows the committed position from which to resume.
 */
public final class TradeStream implements AutoCloseable {

    /** The stream's reader notices by itself when the newest ledger is not known. */
    private static final Purpose NEWEST_LEDGER =
            new Purpose(Priority.LIVE_TRADES, reason -> {}, RequestBudget.Turn.IGNORED);

    private static final int QUEUED = 1000;
    private static final int MOST_TOGETHER = 2000;
    /** Unreadable records are kept whole, so that a batch has few of them. */
    private static final int MOST_UNREADABLE = 100;
    /** Events of one burst follow each other closely. */
    private static final Duration PAUSE_IN_BURST = Duration.ofMillis(10);
    /** A batch is complete so long after its first event, even if more events keep coming. */
    private static final Duration LONGEST_BURST = Duration.ofMillis(100);
    /** Horizon charges an open stream once a ledger, and a ledger takes about this long. */
    private static final double SECONDS_PER_LEDGER = 5;

    /** An item that the client's thread puts into the queue. */
    private sealed interface Arrival {
        record Hello() implements Arrival {}

        record Received(TradeRecord record) implements Arrival {}

        record End(StreamEvent result) implements Arrival {}

        record Fault(HorizonException fault, FaultKind kind) implements Arrival {}
    }

    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(QUEUED);
    private final Requests requests;
    private final HttpUrl server;
    private final EventSource source;
    private final long openedAt = System.nanoTime();
    private final StreamPositions positions;
    private boolean opened;
    private @Nullable Arrival held;

    private TradeStream(Requests requests, HttpUrl server, Request request, PagingToken after, CloseTimes closeTimes) {
        this.requests = requests;
        this.server = server;
        this.positions = new StreamPositions(TradeId.parse(after.value()));
        // The reader decides how long the stream may be silent.
        var client = requests.client()
                .newBuilder()
                .addInterceptor(TradeStream::bounded)
                .readTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build();
        this.source = EventSources.createFactory(client)
                .newEventSource(request, new Listener(arrivals, requests.clock(), closeTimes));
    }

    /** Bounds the size of events, each of which holds a record and its position. */
    private static Response bounded(Interceptor.Chain call) throws IOException {
        Response response = call.proceed(call.request());
        ResponseBody body = Objects.requireNonNull(response.body(), "an answer to a call has a body");
        var events = new BoundedEvents(body.source(), Sizes.LARGEST_RECORD + 1024);
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(events), body.contentType(), body.contentLength()))
                .build();
    }

    /** @param closeTimes the close times of the trades before */
    static TradeStream open(Requests requests, HttpUrl server, HttpUrl url, PagingToken after, CloseTimes closeTimes) {
        var request = new Request.Builder()
                .url(url)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", after.value());
        return new TradeStream(requests, server, Wire.prepared(request, server), after, closeTimes);
    }

    /**
     * Waits for the next event.
     *
     * @throws HorizonException when the stream could not be opened in this time, or broke off
     */
    public StreamEvent next(Duration timeout) throws InterruptedException {
        Arrival first = held == null ? arrivals.poll(timeout.toNanos(), TimeUnit.NANOSECONDS) : held;
        held = null;
        return switch (first) {
            case null -> {
                if (!opened) {
                    throw failed(new HorizonException("Horizon's stream does not begin"), FaultKind.TIMEOUT);
                }
                yield new StreamEvent.Quiet();
            }
            case Arrival.Hello() -> {
                opened = true;
                yield new StreamEvent.Opened();
            }
            case Arrival.Received(var record) -> new StreamEvent.Trades(batch(together(record)));
            case Arrival.End(var result) -> result;
            case Arrival.Fault(var fault, var kind) -> throw failed(fault, kind);
        };
    }

    /** Returns whether another server is asked by now, so that another stream should be opened. */
    public boolean isLeft() {
        return !requests.servers().isCurrent(server);
    }

    /** Reports that the stream was silent although there were trades. */
    public void reportSilent() {
        var _ = failed(
                new HorizonException("Horizon's stream is silent while there are trades"), FaultKind.STREAM_SILENT);
    }

    /**
     * Reports that the server closed the stream as soon as it was open.
     *
     * @return the exception to throw
     */
    public HorizonException rejectEmpty() {
        return failed(
                new HorizonException("Horizon closes every stream as soon as it is open"), FaultKind.STREAM_EMPTY);
    }

    private HorizonException failed(HorizonException fault, FaultKind kind) {
        requests.count(kind);
        return requests.failed(server, fault, Priority.LIVE_TRADES);
    }

    private List<TradeRecord> together(TradeRecord first) throws InterruptedException {
        var records = new ArrayList<TradeRecord>();
        records.add(first);
        int unreadable = first.trade() == null ? 1 : 0;
        long deadline = System.nanoTime() + LONGEST_BURST.toNanos();
        while (records.size() < MOST_TOGETHER && unreadable < MOST_UNREADABLE && held == null) {
            long wait = Math.min(PAUSE_IN_BURST.toNanos(), deadline - System.nanoTime());
            Arrival more = wait <= 0 ? null : arrivals.poll(wait, TimeUnit.NANOSECONDS);
            if (more instanceof Arrival.Received(var record)) {
                records.add(record);
                unreadable += record.trade() == null ? 1 : 0;
            } else if (more == null) {
                break;
            } else {
                held = more;
            }
        }
        return records;
    }

    private TradeBatch batch(List<TradeRecord> burst) throws InterruptedException {
        Optional<TradeId> furthest = Positions.furthest(burst);
        return furthest.isEmpty()
                ? positions.batch(burst, requests.servers().newestReported())
                : positions.batch(burst, requests.newestLedger().forTrade(furthest.get(), NEWEST_LEDGER));
    }

    @Override
    public void close() {
        source.cancel();
        // A listener that waits for room in the queue would wait for ever.
        arrivals.clear();
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt) / 1000.0;
        requests.budget().charge(seconds / SECONDS_PER_LEDGER);
    }

    /** Called on the client's thread, one call at a time. */
    private static final class Listener extends EventSourceListener {

        private final BlockingQueue<Arrival> arrivals;
        private final Clock clock;
        private final CloseTimes closeTimes;
        private boolean ended;

        Listener(BlockingQueue<Arrival> arrivals, Clock clock, CloseTimes closeTimes) {
            this.arrivals = arrivals;
            this.clock = clock;
            this.closeTimes = closeTimes;
        }

        @Override
        public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
            switch (type == null ? "message" : type) {
                case "open" -> put(new Arrival.Hello());
                case "message" ->
                    put(new Arrival.Received(TradePage.readRecord(RecordBody.of(data), closeTimes)
                            .at(id == null ? null : RawTrade.tradeId(id))));
                case "close" -> end(new Arrival.End(new StreamEvent.Closed()));
                case "error" ->
                    end(fault("Horizon's stream ended with an error: " + data, null, FaultKind.STREAM_ERROR));
                default -> {
                    // Later versions of Horizon may add kinds of events.
                }
            }
        }

        @Override
        public void onClosed(EventSource source) {
            end(fault("Horizon's stream was cut off", null, FaultKind.STREAM_CUT));
        }

        @Override
        public void onFailure(EventSource source, @Nullable Throwable why, @Nullable Response response) {
            if (response != null && !isStream(response)) {
                end(refused(response));
            } else if (response == null && why instanceof IOException network) {
                String reason = network.getMessage() == null ? network.toString() : network.getMessage();
                end(fault("Horizon's stream could not be opened: " + reason, why, FaultKind.of(network)));
            } else {
                // The client's message is about its own buffers.
                end(fault("Horizon's stream was cut off", why, FaultKind.STREAM_CUT));
            }
        }

        private static boolean isStream(Response response) {
            // The client removes the body of a stream that broke off.
            String type = response.header("Content-Type", "");
            return response.isSuccessful() && type != null && type.startsWith("text/event-stream");
        }

        private Arrival refused(Response response) {
            try {
                var answer = Answer.of(response);
                try {
                    answer.orThrow(clock);
                    return fault("Horizon answered " + answer.status() + " and no stream", null, FaultKind.of(answer));
                } catch (HorizonException fault) {
                    return new Arrival.Fault(fault, FaultKind.of(answer));
                } catch (HorizonRefusal | HistoryGone other) {
                    return fault("Horizon refused the stream: " + other.getMessage(), other, FaultKind.REFUSED);
                }
            } catch (IOException brokeOff) {
                return fault("Horizon refused the stream, and broke off", brokeOff, FaultKind.of(brokeOff));
            }
        }

        private static Arrival fault(String message, @Nullable Throwable cause, FaultKind kind) {
            return new Arrival.Fault(new HorizonException(message, cause), kind);
        }

        /** Only the first end counts; the end of the connection follows it. */
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
