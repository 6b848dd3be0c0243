package org.stellarticker.e2e.run;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;
import org.stellarticker.daemon.trace.TraceId;

/** Follows what a whole ticker does, by the spans that a collector which others made receives and passes on. */
class TracesIT {

    private static final Map<String, String> PROGRAMS = Map.of(
            "ledger", "ingester",
            "close ledger", "sandbox",
            "store trades", "ingester",
            "aggregate", "aggregator",
            "publish markets.json", "json-generator");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aLedgerIsFollowedFromItsCloseToMarketsJson() throws Exception {
        try (var store = OtlpReceiver.start();
                var collector = RealCollector.start(folder, store.address());
                var ticker = RunningTicker.demo(
                        folder.resolve("ticker"),
                        Map.of(
                                "SANDBOX_HISTORY_TRADES",
                                "20000",
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                collector.address()))) {
            await("a ledger's trace is whole")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> wholeLedger(store).isPresent());

            List<Received> spans = wholeLedger(store).orElseThrow();
            String ledger = String.valueOf(spans.getFirst().values().get("ledger"));
            assertThat(spans).allMatch(span -> ledger.equals(span.values().get("ledger")));
            assertThat(spans).allMatch(span -> span.program().equals(PROGRAMS.get(span.name())));
            var network = json.readTree(ticker.horizon("/").body())
                    .get("network_passphrase")
                    .asText();
            var trace = TraceId.ofLedger(network, new LedgerSequence(Long.parseLong(ledger)));
            assertThat(store.spans(trace)).containsAll(spans);
            assertThat(spans.stream().filter(span -> span.parent().isEmpty()))
                    .singleElement()
                    .returns("ledger", Received::name)
                    .returns(trace.hex().substring(16), Received::id);
            assertThat(spans.stream().filter(span -> !span.name().equals("ledger")))
                    .allMatch(span -> span.parent().equals(trace.hex().substring(16)));

            assertThat(spans).allMatch(span -> !span.to().isBefore(span.from()));
            Instant closed = first(spans, "close ledger").to();
            Instant stored = first(spans, "store trades").to();
            Instant aggregated = first(spans, "aggregate").to();
            Instant published = first(spans, "publish markets.json").to();
            assertThat(List.of(closed, stored, aggregated, published)).isSorted();
            assertThat(Duration.between(closed, published)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** Finds a trace that has all steps. */
    private static Optional<List<Received>> wholeLedger(OtlpReceiver store) {
        return store.spans().stream().collect(groupingBy(Received::trace)).values().stream()
                .filter(spans -> PROGRAMS.keySet().stream()
                        .allMatch(name ->
                                spans.stream().anyMatch(span -> span.name().equals(name))))
                .findFirst();
    }

    private static Received first(List<Received> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .min((one, other) -> one.from().compareTo(other.from()))
                .orElseThrow();
    }
}
