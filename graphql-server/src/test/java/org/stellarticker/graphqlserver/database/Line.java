package org.stellarticker.graphqlserver.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** A way to a server that can be cut, as if the server were gone, and mended, at the same port all the time. */
final class Line implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final InetSocketAddress server;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean silent = new AtomicBoolean();
    private Optional<ServerSocket> entrance;

    Line(InetSocketAddress server) throws IOException {
        this.server = server;
        var any = new ServerSocket(0, 50, HERE);
        this.port = any.getLocalPort();
        this.entrance = Optional.of(any);
        accept(any);
    }

    int port() {
        return port;
    }

    synchronized void disconnect() throws IOException {
        if (entrance.isPresent()) {
            entrance.get().close();
        }
        entrance = Optional.empty();
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    /** From now on nothing arrives any more, at either end; connections stay open, and new ones are accepted. */
    void fallSilent() {
        silent.set(true);
    }

    synchronized void mend() throws IOException {
        silent.set(false);
        var again = new ServerSocket();
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(HERE, port));
        entrance = Optional.of(again);
        accept(again);
    }

    private void accept(ServerSocket entrance) {
        threads.execute(() -> {
            try {
                while (true) {
                    connect(entrance.accept(), entrance);
                }
            } catch (IOException disconnect) {
                // Until it is mended.
            }
        });
    }

    /** Waits while the line is being cut: a connection accepted just before is closed with the others. */
    private synchronized void connect(Socket client, ServerSocket through) throws IOException {
        if (through.isClosed()) {
            client.close();
            return;
        }
        var onward = new Socket(server.getAddress(), server.getPort());
        open.add(client);
        open.add(onward);
        threads.execute(() -> copy(client, onward));
        threads.execute(() -> copy(onward, client));
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            var bytes = new byte[8192];
            for (int read = from.getInputStream().read(bytes);
                    read >= 0;
                    read = from.getInputStream().read(bytes)) {
                if (!silent.get()) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException closed) {
            // The other end is closed with it.
        }
    }

    @Override
    public void close() throws IOException {
        disconnect();
        threads.shutdownNow();
    }
}
