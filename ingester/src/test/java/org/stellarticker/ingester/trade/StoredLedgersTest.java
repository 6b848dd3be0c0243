package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.db.trade.TradeSource;

class StoredLedgersTest {

    private static final Instant CLOSED = Instant.parse("2026-11-30T05:00:00Z");
    private static final Instant RECEIVED = CLOSED.plusMillis(1_200);
    private static final Instant STORED = CLOSED.plusMillis(1_230);

    @Test
    void aLedgersTraceBeginsOnceAndEachBatchOfItsTradesIsAStep() throws Exception {
        try (var collector = OtlpReceiver.start();
                var traces = Traces.open(
                        Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 1)),
                        new TraceSource("ingester", "1", "here"))) {
            var ledgers = new StoredLedgers(new LedgerTraces(traces, () -> Optional.of("a network")));
            var history = aTrade(6, 0, CLOSED.minus(Duration.ofMinutes(11)));

            ledgers.stored(
                    List.of(history, aTrade(7, 0, CLOSED), aTrade(7, 1, CLOSED)), TradeSource.STREAM, RECEIVED, STORED);
            ledgers.stored(
                    List.of(aTrade(7, 2, CLOSED), aTrade(8, 0, STORED.plusSeconds(1))),
                    TradeSource.PAGE,
                    RECEIVED,
                    STORED);

            await().atMost(Duration.ofSeconds(30)).until(() -> collector.spans().size() == 5);
            List<Received> seventh = collector.spans(TraceId.ofLedger("a network", new LedgerSequence(7)));
            assertThat(seventh).extracting(Received::name).containsExactly("ledger", "store trades", "store trades");
            assertThat(seventh.getFirst())
                    .returns("", Received::parent)
                    .returns(CLOSED, Received::from)
                    .returns(STORED, Received::to)
                    .returns(Map.of("ledger", "7"), Received::values);
            assertThat(seventh.get(1))
                    .returns(seventh.getFirst().id(), Received::parent)
                    .returns(RECEIVED, Received::from)
                    .returns(STORED, Received::to)
                    .returns(Map.of("ledger", "7", "trades", "2", "received_from", "stream"), Received::values);
            assertThat(seventh.get(2).values()).containsEntry("trades", "1").containsEntry("received_from", "page");
            // A clock of Horizon's that is ahead of ours gives no span that ends before it begins.
            assertThat(collector.spans(TraceId.ofLedger("a network", new LedgerSequence(8))))
                    .allMatch(span -> !span.to().isBefore(span.from()));
        }
    }
}
