package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.sandbox.journal.ClosedLedger;

class LiveStreamTest {

    @TempDir
    Path folder;

    @Test
    void aLiveStreamIsTheRecordedOneByteForByte() throws Exception {
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), Duration.ofSeconds(2))) {
            var recorded = RecordedHorizon.get("sse_trades_live_now.sse");

            var stream = RawHttp.stream(sandbox.port(), recorded.request());
            for (ClosedLedger ledger : RecordedHorizon.streamed(recorded.file())) {
                sandbox.journal().append(ledger);
            }

            assertThat(stream.get().body()).isEqualTo(recorded.body());
        }
    }

    @Test
    void byebyeFollowsTheRequestedNumberOfEventsAlsoWithinALedger() throws Exception {
        List<ClosedLedger> before = new ArrayList<>(RecordedHorizon.history());
        before.addAll(RecordedHorizon.streamed("sse_trades_live_now.sse"));
        try (var sandbox = new RunningSandbox(folder, before, Duration.ofSeconds(20))) {
            var recorded = RecordedHorizon.get("sse_trades_live_limit_6.sse");

            var stream = RawHttp.stream(sandbox.port(), recorded.request());
            for (ClosedLedger ledger : RecordedHorizon.streamed(recorded.file())) {
                sandbox.journal().append(ledger);
            }

            assertThat(stream.get().body()).isEqualTo(recorded.body());
        }
    }

    @Test
    void theStreamOfLedgersHasTheRecordedFormAndShowsEmptyOnes() throws Exception {
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), Duration.ofSeconds(20))) {
            var stream = RawHttp.stream(sandbox.port(), "/ledgers?cursor=now&limit=2");
            sandbox.journal().append(empty(61700001, "2026-11-21T00:04:35Z"));
            sandbox.journal().append(empty(61700002, "2026-11-21T00:04:36Z"));

            List<String> ours = stream.get().body().lines().toList();
            List<String> theirs = RecordedHorizon.get("sse_ledgers_live_now.sse")
                    .body()
                    .lines()
                    .toList();
            assertThat(ours.subList(0, 4)).isEqualTo(theirs.subList(0, 4)).startsWith("retry: 1000");
            assertThat(ours).contains("id: " + (61700001L << 32), "id: " + (61700002L << 32));
            JsonForm.assertSame(data(theirs), data(ours));
        }
    }

    private static JsonNode data(List<String> stream) {
        return stream.stream()
                .filter(line -> line.startsWith("data: {"))
                .findFirst()
                .map(line -> RecordedHorizon.json(line.substring("data: ".length())))
                .orElseThrow();
    }

    @Test
    void anOrderBookIsSentAtOnceAndNotAgainUntilItChanges() throws Exception {
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), Duration.ofSeconds(1))) {
            var stream = RawHttp.stream(
                    sandbox.port(), RecordedHorizon.get("order_book_empty.json").request());
            sandbox.journal().append(empty(61700001, "2026-11-21T00:04:35Z"));

            assertThat(stream.get().body().lines().filter(line -> line.startsWith("data: {")))
                    .containsExactly("data: {\"bids\":[],\"asks\":[],\"base\":{\"asset_type\":\"credit_alphanum4\","
                            + "\"asset_code\":\"USDC\",\"asset_issuer\":"
                            + "\"GB43K7HATFCMU536J3B3KFAC5KDCJWHWPAKR2XDFCOEX466LA4PHNSHY\"},"
                            + "\"counter\":{\"asset_type\":\"native\"}}");
            assertThat(stream.get().body()).startsWith("retry: 1000\n").endsWith("data: \"byebye\"\n\n");
        }
    }

    @Test
    void aHundredReadersSeeEveryTradeOfEveryLedgerOnce() throws Exception {
        List<ClosedLedger> live = RecordedHorizon.streamed("sse_trades_live_now.sse");
        long trades = live.stream().mapToLong(ledger -> ledger.trades().size()).sum();
        try (var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), Duration.ofSeconds(30))) {
            List<CompletableFuture<RawHttp.Exchange>> streams = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                streams.add(RawHttp.stream(sandbox.port(), "/trades?cursor=now&limit=" + trades));
            }
            for (ClosedLedger ledger : live) {
                sandbox.journal().append(ledger);
            }

            String expected = RecordedHorizon.get("sse_trades_live_now.sse").body();
            for (var stream : streams) {
                assertThat(stream.get().body()).isEqualTo(expected);
            }
        }
    }

    @Test
    void openStreamsDoNotDelayTheEnd() throws Exception {
        var sandbox = new RunningSandbox(folder, RecordedHorizon.history(), Duration.ofMinutes(10));
        var stream = RawHttp.stream(sandbox.port(), "/trades?cursor=now");

        sandbox.close();

        await().atMost(Duration.ofSeconds(5)).until(stream::isDone);
    }

    @Test
    void aStreamThatChecksNowAndThenShowsTogetherWhatClosedMeanwhile() throws Exception {
        Duration betweenChecks = Duration.ofSeconds(1);
        try (var sandbox = RunningSandbox.checkingEvery(
                betweenChecks, folder, RecordedHorizon.history(), Duration.ofSeconds(20))) {
            long begin = System.nanoTime();
            var stream = RawHttp.stream(sandbox.port(), "/ledgers?cursor=now&limit=2");
            sandbox.journal().append(empty(61700001, "2026-11-21T00:04:35Z"));
            sandbox.journal().append(empty(61700002, "2026-11-21T00:04:36Z"));

            assertThat(stream.get().body().lines())
                    .contains("id: " + (61700001L << 32), "id: " + (61700002L << 32), "data: \"byebye\"");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(betweenChecks);
        }
    }

    @Test
    void aStreamEndsWithoutALedgerThatClosedAfterItsLastCheck() throws Exception {
        try (var sandbox = RunningSandbox.checkingEvery(
                Duration.ofSeconds(20), folder, RecordedHorizon.history(), Duration.ofSeconds(1))) {
            var stream = RawHttp.stream(sandbox.port(), "/ledgers?cursor=now&limit=2");
            sandbox.journal().append(empty(61700001, "2026-11-21T00:04:35Z"));

            assertThat(stream.get().body())
                    .doesNotContain("id: " + (61700001L << 32))
                    .contains("byebye");
        }
    }

    private static ClosedLedger empty(long sequence, String closedAt) {
        return ClosedLedger.empty(new LedgerSequence(sequence), Instant.parse(closedAt));
    }
}
