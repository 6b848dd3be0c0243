package org.stellarticker.daemon.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;

class ShownLedgersTest {

    private static final String NETWORK = "a network";
    private static final Instant NOW = Instant.parse("2026-11-30T05:00:00Z");

    /** Each closes a second after the one before; number 300 closes now. There are trades in every third. */
    private final SortedMap<LedgerSequence, Instant> stored = new TreeMap<>();

    private OtlpReceiver collector;
    private Traces traces;
    private ShownLedgers shown;

    @BeforeEach
    void begin() throws Exception {
        for (long ledger = 0; ledger <= 1200; ledger += 3) {
            stored.put(new LedgerSequence(ledger + 1), NOW.plusSeconds(ledger - 1199));
        }
        collector = OtlpReceiver.start();
        traces = Traces.open(
                Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 1)),
                new TraceSource("aggregator", "1", "here"));
        shown = new ShownLedgers(
                new LedgerTraces(traces, () -> Optional.of(NETWORK)),
                "aggregate",
                (from, to) -> stored.subMap(from, to.next()));
    }

    @AfterEach
    void end() {
        traces.close();
        collector.close();
    }

    @Test
    void eachVersionHasAStepForEachLedgerThatItIsTheFirstToShow() {
        show(trade(1000, 5));
        show(trade(1009, 1));

        assertThat(received()).extracting(span -> span.values().get("ledger")).containsExactly("1003", "1006", "1009");
        Received last = received().getLast();
        var trace = TraceId.ofLedger(NETWORK, new LedgerSequence(1009));
        assertThat(last.trace()).isEqualTo(trace.hex());
        assertThat(last.parent()).isEqualTo(trace.firstSpan());
        assertThat(last).returns("aggregate", Received::name).returns(NOW, Received::to);
    }

    @Test
    void aLedgerWhoseTradesComeInPartsHasAStepForEachPart() {
        show(trade(1000, 5));
        show(trade(1003, 1));
        show(trade(1003, 8));
        show(trade(1003, 8));

        assertThat(received()).extracting(span -> span.values().get("ledger")).containsExactly("1003", "1003");
    }

    @Test
    void aVersionWithoutNewerTradesHasNoStep() {
        show(trade(1003, 1));
        show(trade(1000, 1));
        show(trade(1003, 1));

        assertThat(received()).isEmpty();
    }

    @Test
    void historyHasNoStep() {
        show(trade(1, 1));
        show(trade(1200, 1));

        // Those of the last ten minutes, of which a third has trades.
        assertThat(received()).hasSize(200);
        assertThat(received().getFirst().values().get("ledger")).isEqualTo("601");
    }

    @Test
    void whileTheNetworkIsUnknownNothingIsTraced() {
        var unknown = new LedgerTraces(traces, Optional::empty);

        assertThat(unknown.find(new LedgerSequence(7), NOW, NOW)).isEmpty();
    }

    /** Returns the spans of the steps so far. */
    private List<Received> received() {
        var end = TraceId.ofLedger(NETWORK, new LedgerSequence(1));
        traces.add(Step.of(end, "end", NOW, NOW));
        await().atMost(Duration.ofSeconds(30)).until(() -> !collector.spans(end).isEmpty());
        return collector.spans().stream()
                .filter(span -> !span.name().equals("end"))
                .toList();
    }

    private void show(TradeId newest) {
        shown.shown(newest, NOW.minusMillis(30), NOW);
    }

    private static TradeId trade(long ledger, int index) {
        return new TradeId(new LedgerSequence(ledger).firstToid() + 4097, index);
    }
}
