package org.stellarticker.e2e.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what a client and a server send. It can be away for a while, and knows when each path was asked first after its
 * return; or it closes connections on which the server is silent, as many proxies do.
 */
final class Relay implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** When each path was first asked since the return, in nanoseconds. */
    private final Map<String, Long> askedAt = new ConcurrentHashMap<>();

    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger silenced = new AtomicInteger();

    /** Zero is without limit. */
    private volatile Duration silence = Duration.ZERO;

    private volatile int target;
    private volatile long returnedAt;
    private volatile @Nullable ServerSocket listening;

    /** Creates a relay that is away. */
    Relay() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Listens, and passes everything on to a port. */
    void openTo(int serverPort) throws IOException {
        target = serverPort;
        open();
    }

    /** Closes connections on which the server sends nothing for so long, from the next connection on. */
    void closesAfter(Duration silence) {
        this.silence = silence;
    }

    /** Returns how many connections were made. */
    int accepted() {
        return accepted.get();
    }

    /** Returns how many connections were closed because the server was silent. */
    int silenced() {
        return silenced.get();
    }

    /** Refuses connections from now on and breaks those that are open. */
    void leave() throws IOException {
        var server = listening;
        listening = null;
        if (server != null) {
            server.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Listens again. */
    void open() throws IOException {
        askedAt.clear();
        var server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        returnedAt = System.nanoTime();
        listening = server;
        Thread.ofVirtual().start(() -> accept(server));
    }

    /** Returns how long after the return a path was asked first; empty before. */
    Optional<Duration> firstAsked(String path) {
        return Optional.ofNullable(askedAt.get(path)).map(at -> Duration.ofNanos(at - returnedAt));
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                connect(server.accept());
            }
        } catch (IOException left) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(left);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        accepted.incrementAndGet();
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (ConnectException notStartedYet) {
            client.close();
            return;
        }
        server.setSoTimeout(Math.toIntExact(silence.toMillis()));
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> copy(client, server, true));
        Thread.ofVirtual().start(() -> copy(server, client, false));
    }

    private void copy(Socket from, Socket to, boolean asks) {
        try (from;
                to) {
            var buffer = new byte[BUFFER];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (asks) {
                    note(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException silent) {
            silenced.incrementAndGet();
        } catch (IOException broken) {
            // Each side sees it by itself.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void note(String request) {
        if (request.startsWith("GET ")) {
            askedAt.putIfAbsent(request.substring(4).split("[? ]", 2)[0], System.nanoTime());
        }
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
