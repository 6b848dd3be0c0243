package org.stellarticker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.sandbox.journal.Ledgers.NOON;
import static org.stellarticker.sandbox.journal.Ledgers.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.Ledgers;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.PlayedNetwork;

class ClosedLedgersTest {

    private static final UUID ORDER = UUID.fromString("019ac0de-5eed-7000-8000-000000000001");
    private static final Instant FILLED = NOON.minusMillis(300);

    @TempDir
    private Path folder;

    @Test
    void aLedgerAndTheOrdersThatWereFilledThereHaveAStepAndTheOrdersLinkToTheLedger() throws Exception {
        Ledgers.write(folder.resolve("ledgers"), List.of(ledger(7, NOON, 2)));
        try (var collector = OtlpReceiver.start();
                var journal = Journal.open(folder.resolve("ledgers"));
                var traces = traces(collector)) {
            var closed =
                    new ClosedLedgers(traces, new Filled(journal), Clock.fixed(NOON.plusMillis(40), ZoneOffset.UTC));
            closed.closed(ledger(8, NOON, 3), NOON);
            // Of this one nobody hears.
            closed.closed(ClosedLedger.empty(new LedgerSequence(9), NOON), NOON);
            closed.closed(ledger(10, NOON, 3), NOON);

            await().atMost(Duration.ofSeconds(30)).until(() -> collector.spans().size() == 4);
            var trace = TraceId.ofLedger(journal.header().networkPassphrase(), new LedgerSequence(8));
            assertThat(collector.spans(trace))
                    .singleElement()
                    .returns("close ledger", Received::name)
                    .returns(NOON, Received::from)
                    .returns(NOON.plusMillis(40), Received::to)
                    .returns(Map.of("ledger", "8", "trades", "3"), Received::values);
            List<Received> ofOrder = collector.spans(TraceId.ofOrder(ORDER));
            assertThat(ofOrder).hasSize(2);
            assertThat(ofOrder.getFirst())
                    .returns("fill in ledger", Received::name)
                    .returns(FILLED, Received::from)
                    .returns(NOON.plusMillis(40), Received::to)
                    .returns(Map.of("ledger", "8"), Received::values)
                    .returns(List.of(trace.hex() + ":" + trace.hex().substring(16)), Received::links);
        }
    }

    private static Traces traces(OtlpReceiver collector) {
        return Traces.open(
                Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 1)),
                new TraceSource("sandbox", "1", "here"));
    }

    /** A network in whose every ledger one order is filled. */
    private record Filled(Journal journal) implements PlayedNetwork {

        @Override
        public Map<UUID, Instant> filledOrders(Predicate<UUID> wanted) {
            return wanted.test(ORDER) ? Map.of(ORDER, FILLED) : Map.of();
        }

        @Override
        public NetworkState state() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClosedLedger next(LedgerSequence sequence, Instant closedAt) {
            return ClosedLedger.empty(sequence, closedAt);
        }

        @Override
        public void close() {
            // The test closes the journal.
        }
    }
}
