package org.stellarticker.daemon.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;

class TracesTest {

    private static final Instant BEGUN = Instant.parse("2026-11-30T04:30:00.000123Z");
    private static final Instant ENDED = BEGUN.plusNanos(45_678_000);
    private static final TraceId ORDER = TraceId.ofOrder(UUID.fromString("019ac0de-5eed-7abc-8def-0123456789ab"));
    private static final TraceId LEDGER = TraceId.ofLedger("a network", new LedgerSequence(7));

    @Test
    void aCollectorReceivesTheStepsOfATrace() throws Exception {
        try (var collector = OtlpReceiver.start()) {
            var traces = open(collector.address(), 1);
            traces.add(
                    Step.first(ORDER, "order", BEGUN, ENDED).with("ledger", 7).with("side", "buy"));
            traces.add(Step.of(ORDER, "fill in ledger", BEGUN, ENDED).linkedTo(LEDGER));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> collector.spans(ORDER).size() == 2);
            traces.close();

            List<Received> spans = collector.spans(ORDER);
            assertThat(spans).hasSize(2);
            assertThat(spans.getFirst())
                    .returns("engine", Received::program)
                    .returns("8def0123456789ab", Received::id)
                    .returns("", Received::parent)
                    .returns("order", Received::name)
                    .returns(BEGUN, Received::from)
                    .returns(ENDED, Received::to)
                    .returns(Map.of("ledger", "7", "side", "buy"), Received::values)
                    .returns("a b+c", Received::key);
            assertThat(spans.getFirst().source())
                    .containsEntry("service.namespace", "stellar-ticker")
                    .containsEntry("service.version", "0.1.0")
                    .containsEntry("service.instance.id", "host:8000");
            assertThat(spans.getLast())
                    .returns("8def0123456789ab", Received::parent)
                    .returns(List.of(LEDGER.hex() + ":" + LEDGER.firstSpan()), Received::links);
            assertThat(spans.getLast().id()).matches("[0-9a-f]{16}").isNotEqualTo("8def0123456789ab");
        }
    }

    @Test
    void theShareOfOrdersIsDecidedByTheirIdsAlone() {
        List<UUID> orders = orders(20_000);
        try (var some = open("http://127.0.0.1:9", 0.1);
                var others = open("http://127.0.0.1:9", 0.1);
                var more = open("http://127.0.0.1:9", 0.6);
                var all = open("http://127.0.0.1:9", 1);
                var none = open("http://127.0.0.1:9", 0)) {
            List<UUID> followed = orders.stream().filter(some::follow).toList();

            assertThat(followed.size()).isCloseTo(2_000, within(250));
            assertThat(orders.stream().filter(others::follow)).isEqualTo(followed);
            assertThat(followed).allMatch(more::follow);
            // A UUID's variant makes its last 8 bytes large: a share that counted these bits would be all or nothing.
            assertThat(orders.stream().filter(more::follow).count()).isCloseTo(12_000L, within(500L));
            assertThat(orders).allMatch(all::follow).noneMatch(none::follow);
        }
    }

    @Test
    void withoutACollectorNothingIsFollowed() {
        try (var off = Traces.off()) {
            assertThat(off.areOn()).isFalse();
            assertThat(orders(100)).noneMatch(off::follow);
            off.add(Step.of(ORDER, "nowhere", BEGUN, ENDED));
        }
    }

    @Test
    void stepsNeverWaitForACollectorThatIsAway() {
        try (var traces = open("http://127.0.0.1:9", 1)) {
            // Many times the queue; a step costs microseconds, and a try to send takes seconds.
            assertThat(timed(traces)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aCollectorThatComesBackReceivesLaterSteps() throws Exception {
        int port;
        try (var first = OtlpReceiver.start()) {
            port = URI.create(first.address()).getPort();
        }
        try (var traces = open("http://127.0.0.1:" + port, 1)) {
            traces.add(Step.of(ORDER, "early", BEGUN, ENDED));
            try (var back = OtlpReceiver.start(port)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    traces.add(Step.of(ORDER, "late", BEGUN, ENDED));
                    return back.spans().stream().anyMatch(span -> span.name().equals("late"));
                });
            }
        }
    }

    private static Duration timed(Traces traces) {
        long begun = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            traces.add(Step.of(ORDER, "lost", BEGUN, ENDED).with("number", i));
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Traces open(String collector, double share) {
        return Traces.open(
                Optional.of(new TraceConfig(URI.create(collector), Map.of("api-key", "a b+c"), share)),
                new TraceSource("engine", "0.1.0", "host:8000"));
    }

    /** Returns ids of version 7, made in one millisecond. */
    private static List<UUID> orders(int count) {
        var random = new Random(7);
        return Stream.generate(() -> new UUID(
                        (BEGUN.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000),
                        (random.nextLong() >>> 2) | Long.MIN_VALUE))
                .limit(count)
                .toList();
    }
}
