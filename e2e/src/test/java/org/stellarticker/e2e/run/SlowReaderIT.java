package org.stellarticker.e2e.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of a live stream that reads nothing is cut off by nginx, and no other client notices. */
@Tag("long")
@Tag("clients")
class SlowReaderIT {

    private static final String REQUEST =
            "GET /api/v1/stream?topics=trades,markets HTTP/1.1\r\n" + "Host: test\r\nAccept: text/event-stream\r\n\r\n";

    /** Ledgers close every half second here. */
    private static final Duration UNNOTICED = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final AtomicInteger trades = new AtomicInteger();
    private final AtomicLong lastTrade = new AtomicLong();
    private final AtomicLong longestSilence = new AtomicLong();

    @Test
    void aClientThatReadsNothingIsCutOff() throws Exception {
        try (var ticker = RunningTicker.demo(
                folder,
                Map.of(
                        "SANDBOX_HISTORY_TRADES", "5000",
                        "SANDBOX_LEDGER_SECONDS", "0.5",
                        "SANDBOX_TRADES_PER_SECOND", "200"))) {
            ticker.awaitWorking("ingester");
            try (Socket reading = ticker.rawClient("127.0.0.3").begin(REQUEST);
                    Socket silent = silent(ticker)) {
                Thread.ofVirtual().start(() -> read(reading));
                await("trades arrive").atMost(Duration.ofMinutes(2)).until(() -> trades.get() > 100);
                longestSilence.set(0);

                // nginx resets the connection, so a byte that follows cannot be sent.
                await("the silent client is cut off")
                        .atMost(Duration.ofMinutes(4))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> isCutOff(silent));

                int before = trades.get();
                await("the other client goes on").atMost(UNNOTICED).until(() -> trades.get() > before + 100);
                assertThat(Duration.ofNanos(longestSilence.get())).isLessThan(UNNOTICED);
            }
        }
    }

    /** A client with a small window, so that little is under way. */
    private static Socket silent(RunningTicker ticker) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.bind(new InetSocketAddress("127.0.0.2", 0));
        int port = URI.create(ticker.address()).getPort();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
        return socket;
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private void read(Socket socket) {
        lastTrade.set(System.nanoTime());
        try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: trade")) {
                    long now = System.nanoTime();
                    longestSilence.accumulateAndGet(now - lastTrade.getAndSet(now), Math::max);
                    trades.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }
}
