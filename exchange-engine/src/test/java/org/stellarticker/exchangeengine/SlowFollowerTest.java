package org.stellarticker.exchangeengine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.Placed;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.exchange.link.Frame;

class SlowFollowerTest {

    /** Each makes some 450 bytes of events: together more than may wait for a connection. */
    private static final int ORDERS = 60_000;

    private static final int ON_THE_WAY = 200;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void aFollowerThatReadsNothingIsCutOffAndHoldsNobodyUp() throws Exception {
        try (var engine = new RunningEngine(folder, 1_024);
                var client = ExchangeClient.open(RunningEngine.socket(folder));
                var slow = SocketChannel.open(UnixDomainSocketAddress.of(RunningEngine.socket(folder)))) {
            slow.write(ByteBuffer.allocate(Frame.LENGTH + Frame.HEADER + Long.BYTES)
                    .putInt(Frame.HEADER + Long.BYTES)
                    .put(Frame.FOLLOW)
                    .putLong(1)
                    .putLong(0)
                    .flip());
            await().atMost(Duration.ofSeconds(20)).until(client::isConnected);
            var last = new AtomicLong();
            client.follow(0, event -> last.set(event.number()), last::set);
            client.send(new OpenAccount("owner")).get(20, SECONDS);
            Deque<CompletableFuture<Outcome>> waiting = new ArrayDeque<>();
            for (int i = 0; i < ORDERS; i++) {
                waiting.add(client.send(order()));
                if (waiting.size() == ON_THE_WAY) {
                    assertThat(waiting.remove().get(20, SECONDS)).isInstanceOf(Placed.class);
                }
            }
            while (!waiting.isEmpty()) {
                assertThat(waiting.remove().get(20, SECONDS)).isInstanceOf(Placed.class);
            }
            assertThat(last.get()).isEqualTo(engine.live.durable().engine().lastEvent());

            assertThat(engine.live.durable().engine().sum(0)).isZero();
            assertThat(engine.live.durable().engine().sum(1)).isZero();
            long read = readToTheEnd(slow);
            assertThat(read).isLessThan(engine.live.durable().engine().lastEvent() * 40);
        }
    }

    /** Returns how many bytes had been sent before the connection was ended. */
    private static long readToTheEnd(SocketChannel channel) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        long all = 0;
        for (int read = 0; read >= 0; read = channel.read(bytes.clear())) {
            all += read;
        }
        return all;
    }

    private static PlaceOrder order() {
        return new PlaceOrder(
                1,
                UUID.randomUUID(),
                "",
                0,
                Side.BUY,
                OrderType.LIMIT,
                TimeInForce.IOC,
                false,
                1_000,
                10_000_000,
                Instant.EPOCH);
    }
}
