package org.stellarticker.ingester.horizon.read.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.ingester.TestHorizon.answer;
import static org.stellarticker.ingester.TestHorizon.brokenOff;
import static org.stellarticker.ingester.TestHorizon.hanging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.HealthCheck;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.ServerListener;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.json.Sizes;
import org.stellarticker.ingester.metrics.IngesterMetrics;

@Timeout(60)
class TradeStreamTest {

    private static final PagingToken BEFORE_7 = PagingToken.before(new LedgerSequence(7));
    private static final Map<String, String> SSE = Map.of("Content-Type", "text/event-stream; charset=utf-8");

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestHorizon server = new TestHorizon();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Requests requests = new Requests(
            List.of(server.url()),
            HealthCheck.ANY,
            ServerListener.NONE,
            RequestBudget.perHour(0),
            Clock.systemUTC(),
            new IngesterMetrics(metrics));

    @AfterEach
    void close() {
        requests.close();
        server.close();
    }

    @BeforeEach
    void ledgersAreClosedBeyondThoseThatAreRecorded() {
        server.quietFor(70_000_000);
    }

    private TradeStream stream() {
        HttpUrl url = HttpUrl.get(server.url().toString());
        return TradeStream.open(
                requests,
                url,
                url.newBuilder()
                        .addPathSegment("trades")
                        .addQueryParameter("cursor", BEFORE_7.value())
                        .build(),
                BEFORE_7,
                new CloseTimes(Clock.systemUTC()));
    }

    /** All that comes until the stream ends, or says nothing. */
    private static List<StreamEvent> readToEnd(TradeStream stream) throws InterruptedException {
        return readToEnd(stream, TIMEOUT);
    }

    private static List<StreamEvent> readToEnd(TradeStream stream, Duration backoff) throws InterruptedException {
        var events = new ArrayList<StreamEvent>();
        do {
            events.add(stream.next(backoff));
        } while (!(events.getLast() instanceof StreamEvent.Closed) && !(events.getLast() instanceof StreamEvent.Quiet));
        return events;
    }

    @Test
    void aRecordedStreamIsReadToItsGoodBye() throws InterruptedException {
        server.nextStream(answer(200, SSE, Recorded.bytes("sse_trades_live_limit_6.sse")));

        try (var stream = stream()) {
            var events = readToEnd(stream);

            assertThat(events.getFirst()).isEqualTo(new StreamEvent.Opened());
            assertThat(events.getLast()).isEqualTo(new StreamEvent.Closed());
            assertThat(trades(events)).hasSize(6);
            assertThat(trades(events).getFirst().id().token()).isEqualTo(new PagingToken("264999499343073281-0"));
            assertThat(batches(events).getLast().seen())
                    .isEqualTo(trades(events).getLast().id().token());
        }
    }

    @Test
    void whatComesTogetherIsOneBatch() throws InterruptedException {
        server.add(Records.trades(7, 8, 90));

        try (var stream = stream()) {
            assertThat(stream.next(TIMEOUT)).isEqualTo(new StreamEvent.Opened());
            var first = stream.next(TIMEOUT);

            assertThat(first)
                    .isInstanceOfSatisfying(
                            StreamEvent.Trades.class,
                            trades -> assertThat(trades.batch().trades()).hasSizeGreaterThan(10));
        }
    }

    /** A server may send what it likes: no more of an event is taken in than is read of a record. */
    @Test
    void anEventThatIsTooLargeCostsItselfAlone() throws InterruptedException {
        String large =
                Records.trade(7, 2).replace("{\"self\":", "{\"memo\":\"" + "x\\n".repeat(3_000_000) + "\",\"self\":");
        String event = "id: %s\ndata: %s\n\n";
        server.nextStream(answer(
                200,
                SSE,
                "event: open\ndata: \"hello\"\n\n"
                        + event.formatted(Records.id(7, 1), Records.trade(7, 1))
                        + event.formatted(Records.id(7, 2), large)
                        + event.formatted(Records.id(7, 3), Records.trade(7, 3))
                        + "event: close\ndata: \"byebye\"\n\n"));

        try (var stream = stream()) {
            var events = readToEnd(stream);

            assertThat(trades(events)).extracting(Trade::id).containsExactly(Records.id(7, 1), Records.id(7, 3));
            assertThat(batches(events).stream().flatMap(batch -> batch.unreadable().stream()))
                    .singleElement()
                    .satisfies(rejected -> {
                        assertThat(rejected.token()).contains(Records.id(7, 2).token());
                        assertThat(rejected.reason()).startsWith("record: expected at most 65536 bytes");
                        assertThat(rejected.body().length()).isEqualTo(Sizes.KEPT_OF_LARGER);
                    });
            assertThat(batches(events).getLast().seen())
                    .isEqualTo(Records.id(7, 3).token());
        }
    }

    @Test
    void aStreamWithoutTradesEndsCleanly() throws InterruptedException {
        server.nextStream(answer(200, SSE, Recorded.bytes("sse_trades_idle_timeout.sse")));

        try (var stream = stream()) {
            assertThat(readToEnd(stream)).containsExactly(new StreamEvent.Opened(), new StreamEvent.Closed());
        }
    }

    @Test
    void anErrorWithinTheStreamIsAFault() throws InterruptedException {
        server.nextStream(answer(200, SSE, Recorded.bytes("sse_error_rate_limited.sse")));

        try (var stream = stream()) {
            assertThat(stream.next(TIMEOUT)).isEqualTo(new StreamEvent.Opened());
            assertThatThrownBy(() -> stream.next(TIMEOUT))
                    .isInstanceOf(HorizonException.class)
                    .hasMessageContaining("rate_limit_exceeded");
        }
    }

    @Test
    void halfAnEventIsNoEventAndTheOnesBeforeAreThere() throws InterruptedException {
        String whole = Recorded.text("sse_trades_live_limit_6.sse");
        server.nextStream(brokenOff("text/event-stream", whole.substring(0, whole.length() / 2)));

        try (var stream = stream()) {
            var trades = new ArrayList<Trade>();
            assertThatThrownBy(() -> {
                        while (true) {
                            if (stream.next(TIMEOUT) instanceof StreamEvent.Trades(var batch)) {
                                trades.addAll(batch.trades());
                            }
                        }
                    })
                    .isInstanceOf(HorizonException.class);
            assertThat(trades).hasSizeBetween(2, 4);
        }
    }

    @Test
    void anEventThatCannotBeReadIsKeptAndItsIdReportsItsPosition() throws InterruptedException {
        server.nextStream(answer(200, SSE, """
            retry: 1000
            event: open
            data: "hello"

            id: 30064775169-0
            data: {"nonsense

            retry: 10
            event: close
            data: "byebye"

            """));

        try (var stream = stream()) {
            var batch = batches(readToEnd(stream)).getFirst();

            assertThat(batch.seen()).isEqualTo(new PagingToken("30064775169-0"));
            assertThat(batch.upTo()).isEqualTo(BEFORE_7);
            assertThat(batch.unreadable())
                    .singleElement()
                    .satisfies(record -> assertThat(record.body().text()).isEqualTo("{\"nonsense"));
        }
    }

    @Test
    void aRefusalBeforeTheStreamIsAFaultWithItsReason() {
        server.nextStream(answer(429, Map.of(), Recorded.bytes("error_429.json")));

        try (var stream = stream()) {
            assertThatThrownBy(() -> stream.next(TIMEOUT))
                    .isInstanceOf(HorizonException.class)
                    .hasMessageContaining("429")
                    .hasMessageContaining("Rate Limit Exceeded");
        }
    }

    @Test
    void aPageInsteadOfAStreamIsAFault() {
        server.nextStream(answer(200, Map.of("Content-Type", "text/html"), "<html></html>"));

        try (var stream = stream()) {
            assertThatThrownBy(() -> stream.next(TIMEOUT)).isInstanceOf(HorizonException.class);
        }
    }

    @Test
    void aStreamThatSaysNothingIsQuietAndGoesOn() throws InterruptedException {
        server.streamsFor(Duration.ofSeconds(30));

        try (var stream = stream()) {
            assertThat(stream.next(TIMEOUT)).isEqualTo(new StreamEvent.Opened());
            assertThat(stream.next(Duration.ofMillis(50))).isEqualTo(new StreamEvent.Quiet());

            server.add(Records.trade(7, 1));

            assertThat(stream.next(TIMEOUT)).isInstanceOf(StreamEvent.Trades.class);
        }
    }

    @Test
    void aStreamThatDoesNotBeginIsAFault() {
        server.nextStream(hanging());

        try (var stream = stream()) {
            assertThatThrownBy(() -> stream.next(Duration.ofMillis(300)))
                    .isInstanceOf(HorizonException.class)
                    .hasMessageContaining("does not begin");
        }
    }

    @Test
    void faultsAreCountedByKind() {
        server.nextStream(answer(429, Map.of(), Recorded.bytes("error_429.json")));
        server.nextStream(answer(503, Map.of(), "<html></html>"));
        server.nextStream(answer(302, Map.of("Location", "http://127.0.0.1:1/"), ""));
        server.nextStream(answer(200, Map.of("Content-Type", "text/html"), "<html></html>"));
        server.nextStream(brokenOff("text/event-stream", "event: open\ndata: \"hello\"\n\nid: 1"));
        server.nextStream(answer(200, SSE, Recorded.bytes("sse_error_rate_limited.sse")));
        for (int faulty = 0; faulty < 6; faulty++) {
            try (var stream = stream()) {
                assertThatThrownBy(() -> readToEnd(stream)).isInstanceOf(HorizonException.class);
            }
        }

        assertThat(metrics.find("ticker.horizon.errors").counters())
                .filteredOn(counter -> counter.count() > 0)
                .extracting(counter -> counter.getId().getTag("kind"), Counter::count)
                .containsExactlyInAnyOrder(
                        tuple("rate_limited", 1.0),
                        tuple("server_error", 1.0),
                        tuple("redirected", 1.0),
                        tuple("unreadable", 1.0),
                        tuple("stream_cut", 1.0),
                        tuple("stream_error", 1.0));
    }

    @Test
    void whoTakesNothingSlowsTheServerInsteadOfFillingTheMemory() throws InterruptedException {
        server.streamsOf(1_000_000);
        server.add(Records.trades(7, 7, 30_000));

        try (var stream = stream()) {
            assertThat(stream.next(TIMEOUT)).isEqualTo(new StreamEvent.Opened());
            int taken = 0;
            int reader = 0;
            while (taken < 30_000) {
                if (stream.next(TIMEOUT) instanceof StreamEvent.Trades(var batch)) {
                    taken += batch.records();
                    reader = Math.max(reader, batch.records());
                }
            }
            assertThat(taken).isEqualTo(30_000);
            assertThat(reader).isLessThanOrEqualTo(2_000);
        }
    }

    @Test
    void aClosedStreamLeavesNoRequestBehind() throws InterruptedException {
        server.streamsFor(Duration.ofSeconds(30));
        try (var stream = stream()) {
            assertThat(stream.next(TIMEOUT)).isEqualTo(new StreamEvent.Opened());
        }

        await().until(() -> requests.client().dispatcher().runningCallsCount() == 0);
    }

    private static List<TradeBatch> batches(List<StreamEvent> events) {
        return events.stream()
                .filter(StreamEvent.Trades.class::isInstance)
                .map(result -> ((StreamEvent.Trades) result).batch())
                .toList();
    }

    private static List<Trade> trades(List<StreamEvent> events) {
        return batches(events).stream()
                .flatMap(batch -> batch.trades().stream())
                .toList();
    }
}
