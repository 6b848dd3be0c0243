package org.stellarticker.e2e.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy that closes a connection by which the server sent nothing for a while, as many do after a minute. */
final class IdleProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ServerSocket listening;
    private final int target;
    private final Duration idle;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger idled = new AtomicInteger();

    /** @param target the port that it passes all on to */
    IdleProxy(int target, Duration idle) throws IOException {
        this.target = target;
        this.idle = idle;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Returns how many connections were made. */
    int accepted() {
        return accepted.get();
    }

    /** Returns how many were closed because nothing came. */
    int idled() {
        return idled.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                accepted.incrementAndGet();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                server.setSoTimeout(Math.toIntExact(idle.toMillis()));
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (IOException left) {
            if (!listening.isClosed()) {
                throw new UncheckedIOException(left);
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            var buffer = new byte[BUFFER];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException silent) {
            idled.incrementAndGet();
        } catch (IOException broken) {
            // Each side sees it by itself.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
