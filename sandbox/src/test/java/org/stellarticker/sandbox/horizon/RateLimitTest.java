package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.sandbox.horizon.request.RateLimit;
import org.stellarticker.sandbox.horizon.request.RateLimit.Decision;

/** Requests are refused as a real Horizon refuses them: 3,600 an hour, a burst of 100 beside. */
class RateLimitTest {

    private static final int PER_HOUR = 3_600;

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit(PER_HOUR, nanos::get);

    @TempDir
    Path folder;

    @Test
    void aBurstPassesAtOnce_thenOneASecond() {
        for (int i = 0; i < RateLimit.CAPACITY; i++) {
            assertThat(limit.take("one")).isEqualTo(new Decision(true, 100 - i, i + 1));
        }
        assertThat(limit.take("one")).isEqualTo(new Decision(false, 0, 101));
        assertThat(limit.retryAfterSeconds()).isOne();

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(limit.take("one").allowed()).isFalse();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(limit.take("one").allowed()).isTrue();
        assertThat(limit.take("one").allowed()).isFalse();
    }

    @Test
    void addressesHaveSeparateBuckets_andABucketIsNeverMoreThanFull() {
        for (int i = 0; i < 200; i++) {
            limit.take("one");
        }
        assertThat(limit.take("other").allowed()).isTrue();

        nanos.addAndGet(TimeUnit.DAYS.toNanos(2));
        assertThat(limit.take("one").remaining()).isEqualTo(100);
    }

    @Test
    void theRefusalIsTheRecordedOne_andTomlsAndFaultFreeRequestsAreNotLimited() throws Exception {
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), PER_HOUR, Duration.ofSeconds(1))) {
            RawHttp.Exchange first = sandbox.get("/ledgers?limit=1");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.headers())
                    .containsEntry("X-Ratelimit-Limit", "101")
                    .containsEntry("X-Ratelimit-Remaining", "100")
                    .containsEntry("X-Ratelimit-Reset", "1");

            RawHttp.Exchange refused = refused(sandbox);

            assertThat(refused.body()).isEqualTo(recorded("error_429.json"));
            Map<String, String> headers = RawHttp.headers(
                    recorded("error_429.headers.txt").lines().skip(1).toList());
            headers.remove("Date");
            assertThat(refused.headers()).containsAllEntriesOf(headers);
            assertThat(sandbox.get("/", "Sandbox-Faults: off").status()).isEqualTo(200);
            assertThat(sandbox.get("/sandbox/faults").status()).isEqualTo(200);
            assertThat(sandbox.get("/.well-known/stellar.toml").status()).isNotEqualTo(429);
        }
    }

    private static RawHttp.Exchange refused(RunningSandbox sandbox) throws IOException {
        for (int i = 0; i < 400; i++) {
            RawHttp.Exchange answer = sandbox.get("/ledgers?limit=1");
            if (answer.status() != 200) {
                assertThat(answer.status()).isEqualTo(429);
                return answer;
            }
        }
        throw new AssertionError("expected a refusal among 400 requests");
    }

    @Test
    void aStreamIsRefusedWithoutRetryAfter() throws Exception {
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), 1, Duration.ofSeconds(1))) {
            refused(sandbox);

            RawHttp.Exchange stream = sandbox.get("/trades?cursor=now", "Accept: text/event-stream");

            assertThat(stream.status()).isEqualTo(429);
            assertThat(stream.headers()).doesNotContainKeys("Retry-After", "X-Ratelimit-Limit");
            assertThat(stream.body()).isEqualTo(recorded("error_429.json"));
        }
    }

    @Test
    void anOpenStreamIsChargedForEachLedger_andEndsWithTheReason() throws Exception {
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), 1, Duration.ofSeconds(20))) {
            for (int i = 0; i < RateLimit.CAPACITY - 1; i++) {
                sandbox.get("/ledgers?limit=1");
            }
            var stream = RawHttp.stream(sandbox.port(), "/trades?cursor=now");

            sandbox.journal()
                    .append(RecordedHorizon.streamed("sse_trades_live_now.sse").getFirst());

            assertThat(stream.get().body())
                    .startsWith("retry: 1000\nevent: open")
                    .contains("event: error\ndata: problem: rate_limit_exceeded")
                    .doesNotContain("byebye");
        }
    }

    private static String recorded(String file) throws IOException {
        try (var in = Objects.requireNonNull(
                RateLimitTest.class.getResourceAsStream("/org/stellarticker/sandbox/horizon/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
