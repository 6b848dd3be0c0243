package org.stellarticker.exchangeengine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.Opened;
import org.stellarticker.exchange.Outcome.Placed;
import org.stellarticker.exchange.Outcome.Refused;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.link.ExchangeClient;

class OrderTracesTest {

    private static final long A_UNIT = 10_000_000;
    /** With the random bits 0, and with all of them 1. */
    private static final UUID FOLLOWED = UUID.fromString("019ac0de-5eed-7000-8000-000000000001");

    private static final UUID NOT_FOLLOWED = UUID.fromString("019ac0de-5eed-7000-bfff-ffffffffffff");

    @TempDir
    private Path folder;

    private OtlpReceiver collector;
    private Traces traces;
    private RunningEngine engine;
    private ExchangeClient client;
    private long account;

    @BeforeEach
    void start() throws Exception {
        collector = OtlpReceiver.start();
        traces = Traces.open(
                Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 0.5)),
                new TraceSource("exchange", "1", "here"));
        engine = new RunningEngine(folder, 1_024, traces);
        client = ExchangeClient.open(RunningEngine.socket(folder));
        await().until(client::isConnected);
        account = ((Opened) send(new OpenAccount("owner"))).account().number();
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        engine.close();
        traces.close();
        collector.close();
    }

    @Test
    void aPlacedOrderHasItsFirstStepItsJournalAndItsMatching() throws Exception {
        Instant created = Instant.now().truncatedTo(ChronoUnit.MICROS);
        send(order(NOT_FOLLOWED, "other", created));
        send(order(FOLLOWED, "followed", created));

        List<Received> spans = received(3);
        assertThat(spans)
                .allMatch(span -> span.trace().equals(TraceId.ofOrder(FOLLOWED).hex()));
        assertThat(spans.get(0))
                .returns("order", Received::name)
                .returns(created, Received::from)
                .returns("", Received::parent)
                .returns(Map.of("order", FOLLOWED.toString()), Received::values);
        assertThat(spans.get(1)).returns("journal", Received::name).returns(Map.of("commands", "1"), Received::values);
        assertThat(spans.get(2))
                .returns("match", Received::name)
                .returns(Map.of("status", "submitted", "executed", "0"), Received::values)
                .returns(spans.get(0).to(), Received::to)
                .returns(spans.get(1).to(), Received::from);
        assertThat(spans.get(1).from()).isBetween(created, spans.get(1).to());
        assertThat(spans.subList(1, 3))
                .allMatch(span -> span.parent().equals(spans.get(0).id()));
    }

    @Test
    void aChangeGoesOnWithTheTraceAndARepeatedOrRefusedCommandHasNoStep() throws Exception {
        Instant created = Instant.now();
        send(order(FOLLOWED, "followed", created));
        assertThat(((Placed) send(order(FOLLOWED, "followed", created))).duplicate())
                .isTrue();
        assertThat(send(new AmendOrder(account, FOLLOWED, OptionalLong.empty(), OptionalLong.of(1))))
                .isInstanceOf(Refused.class);
        send(new AmendOrder(account, FOLLOWED, OptionalLong.of(99), OptionalLong.empty()));

        assertThat(received(5))
                .extracting(Received::name)
                .containsExactly("order", "journal", "match", "journal", "change");
    }

    private PlaceOrder order(UUID id, String clientId, Instant created) {
        return new PlaceOrder(
                account, id, clientId, 0, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, false, 100, A_UNIT, created);
    }

    private Outcome send(Command command) throws Exception {
        return client.send(command).get(10, SECONDS);
    }

    private List<Received> received(int count) {
        return await().atMost(Duration.ofSeconds(30)).until(collector::spans, spans -> spans.size() == count);
    }
}
