package org.stellarticker.publichttp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens on every address of this machine and counts the connections. */
public final class Canary implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Integer> visitors = new CopyOnWriteArrayList<>();
    private int ownVisits;

    public Canary() {
        try {
            socket = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("canary").start(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Returns the number of connections. They are accepted in order, and this method makes the last one itself. */
    public int visits() {
        try (var last = new Socket(InetAddress.getLoopbackAddress(), port())) {
            ownVisits++;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> visitors.contains(last.getLocalPort()));
            return visitors.size() - ownVisits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (var visitor = socket.accept()) {
                visitors.add(visitor.getPort());
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
