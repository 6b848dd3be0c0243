package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;
import org.stellarticker.daemon.trace.TraceId;

/** Follows what a whole ticker does, by the spans that a collector which others made receives and passes on. */
class TracesIT {

    private static final Logger log = LoggerFactory.getLogger(TracesIT.class);

    /** The programs that send the spans of an order. */
    private static final Map<String, String> OF_AN_ORDER = Map.of(
            "order", "exchange",
            "POST /api/v3/order", "exchange-gateway",
            "journal", "exchange",
            "match", "exchange",
            "fill in ledger", "sandbox");

    private static final Map<String, String> OF_A_LEDGER = Map.of(
            "ledger", "ingester",
            "close ledger", "sandbox",
            "store trades", "ingester",
            "aggregate", "aggregator",
            "publish markets.json", "json-generator");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void anOrderIsFollowedFromItsRequestToMarketsJson() throws Exception {
        try (var store = OtlpReceiver.start();
                var collector = RealCollector.start(folder, store.address());
                var ticker = RunningTicker.demo(
                        folder.resolve("ticker"),
                        Map.of(
                                "EXCHANGE", "on",
                                "SANDBOX_HISTORY_TRADES", "2000",
                                "SANDBOX_LEDGER_SECONDS", "1",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                                "OTEL_TRACES_SAMPLER_ARG", "1"))) {
            var trader = new ExchangeTrader(ticker.address(), "followed");
            JsonNode order = executed(trader);
            var trace = TraceId.ofOrder(UUID.fromString(order.get("id").asText()));
            List<Received> ofOrder = awaitSpans(store, trace, OF_AN_ORDER);
            var ledger = new LedgerSequence(Long.parseLong(
                    String.valueOf(first(ofOrder, "fill in ledger").values().get("ledger"))));
            var ledgerTrace = TraceId.ofLedger(passphrase(ticker), ledger);
            List<Received> ofLedger = awaitSpans(store, ledgerTrace, OF_A_LEDGER);

            checkShape(ofOrder, trace, "order", OF_AN_ORDER);
            checkShape(ofLedger, ledgerTrace, "ledger", OF_A_LEDGER);
            assertThat(first(ofOrder, "fill in ledger").links())
                    .containsExactly(
                            ledgerTrace.hex() + ":" + first(ofLedger, "ledger").id());
            assertThat(ofLedger)
                    .allMatch(span -> ledger.toString().equals(span.values().get("ledger")));
            checkTimes(ofOrder, ofLedger);
        }
    }

    /** Places orders until one is executed, since bots come with time. */
    private static JsonNode executed(ExchangeTrader trader) {
        return await("a bot meets an order")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () -> trader.place("AQUA-XLM", "buy", "market", "", "200"),
                        order -> order.path("status").asText().equals("executed"));
    }

    private static List<Received> awaitSpans(OtlpReceiver store, TraceId trace, Map<String, String> wanted) {
        return await("all of " + wanted.keySet())
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> store.spans(trace),
                        spans -> wanted.keySet().stream()
                                .allMatch(name -> spans.stream()
                                        .anyMatch(span -> span.name().equals(name))));
    }

    private String passphrase(RunningTicker ticker) throws IOException, InterruptedException {
        return json.readTree(ticker.horizon("/").body())
                .get("network_passphrase")
                .asText();
    }

    /** Checks that one span is the first, and that all others are its children. */
    private static void checkShape(
            List<Received> spans, TraceId trace, String firstName, Map<String, String> programs) {
        String first = trace.hex().substring(16);
        assertThat(spans.stream().filter(span -> span.parent().isEmpty()))
                .singleElement()
                .returns(firstName, Received::name)
                .returns(first, Received::id);
        assertThat(spans.stream().filter(span -> !span.parent().isEmpty()))
                .allMatch(span -> span.parent().equals(first));
        assertThat(spans).allMatch(span -> span.program().equals(programs.get(span.name())));
        assertThat(spans).allMatch(span -> !span.to().isBefore(span.from()));
        assertThat(spans.stream().map(Received::id)).doesNotHaveDuplicates();
    }

    private static void checkTimes(List<Received> ofOrder, List<Received> ofLedger) {
        Instant placed = first(ofOrder, "POST /api/v3/order").from();
        Instant durable = first(ofOrder, "journal").to();
        Instant matched = first(ofOrder, "match").to();
        Instant closed = first(ofOrder, "fill in ledger").to();
        Instant stored = first(ofLedger, "store trades").to();
        Instant aggregated = first(ofLedger, "aggregate").to();
        Instant published = first(ofLedger, "publish markets.json").to();
        List<Instant> all = List.of(placed, durable, matched, closed, stored, aggregated, published);
        assertThat(all).isSorted();
        assertThat(Duration.between(placed, published)).isLessThan(Duration.ofSeconds(15));
        log.info(
                "milliseconds from an order's request: {}",
                all.stream()
                        .map(time -> Duration.between(placed, time).toMillis())
                        .toList());
    }

    private static Received first(List<Received> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .min(Comparator.comparing(Received::from))
                .orElseThrow();
    }
}
